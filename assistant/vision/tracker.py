"""Keep each face's id through time: short losses, movement, crossings, and cuts to another person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.events import Box, FoundFace

MEMORY = 1.2
"""Seconds without the face for which a lost one keeps its id."""

LONGEST_STEP = 0.7
"""A frame without a face counts for no more than this many seconds without it, however long ago the frame before was:
a recording may pause, and the pause is not an absence."""

_REACH = 0.9  # distance, in face widths, beyond which a detection is another person
_RESIZE = 1.0  # cost of a change of size by a factor of e
_VELOCITY_TIME = 0.2  # s, time constant of the velocity estimate
_COASTING = 0.5  # s for which a lost face is believed to move on

_ALIKE, _CHANGES = 0.2, 0.4
"""How unlike itself a face may look at once, and how much more so a second later. Of talking, turning and laughing
people, on film and drawn, 0.07 is the most at 0.04 s, 0.17 at 0.2 s and 0.21 at 0.5 s; neighbours among people reach
0.29 at the least, and drawn ones, who are alike, in half the cases."""
_COMPARED = 0.6  # s after which a face may have changed too much to be compared


Look: TypeAlias = NDArray[np.uint8]
"""A face and some of what is around it, (side, side, 3) RGB."""


def unlikeness(one: Look, other: Look) -> float:
    """How little two looks have in common, however bright, hard and coloured the light: 0 (the same) to 2.

    It is one minus the correlation of the grey levels, of the upper, lower, left or right half, whichever is most
    alike: a hand before the mouth or a cheek makes nobody somebody else.
    """
    grey = one.mean(axis=2), other.mean(axis=2)
    middle, whole = len(one) // 2, slice(None)
    first, second = slice(middle), slice(middle, None)
    halves = (first, whole), (second, whole), (whole, first), (whole, second)
    return min(_unlikeness(*(look[half] for look in grey)) for half in halves)


def _unlikeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    a, b = one - one.mean(), other - other.mean()
    return 1 - float((a * b).sum()) / max(float(np.sqrt((a**2).sum() * (b**2).sum())), 1.0)


@dataclass(eq=False)
class _Track:
    face: int
    found: FoundFace
    seen: float
    look: Look | None = None
    velocity: tuple[float, float] = (0.0, 0.0)
    absent: float = 0.0
    instead_of: int | None = None

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

    def is_other(self, look: Look | None, now: float) -> bool:
        """Whether a detection at this track's place looks like another person."""
        if look is None or self.look is None or now - self.seen > _COMPARED:
            return False
        return unlikeness(self.look, look) > _ALIKE + _CHANGES * (now - self.seen)

    def follow(self, found: FoundFace, look: Look | None, now: float) -> None:
        elapsed = now - self.seen
        if elapsed > 0:
            (x, y), (old_x, old_y) = found.box.centre, self.found.box.centre
            share = elapsed / (elapsed + _VELOCITY_TIME)
            self.velocity = (
                self.velocity[0] + share * ((x - old_x) / elapsed - self.velocity[0]),
                self.velocity[1] + share * ((y - old_y) / elapsed - self.velocity[1]),
            )
        self.found, self.seen, self.look, self.absent = found, now, look, 0.0


@dataclass(frozen=True, slots=True)
class TrackedFace:
    """A found face with the id that stays its own over time.

    Attributes:
        face: the id, from 1.
        found: where the face is.
        instead_of: id of the face whose place it took from one frame to the next, as after a cut; None otherwise.
    """

    face: int
    found: FoundFace
    instead_of: int | None = None


class FaceTracker:
    """Gives each face an id, counted from 1 and never used twice."""

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._last_id = 0
        self._now = 0.0

    def update(self, now: float, found: Sequence[FoundFace], looks: Sequence[Look] = ()) -> list[TrackedFace]:
        """The ids of the faces found at `now` (seconds, not before the last call's), in the same order.

        Args:
            looks: small pictures of the faces, to know by them when somebody else is at the same place; without
                them, place and movement alone decide.

        The closest pairs of a known face's predicted place and a find are joined first, so that
        faces that cross keep their ways. Who looks alike comes first: somebody who walks in front of another is not
        instead of them.
        """
        step, self._now = min(now - self._now, LONGEST_STEP), now
        seen: Sequence[Look | None] = looks if looks else [None] * len(found)
        known = self._known(now, found, seen)
        tracks = [self._followed(*each, now) for each in zip(known, found, seen, strict=True)]
        for track in self._tracks:
            if track.seen != now:
                track.absent += step
        self._tracks = [track for track in self._tracks if track.absent <= MEMORY]
        return [TrackedFace(track.face, track.found, track.instead_of) for track in tracks]

    def forget(self) -> None:
        """Forget all faces: each detection gets a new id."""
        self._tracks.clear()

    def _known(self, now: float, found: Sequence[FoundFace], seen: Sequence[Look | None]) -> list[_Track | None]:
        """The known face that each find is, or in whose place it is."""
        pairs = sorted(
            (track.is_other(seen[f], now), cost, t, f)
            for t, track in enumerate(self._tracks)
            for f, face in enumerate(found)
            if (cost := track.cost(face.box, now)) < _REACH
        )
        joined: dict[int, _Track] = {}
        for _, _, t, f in pairs:
            track = self._tracks[t]
            if f not in joined and track not in joined.values():
                joined[f] = track
        return [joined.get(f) for f in range(len(found))]

    def _followed(self, known: _Track | None, face: FoundFace, look: Look | None, now: float) -> _Track:
        """The track of a find: that of the known face, or a new one where it is nobody known, or somebody else."""
        if known is not None and not known.is_other(look, now):
            known.follow(face, look, now)
            return known
        if known is not None:
            self._tracks.remove(known)
        self._last_id += 1
        track = _Track(self._last_id, face, now, look, instead_of=known.face if known else None)
        self._tracks.append(track)
        return track
