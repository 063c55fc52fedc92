"""Tells a camera that repeats one picture from a room in which nothing moves."""

from __future__ import annotations

import numpy as np

from assistant.imaging import Image
from assistant.vision.quality_gate import is_dark

_SECONDS = 2.0  # for which one picture is repeated
_REPEATS = 3  # at least, since a slow camera may repeat one frame
_SPARSE = 16  # rows of which one is compared first


class FreezeDetector:
    """Compares each picture with the one before it.

    The noise of a sensor changes some byte of every picture, even of a bare wall, so a picture that is repeated to
    the byte was not taken anew: the driver hangs, the connection broke, or a program shows a fixed picture in the
    camera's place. A dark picture does not count: a covered lens gives zeros only and is reported as darkness.

    Attributes:
        frozen: whether the picture stands still.
    """

    def __init__(self) -> None:
        self._last: Image | None = None
        self._since = 0.0
        self._repeats = 0
        self.frozen = False

    def see(self, picture: Image, now: float) -> bool:
        """Take in an RGB picture (height, width, 3) of the time `now`, in seconds; whether it stands still."""
        if self._last is None or not _same(self._last, picture) or is_dark(picture):
            self._since, self._repeats = now, 0
        else:
            self._repeats += 1
        self._last = picture
        self.frozen = self._repeats >= _REPEATS and now - self._since >= _SECONDS
        return self.frozen


def _same(one: Image, other: Image) -> bool:
    # Pictures of a sensor differ in the first rows already, so this costs next to nothing.
    return np.array_equal(one[::_SPARSE], other[::_SPARSE]) and np.array_equal(one, other)
