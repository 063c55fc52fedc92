"""A camera that a test plugs in and out, and holds up while it opens or closes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.expressions import Expression
from tests.helpers.programs import PATIENCE

CLIP = demo_clip()
SMILE = paint(CLIP.drawing(next(s for s in range(200) if CLIP.shown(s) is Expression.HAPPY) + 1.0), 640, 480)
LONG_ENOUGH = 0.6
"""Seconds in which a reader that does not wait for its turn is told that the camera is in use."""


class Webcam:
    """A camera that sees a smile and serves one reader at a time.

    Attributes:
        plugged: whether it is there.
        opens: whether opening it comes to an end.
        closes: whether closing it does.
        openings: how often it was tried.
        given: how many frames it gave.
    """

    returns = True

    def __init__(self) -> None:
        self.plugged, self.opens, self.closes = threading.Event(), threading.Event(), threading.Event()
        for event in (self.plugged, self.opens, self.closes):
            event.set()
        self.openings = self.given = 0
        self._free = threading.Lock()
        self._began = time.monotonic()

    @property
    def held(self) -> bool:
        """Whether somebody reads it."""
        return self._free.locked()

    def frames(self) -> Iterator[Frame]:
        self.openings += 1
        if not self.plugged.is_set():
            raise SourceError("No camera was found.")
        if not self._free.acquire(blocking=False):
            raise SourceError("Another program may be using the camera.")
        try:
            self.opens.wait()
            while self.plugged.is_set():
                self.given += 1
                yield Frame(SMILE, time.monotonic() - self._began)
                time.sleep(0.03)
            raise SourceError("The camera stopped giving pictures.")
        finally:
            self.closes.wait(PATIENCE)
            self._free.release()
