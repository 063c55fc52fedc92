"""A clip of a drawn face as a source of frames: the demo, and material for tests and benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.drawn_faces import Drawing
from assistant.drawn_faces.animation import Clip, demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame
from assistant.ports import Pace

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
        drawings = self._drawings_now() if self._pace == "live" else self._clip.drawings(self._rate)
        for moment, drawing in drawings:
            yield Frame(paint(drawing, *SIZE), moment)

    def _drawings_now(self) -> Iterator[tuple[float, Drawing]]:
        start = time.monotonic()
        moment = 0.0
        while moment < self._clip.duration:
            yield moment, self._clip.drawing(moment)
            now = time.monotonic() - start
            time.sleep(max(moment + 1 / self._rate - now, 0))
            moment = time.monotonic() - start
