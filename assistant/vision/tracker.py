"""Keep each face's id through time: short losses, movement, and crossings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.events import Box, FoundFace, TrackedFace

MEMORY = 1.2
"""Seconds for which a lost face keeps its id."""

_REACH = 0.9  # distance, in face widths, beyond which a find is somebody else
_RESIZE = 1.0  # cost of a change of size by a factor of e
_VELOCITY_TIME = 0.2  # s, time constant of the velocity estimate
_COASTING = 0.5  # s for which a lost face is believed to move on


@dataclass
class _Track:
    face: int
    found: FoundFace
    seen: float
    velocity: tuple[float, float] = (0.0, 0.0)

    def predicted(self, now: float) -> tuple[float, float]:
        x, y = self.found.box.centre
        ahead = min(now - self.seen, _COASTING)
        return x + self.velocity[0] * ahead, y + self.velocity[1] * ahead

    def cost(self, box: Box, now: float) -> float:
        """Distance from the predicted place in face widths, plus the change of size."""
        (x, y), (px, py) = box.centre, self.predicted(now)
        size = max(self.found.box.width, box.width, 1.0)
        change = max(box.width, 1.0) / max(self.found.box.width, 1.0)
        return float(((x - px) ** 2 + (y - py) ** 2) ** 0.5 / size + _RESIZE * abs(1 - min(change, 1 / change)))

    def follow(self, found: FoundFace, now: float) -> None:
        elapsed = now - self.seen
        if elapsed > 0:
            (x, y), (old_x, old_y) = found.box.centre, self.found.box.centre
            share = elapsed / (elapsed + _VELOCITY_TIME)
            self.velocity = (
                self.velocity[0] + share * ((x - old_x) / elapsed - self.velocity[0]),
                self.velocity[1] + share * ((y - old_y) / elapsed - self.velocity[1]),
            )
        self.found, self.seen = found, now


class FaceTracker:
    """Gives each face an id, counted from 1 and never used twice."""

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._last_id = 0

    def update(self, now: float, found: Sequence[FoundFace]) -> list[TrackedFace]:
        """The ids of the faces found at `now` (seconds, not before the last call's), in the same order.

        The closest pairs of a known face's predicted place and a find are joined first, so that
        faces that cross keep their ways.
        """
        self._tracks = [track for track in self._tracks if now - track.seen <= MEMORY]
        pairs = sorted(
            (cost, t, f)
            for t, track in enumerate(self._tracks)
            for f, face in enumerate(found)
            if (cost := track.cost(face.box, now)) < _REACH
        )
        joined: dict[int, _Track] = {}
        for _, t, f in pairs:
            track = self._tracks[t]
            if f not in joined and track not in joined.values():
                joined[f] = track
        for f, face in enumerate(found):
            if f in joined:
                joined[f].follow(face, now)
            else:
                self._last_id += 1
                joined[f] = _Track(self._last_id, face, now)
                self._tracks.append(joined[f])
        return [TrackedFace(joined[f].face, face) for f, face in enumerate(found)]

    def forget(self) -> None:
        """Know nobody any more: whoever comes gets a new id."""
        self._tracks.clear()
