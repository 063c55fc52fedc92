"""What a face most likely shows, given all readings so far: the forward algorithm of a hidden Markov model.

The hidden state is one of the seven expressions. It switches at random moments, at the same rate
to any other, so that over any time `dt` the chance of having stayed is `exp(-SWITCHES * dt)`
(Rabiner 1989, in continuous time). Readings of neighbouring frames err together, because they see
the same wrinkle in the same light; a reading therefore counts as evidence in proportion to the time
it stands for, one full look per `LOOK` seconds. So thirty frames a second weigh no more than ten.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS

SWITCHES = 0.5
"""Switches of expression a second: in conversation an expression is held for a second or two."""

LOOK = 0.15
"""Seconds over which the errors of readings hang together: that much time is one independent look."""

SPAN = 0.2
"""Time constant in seconds of the average that tells how certain the readings of just now are."""

LONGEST_GAP = 0.3
"""A reading stands for no more than this many seconds, however late the next one comes."""

_STEP = 1 / 30  # s; the time between two readings is taken in steps of at most this length
_FLOOR = 0.01
"""No single reading rules an expression out."""


class Belief:
    """The belief about one face, brought forward in time by its readings.

    Attributes:
        probabilities: of each expression given all readings, (7,), summing to 1. They decide which
            expression it is; they grow with every look, so they do not say how clear the face is.
        clarity: exponential average of the calibrated readings, (7,), summing to 1: how clearly the
            face shows each expression just now.
    """

    def __init__(self) -> None:
        count = len(EXPRESSIONS)
        self.probabilities: NDArray[np.float64] = np.full(count, 1 / count)
        self.clarity: NDArray[np.float64] = np.full(count, 1 / count)
        self._time = -math.inf
        self._reading: NDArray[np.float64] | None = None

    @property
    def time(self) -> float:
        """When the last reading came, in seconds of the source; minus infinity before the first."""
        return self._time

    def update(self, now: float, reading: Sequence[float] | NDArray[np.float64]) -> None:
        """Takes in calibrated probabilities, (7,), of a frame at `now` seconds; times never fall."""
        latest = np.asarray(reading, dtype=np.float64)
        if self._reading is None:
            self._reading, self._time, self.clarity = latest, now, latest
            return
        elapsed = now - self._time
        self._fade(elapsed - LONGEST_GAP)
        # Small steps on the line between two readings make the outcome independent of the frame rate.
        span = min(elapsed, LONGEST_GAP)
        steps = max(math.ceil(span / _STEP), 1)
        for step in range(1, steps + 1):
            between = self._reading + (latest - self._reading) * (step / steps)
            self._advance(span / steps, between)
        self._reading, self._time = latest, now

    def _advance(self, seconds: float, reading: NDArray[np.float64]) -> None:
        self._fade(seconds)
        weighed = self.probabilities * np.maximum(reading, _FLOOR) ** (seconds / LOOK)
        self.probabilities = weighed / weighed.sum()
        self.clarity = reading + (self.clarity - reading) * math.exp(-seconds / SPAN)

    def _fade(self, seconds: float) -> None:
        if seconds > 0:
            stayed = math.exp(-SWITCHES * seconds)
            self.probabilities = stayed * self.probabilities + (1 - stayed) / len(EXPRESSIONS)
