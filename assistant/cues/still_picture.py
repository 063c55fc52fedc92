"""What a single picture shows: no time, no smoothing, each face read once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.cues import status_phrases
from assistant.cues.preferences import DEFAULTS, CuePreferences
from assistant.events import Event, ExpressionEvent, FaceEvent, FaceReading
from assistant.expressions import EXPRESSIONS, Expression


def expressions(readings: Sequence[FaceReading], abstain: Sequence[float]) -> dict[int, Expression | None]:
    """What each face looks like, by id; None where it cannot be told.

    Args:
        readings: the faces.
        abstain: per expression, in the models' order, the calibrated probability below which it counts
            as unsure, 0 to 1; empty where no expression is read.
    """
    if not abstain:
        return {}
    return {reading.face: _likeliest(reading, abstain)[0] for reading in readings}


def lines(
    readings: Sequence[FaceReading],
    abstain: Sequence[float],
    frame_size: tuple[int, int],
    preferences: CuePreferences = DEFAULTS,
) -> list[str]:
    """How many faces there are, and what the user wants to be told of each, from left to right.

    Args:
        readings: the faces.
        abstain: see `expressions`.
        frame_size: (width, height) in pixels.
        preferences: what the user has chosen.
    """
    return status_phrases.lines(readings, expressions(readings, abstain), frame_size, preferences)


def events(readings: Sequence[FaceReading], abstain: Sequence[float]) -> tuple[Event, ...]:
    """The faces of a picture as events of the time 0; see `expressions`."""
    found: list[Event] = []
    for reading in readings:
        found.append(FaceEvent(0.0, reading.face, "appeared", reading.found.box))
        if abstain:
            found.append(ExpressionEvent(0.0, reading.face, *_likeliest(reading, abstain)))
    return tuple(found)


def _likeliest(reading: FaceReading, abstain: Sequence[float]) -> tuple[Expression | None, float]:
    if reading.probabilities is None:
        return None, 0.0
    best = int(np.argmax(reading.probabilities))
    probability = reading.probabilities[best]
    return (EXPRESSIONS[best] if probability >= abstain[best] else None), probability
