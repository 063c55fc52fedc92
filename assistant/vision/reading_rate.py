"""How often something is measured of a face: at once when the face changes, seldom while it is still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from assistant.imaging import Image

CHANGE = 2.0
"""Mean difference of two canonical faces, in grey levels, from which a face has changed; a webcam's noise makes 1."""

Value = TypeVar("Value")


def difference(crop: Image, before: Image) -> float:
    """Mean difference of two canonical faces in grey levels, 0 to 255."""
    return float(np.abs(crop.astype(np.int16) - before).mean())


@dataclass(frozen=True, slots=True)
class Rate:
    """Seconds between two measurements of a face that changes, at the least, and of one that does not."""

    moving: float
    still: float


READING = Rate(moving=0.0, still=0.25)
"""Of expressions."""

MOVEMENTS = Rate(moving=0.2, still=1.0)
"""Of movements, which are told with a cue: at most one a second."""

LIPS = Rate(moving=0.09, still=0.25)
"""Of how far the lips are apart: twice a syllable, which takes 0.2 s. Each 0.06 s told no more of the clips."""

GAZE = Rate(moving=0.2, still=0.3)
"""Of where somebody looks: it is told once it has lasted for a second."""

HEAD = Rate(moving=0.06, still=0.12)
"""Of how a head is held: five times in a nod of 3 Hz, and soon enough to know when a head was at rest."""


@dataclass(frozen=True, slots=True)
class _Measured(Generic[Value]):
    time: float
    crop: Image
    value: Value


class Measured(Generic[Value]):
    """What was measured of each face, for as long as it holds. It counts by the frames' times, and has no clock."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._faces: dict[int, _Measured[Value]] = {}

    def due(self, face: int, crop: Image, now: float, *, moves: bool = False) -> bool:
        """Whether a face is to be measured anew.

        Args:
            face: the tracker's id.
            crop: its canonical 48×48 grey picture, or the part of it that matters.
            now: seconds of the source.
            moves: the face is known to, however little its picture changes.
        """
        last = self._faces.get(face)
        if last is None or now - last.time >= self._rate.still:
            return True
        if now - last.time < self._rate.moving:
            return False
        return moves or difference(crop, last.crop) >= CHANGE

    def keep(self, face: int, crop: Image, now: float, value: Value) -> None:
        """Keep what was measured, and forget what holds no more."""
        self._faces = {known: last for known, last in self._faces.items() if now - last.time < self._rate.still}
        self._faces[face] = _Measured(now, crop, value)

    def of(self, face: int) -> Value:
        """What was last measured of a face that is not due."""
        return self._faces[face].value
