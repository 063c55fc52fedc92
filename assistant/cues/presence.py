"""Who is in view: a face counts once it has been seen for a moment, and until it has been gone for longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.events import Box, FaceEvent, FaceReading
from assistant.vision.tracker import LONGEST_STEP

APPEAR_AFTER = 0.1
"""Seconds in view after which a face counts: a detector's slip in one frame is nobody. Where somebody was before, as
at a cut, it is no slip."""

LEAVE_AFTER = 1.25
"""Seconds out of view after which a face has left: hidden by a hand, it is still there.

Longer than the tracker's memory, so that an id that has left never comes back; a pause between two frames counts as
little as it does there.
"""


@dataclass(slots=True)
class _Sighting:
    first: float
    last: float
    reading: FaceReading
    appeared: bool = False
    absent: float = 0.0


class Presence:
    """The faces in view, by the tracker's ids."""

    def __init__(self) -> None:
        self._sightings: dict[int, _Sighting] = {}
        self._now = 0.0

    def update(self, now: float, readings: Iterable[FaceReading]) -> list[FaceEvent]:
        """Who appeared and who left at `now`."""
        step, self._now = min(now - self._now, LONGEST_STEP), now
        replaced = []
        for reading in readings:
            sighting = self._sightings.setdefault(reading.face, _Sighting(now, now, reading))
            sighting.last, sighting.reading, sighting.absent = now, reading, 0.0
            if reading.instead_of in self._sightings:
                replaced.append(reading.instead_of)
        for sighting in self._sightings.values():
            if sighting.last != now:
                sighting.absent += step
        return [*self._remove(now, replaced), *self._left(now), *self._appeared(now)]

    def leave(self, now: float) -> list[FaceEvent]:
        """Everybody leaves at `now`."""
        return self._remove(now, list(self._sightings))

    @property
    def readings(self) -> tuple[FaceReading, ...]:
        """The newest reading of each face in view, in order of appearance."""
        return tuple(sighting.reading for sighting in self._sightings.values() if sighting.appeared)

    @property
    def boxes(self) -> dict[int, Box]:
        """Where each face in view was last seen, in order of appearance."""
        return {reading.face: reading.found.box for reading in self.readings}

    def _appeared(self, now: float) -> list[FaceEvent]:
        events = []
        for face, sighting in self._sightings.items():
            lasting = sighting.last - sighting.first >= APPEAR_AFTER or sighting.reading.instead_of is not None
            if not sighting.appeared and lasting:
                sighting.appeared = True
                events.append(FaceEvent(now, face, "appeared", sighting.reading.found.box))
        return events

    def _left(self, now: float) -> list[FaceEvent]:
        gone = [face for face, sighting in self._sightings.items() if sighting.absent >= LEAVE_AFTER]
        return self._remove(now, gone)

    def _remove(self, now: float, gone: Iterable[int]) -> list[FaceEvent]:
        removed = [(face, self._sightings.pop(face)) for face in gone]
        return [
            FaceEvent(now, face, "left", sighting.reading.found.box) for face, sighting in removed if sighting.appeared
        ]
