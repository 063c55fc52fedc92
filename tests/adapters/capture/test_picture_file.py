"""Pictures are read, and what is none is said to be so."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.picture_file import read_picture
from assistant.errors import SourceError
from tests.helpers.pictures import huge_picture


def test_picture_is_rgb(tmp_path: Path) -> None:
    red = np.zeros((4, 4, 3), dtype=np.uint8)
    red[..., 2] = 255
    cv2.imwrite(str(tmp_path / "red.png"), red)
    assert read_picture(tmp_path / "red.png")[0, 0].tolist() == [255, 0, 0]


@pytest.mark.parametrize("content", [b"", b"text"], ids=["empty", "text"])
def test_picture_that_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(content)
    with pytest.raises(SourceError, match="no picture that can be read"):
        read_picture(file)


def test_picture_that_claims_too_many_pixels(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(huge_picture())
    with pytest.raises(SourceError, match="60000 × 60000 pixels: up to 67 megapixels"):
        read_picture(file)


def test_picture_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_picture(tmp_path / "missing.png")
