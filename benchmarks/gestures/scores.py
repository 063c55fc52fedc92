"""What was told against the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.drawn_faces.gestures import Turn
from assistant.events import Attention, AttentionEvent, GestureEvent
from benchmarks.gestures.films import Film
from benchmarks.gestures.material import COUNTED_FROM

LATE = 1.0
"""Seconds after a gesture's end until which it may be told."""

SETTLES = 1.5
"""Seconds after a turn that are not counted: a look must last for a second until it is told."""


@dataclass
class Score:
    """Of some films.

    Attributes:
        shown: gestures that had to be seen.
        seen: those of them that were.
        right: told gestures that were shown, those too small to count among them.
        wrong: told gestures that were not.
        delays: seconds from the end of the second swing of those that were seen.
        seconds: of all films.
        missed: (film, what was shown) that was not seen.
        false: (film, what was told) that was not shown.
    """

    shown: int = 0
    seen: int = 0
    right: int = 0
    wrong: int = 0
    delays: list[float] = field(default_factory=list)
    seconds: float = 0.0
    missed: list[tuple[Film, object]] = field(default_factory=list)
    false: list[tuple[Film, object]] = field(default_factory=list)

    def add(self, film: Film, told: Sequence[GestureEvent]) -> None:
        """Take in what was told of a film."""
        self.seconds += film.seconds
        left = list(told)
        for gesture in film.gestures:
            fits = [e for e in left if e.gesture is gesture.gesture and gesture.start < e.time <= gesture.end + LATE]
            counts = gesture.degrees >= COUNTED_FROM
            self.shown += counts
            if fits:
                left.remove(fits[0])
                self.right, self.seen = self.right + 1, self.seen + counts
                self.delays += [fits[0].time - gesture.second_swing] if counts else []
            elif counts:
                self.missed.append((film, gesture))
        self.wrong += len(left)
        self.false += [(film, event) for event in left]

    @property
    def precision(self) -> float:
        """Share of the told gestures that were shown."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the shown gestures that were told."""
        return self.seen / max(self.shown, 1)

    @property
    def false_a_minute(self) -> float:
        """Told gestures a minute that were not shown."""
        return 60 * self.wrong / max(self.seconds, 1e-9)

    def delay(self, percentile: float) -> float:
        """Seconds from the end of the second swing."""
        return float(np.percentile(self.delays, percentile)) if self.delays else 0.0


def looks_right(film: Film, told: Sequence[AttentionEvent]) -> tuple[float, float]:
    """Seconds of a film in which the state of attention was right, and seconds that count."""
    right = counted = 0.0
    step = 0.05
    for time in np.arange(SETTLES, film.seconds, step).tolist():
        if any(edge <= time < edge + SETTLES for turn in film.turns for edge in (turn.start, turn.end - turn.quick)):
            continue
        away = any(_away(turn, time) for turn in film.turns)
        states = [e.state for e in told if e.time <= time and e.state in (Attention.TOWARD, Attention.AWAY)]
        counted += step
        right += step * (bool(states) and (states[-1] is Attention.AWAY) == away)
    return right, counted


def _away(turn: Turn, time: float) -> bool:
    return turn.start + turn.quick / 2 <= time < turn.end - turn.quick / 2
