"""A clip of a drawn face as a source of frames: the demo, and material for tests and benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.adapters.face_painter import paint
from assistant.adapters.sources import Pace
from assistant.events import Frame
from assistant.practice.clips import Clip, demo_clip

RATE = 25.0
"""Frames a second."""

SIZE = (640, 480)
"""Width and height in pixels, as a plain webcam gives them."""


class DrawnSource:
    """The frames of a drawn clip, the demo's by default.

    Args:
        pace: live draws each frame for the moment at which it is asked for, so a slow machine draws fewer.
    """

    returns = False

    def __init__(self, pace: Pace, clip: Clip | None = None, rate: float = RATE) -> None:
        self._clip, self._rate, self._pace = clip or demo_clip(), rate, pace

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        moments = self._moments_now() if self._pace == "live" else self._moments()
        for moment in moments:
            yield Frame(paint(self._clip.drawing(moment), *SIZE), moment)

    def _moments(self) -> Iterator[float]:
        for index in range(round(self._clip.duration * self._rate)):
            yield index / self._rate

    def _moments_now(self) -> Iterator[float]:
        start = time.monotonic()
        moment = 0.0
        while moment < self._clip.duration:
            yield moment
            now = time.monotonic() - start
            time.sleep(max(moment + 1 / self._rate - now, 0))
            moment = time.monotonic() - start
