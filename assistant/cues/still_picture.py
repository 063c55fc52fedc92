"""What a single picture shows: no time, no smoothing, each face read once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.cues import status_phrases
from assistant.events import Event, ExpressionEvent, FaceEvent, FaceReading
from assistant.expressions import EXPRESSIONS, Expression


def expressions(readings: Sequence[FaceReading], abstain: Sequence[float]) -> dict[int, Expression | None]:
    """What each face looks like, by id; None where it cannot be told.

    Args:
        abstain: per expression, in the models' order, the calibrated probability below which it counts
            as unsure, 0 to 1.
    """
    return {reading.face: _likeliest(reading, abstain)[0] for reading in readings}


def describe(readings: Sequence[FaceReading], abstain: Sequence[float], frame_size: tuple[int, int]) -> str:
    """The faces from left to right, each with what it looks like; `frame_size` is (width, height) in pixels."""
    return status_phrases.describe(readings, expressions(readings, abstain), frame_size)


def events(readings: Sequence[FaceReading], abstain: Sequence[float]) -> tuple[Event, ...]:
    """The faces of a picture as events of the time 0."""
    return tuple(
        event
        for reading in readings
        for event in (
            FaceEvent(0.0, reading.face, "appeared", reading.found.box),
            ExpressionEvent(0.0, reading.face, *_likeliest(reading, abstain)),
        )
    )


def _likeliest(reading: FaceReading, abstain: Sequence[float]) -> tuple[Expression | None, float]:
    if reading.probabilities is None:
        return None, 0.0
    best = int(np.argmax(reading.probabilities))
    probability = reading.probabilities[best]
    return (EXPRESSIONS[best] if probability >= abstain[best] else None), probability
