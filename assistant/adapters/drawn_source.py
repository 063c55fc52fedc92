"""A clip of a drawn face as a source of frames: the demo, and material for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.adapters.face_painter import paint
from assistant.events import Frame
from assistant.practice.clips import Clip, demo_clip

RATE = 25.0
"""Frames a second."""

SIZE = (640, 480)
"""Width and height in pixels, as a plain webcam gives them."""


class DrawnSource:
    """The frames of a drawn clip, the demo's by default."""

    returns = False

    def __init__(self, clip: Clip | None = None, rate: float = RATE) -> None:
        self._clip, self._rate = clip or demo_clip(), rate

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        for time, drawing in self._clip.drawings(self._rate):
            yield Frame(paint(drawing, *SIZE), time)
