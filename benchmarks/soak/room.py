"""A room before a camera that never exists: people come and go, the light goes out, the plug is pulled."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from assistant.drawn_faces import Identity
from assistant.drawn_faces.animation import Beat, Clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image

SIZE = (640, 480)
"""Width and height in pixels, as a plain webcam gives them."""

_RATE = 15.0
"""Drawings a second. Painting is not what is measured, so frames between them differ in the sensor's noise alone."""

_NOISES = 7
"""How many pictures of noise take turns: a frame that equals the one before it is not read at all."""

_PEOPLE = ((0.30, 1), (0.40, 0), (0.65, 2), (0.80, 1), (1.0, 3))
"""How many are in view until that share of a cycle."""

_CASTS = 6
"""Cycles after which the same people come again, so that each fifth of half an hour sees the same."""

_DARK = (0.65, 0.72)
_LOST = (0.72, 0.80)


class Room:
    """A `Source` that begins anew with other people at each cycle, as fast as its frames are taken.

    Args:
        seconds: after which it ends.
        cycle: seconds in which everything happens once.
    """

    returns = True

    def __init__(self, seconds: float, cycle: float) -> None:
        self._seconds, self._cycle = seconds, cycle
        self._start = time.monotonic()

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`; raises `SourceError` while the plug is pulled."""
        drawn, picture = -1, np.zeros((SIZE[1], SIZE[0], 3), dtype=np.uint8)
        rng = np.random.default_rng(0)
        noises = itertools.cycle([rng.integers(0, 5, picture.shape, dtype=np.uint8) for _ in range(_NOISES)])
        while (now := time.monotonic() - self._start) < self._seconds:
            number, share = divmod(now / self._cycle, 1.0)
            if _LOST[0] <= share < _LOST[1]:
                raise SourceError("The plug is pulled.")
            if (due := int(now * _RATE)) != drawn:
                drawn, picture = due, view(int(number), share, self._cycle)
            yield Frame(cv2.add(picture, next(noises)), now)


def view(number: int, share: float, cycle: float) -> Image:
    """What the camera sees at a share (0 to 1) of the cycle of that number: RGB pixels."""
    count = next(count for end, count in _PEOPLE if share < end)
    if not count:
        return np.full((SIZE[1], SIZE[0], 3), (96, 104, 112), dtype=np.uint8)
    width = SIZE[0] // count
    clips = [_clip(3 * (number % _CASTS) + place, cycle) for place in range(count)]
    faces = [paint(clip.drawing(share * cycle), width, SIZE[1]) for clip in clips]
    picture: Image = cv2.resize(np.hstack(faces), SIZE)
    return picture // 24 if _DARK[0] <= share < _DARK[1] else picture


def _clip(person: int, cycle: float) -> Clip:
    shown: Sequence[Expression] = [face for face in EXPRESSIONS if face is not Expression.NEUTRAL]
    length = cycle / 5
    beats = [
        Beat(shown[(person + index) % len(shown)], index * length, hold=0.5 * length, onset=0.15 * length)
        for index in range(5)
    ]
    return Clip(Identity.random(person), cycle, tuple(beats), seed=person, talking=((0.0, 0.2 * cycle),))
