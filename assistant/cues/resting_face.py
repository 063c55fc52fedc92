"""What a face looks like at rest, once the user has said so: it is taken out of what is read of the face."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import Expression
from assistant.vision.tracker import LONGEST_STEP

LATELY = 1.0
"""Seconds (time constant) over which readings are averaged: the face as it is while the key is pressed."""

LEFT = 0.1
"""Share of neutral that any other expression keeps in a face at rest."""

MOST = 8.0
"""Factor by which an expression may weigh less at the most: what is shown clearly is told, whatever a face is like."""

_NEUTRAL = Expression.NEUTRAL.position


class RestingFace:
    """Follows one face; no clock of its own.

    Some people look angry or sad at rest. A network that knows thousands of faces, but not this one, tells them so all
    the time.
    """

    def __init__(self) -> None:
        self._lately: NDArray[np.float64] | None = None
        self._time = 0.0
        self._weights: NDArray[np.float64] | None = None

    def without(self, now: float, reading: Sequence[float]) -> Sequence[float]:
        """The reading, less what the face looks like at rest.

        Args:
            now: seconds of the source, never falling.
            reading: calibrated probabilities, (7,), summing to 1.

        Returns:
            Probabilities, (7,), summing to 1: the reading itself as long as nobody has said that the face is at rest.
        """
        taken = np.asarray(reading, dtype=np.float64)
        if self._lately is None:
            self._lately = taken
        else:
            share = 1 - math.exp(-min(now - self._time, LONGEST_STEP) / LATELY)
            self._lately = self._lately + share * (taken - self._lately)
        self._time = now
        if self._weights is None:
            return reading
        weighed = taken * self._weights
        return tuple((weighed / weighed.sum()).tolist())

    def take(self) -> None:
        """Let what the face has looked like lately count as neutral."""
        if self._lately is None:
            return
        weights = np.maximum(LEFT * self._lately[_NEUTRAL] / np.maximum(self._lately, 1e-6), 1 / MOST)
        weights[_NEUTRAL] = 1.0
        self._weights = np.minimum(weights, 1.0)
