"""What the practice tests share: a time that the test sets, decks of real pictures, and a record of answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


def write_picture(path: Path, brightness: int = 120) -> None:
    """A small grey picture that any viewer can open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _, data = cv2.imencode(path.suffix, np.full((48, 48), brightness, np.uint8))
    path.write_bytes(data.tobytes())


@pytest.fixture
def class_folders(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of class folders with pictures from names like "train/happy/1.png"."""

    def make(*names: str) -> Path:
        root = tmp_path / "pictures"
        root.mkdir()
        for name in names:
            write_picture(root / name)
        return root

    return make
