"""Which stable changes are told, and when: changes only, a cool-down, a budget, and nothing stale."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.cues.preferences import CuePreferences
from assistant.expressions import Expression

STALE = 1.5
"""Seconds after which a change that could not be told is dropped, never queued (cue rule 3)."""

MINUTE = 60.0

UNSURE_SHARE = 0.5
"""Share of a minute's cues after which "can't tell" stays unsaid: the rest is kept for what says something."""


@dataclass(frozen=True, slots=True)
class _Change:
    time: float
    expression: Expression | None


class CuePolicy:
    """Keeps what the user knows of each face, and lets changes through one at a time.

    Args:
        preferences: may be replaced at any time.
    """

    def __init__(self, preferences: CuePreferences) -> None:
        self.preferences = preferences
        self._waiting: dict[int, _Change] = {}
        self._known: dict[int, Expression | None] = {}
        self._last: dict[int, float] = {}
        self._times: deque[float] = deque()

    def changed(self, now: float, face: int, expression: Expression | None) -> None:
        """A face's stable expression became `expression` (None = unsure)."""
        self._waiting[face] = _Change(now, expression)

    def known(self, face: int, expression: Expression | None) -> None:
        """The user learned of `expression` by other means than a cue."""
        self._waiting.pop(face, None)
        self._known[face] = expression

    def forget(self, face: int) -> None:
        """What was told of this face no longer counts."""
        self._waiting.pop(face, None)
        self._known.pop(face, None)

    def due(self, now: float, faces: Iterable[int]) -> list[int]:
        """Those of `faces`, most important first, of which a cue goes out at `now`."""
        self._drop(now)
        told = []
        for face in faces:
            if face in self._waiting and self._may_speak(now, face):
                self._known[face] = self._waiting.pop(face).expression
                self._last[face] = now
                self._times.append(now)
                told.append(face)
        return told

    def _drop(self, now: float) -> None:
        for face, change in list(self._waiting.items()):
            known = face in self._known and self._known[face] == change.expression
            if known or now - change.time > STALE:
                del self._waiting[face]

    def _may_speak(self, now: float, face: int) -> bool:
        while self._times and now - self._times[0] >= MINUTE:
            self._times.popleft()
        rested = now - self._last.get(face, -math.inf) >= self.preferences.cooldown
        unsure = self._waiting[face].expression is None
        budget = math.ceil(self.preferences.per_minute * (UNSURE_SHARE if unsure else 1.0))
        return rested and len(self._times) < budget
