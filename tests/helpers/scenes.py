"""Cameras that see one drawn picture after the other, by a clock of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame
from assistant.imaging import Image
from tests.helpers.programs import PATIENCE

CENTRED = paint(demo_clip().drawing(0.0), 640, 480)
ASIDE = np.pad(CENTRED, ((0, 0), (0, 640), (0, 0)), mode="edge")
EMPTY = np.full((480, 640, 3), 90, np.uint8)


class Scenes:
    """A camera that sees one picture after the other, at ten frames a second."""

    returns = True

    def __init__(self, *scenes: tuple[Image, float]) -> None:
        self._scenes = scenes

    def frames(self) -> Iterator[Frame]:
        now = 100.0
        for pixels, seconds in self._scenes:
            for _ in range(round(seconds * 10)):
                yield Frame(pixels, now)
                now += 0.1


class SlowToStart(Scenes):
    """Gives no picture before it is told to."""

    def __init__(self, *scenes: tuple[Image, float]) -> None:
        super().__init__(*scenes)
        self.started = threading.Event()

    def frames(self) -> Iterator[Frame]:
        assert self.started.wait(PATIENCE)
        yield from super().frames()
