"""Every suffix in the table is of a format that sources, decks and the training read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.pictures import PictureReader
from assistant.adapters.capture.recordings import is_picture, read_picture
from assistant.expressions import Expression
from assistant.practice.picture_folders import open_deck
from assistant.system.picture_files import PICTURE_SUFFIXES
from training.data.sources.class_folders import read_class_folders


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES | {".PNG"}))
def test_each_suffix_opens_everywhere(suffix: str, tmp_path: Path) -> None:
    for expression in ("happy", "sad"):
        file = tmp_path / expression / f"face{suffix}"
        file.parent.mkdir()
        assert cv2.imwrite(str(file), np.full((32, 48), 120, np.uint8))
    assert is_picture(file)
    assert read_picture(file).shape == (32, 48, 3)
    (photograph,) = open_deck(tmp_path).pictures(Expression.HAPPY)
    with PictureReader() as reader:
        assert reader.read(photograph).shape == (32, 48, 3)
    for record in read_class_folders(tmp_path):
        assert record.pixels is not None
        assert record.pixels.shape == (32, 48)
