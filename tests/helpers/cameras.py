"""A hand-written webcam: devices are the one thing that tests may not have."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np


class FakeCapture:
    """Stands in for `cv2.VideoCapture`: gives frames of rising brightness, then is unplugged.

    Args:
        frames: how many until the plug is pulled; 0 for a camera that another program holds.
        interval: seconds between two frames.
    """

    def __init__(self, frames: int, interval: float = 0.002) -> None:
        self._frames, self._interval, self._given = frames, interval, 0
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def set(self, _: int, __: float) -> bool:
        return True

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self._given >= self._frames:
            return False, None
        time.sleep(self._interval)
        self._given += 1
        return True, np.full((4, 6, 3), min(self._given, 255), dtype=np.uint8)

    def release(self) -> None:
        self.released = True


def list_cameras(folder: Path, *names: str) -> Path:
    """A folder in which Linux lists these cameras, each with a second node for its metadata."""
    for number, name in enumerate(names):
        for node, index in ((2 * number, 0), (2 * number + 1, 1)):
            device = folder / f"video{node}"
            device.mkdir()
            (device / "name").write_text(f"{name}\n")
            (device / "index").write_text(f"{index}\n")
    return folder
