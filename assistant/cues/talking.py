"""What a reading weighs while the mouth talks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS, Expression

TALKING = {
    Expression.ANGRY: -0.41,
    Expression.DISGUST: 0.0,
    Expression.FEAR: -0.81,
    Expression.HAPPY: 0.0,
    Expression.NEUTRAL: 0.39,
    Expression.SAD: 0.0,
    Expression.SURPRISE: -1.81,
}
"""What is added to each log-probability while the mouth talks, for a mouth that talks is read as surprise, fear or
anger: learned from drawn people who talk, and judged on labelled clips (`python -m benchmarks.talk.weights`)."""

_ADDED = np.array([TALKING[expression] for expression in EXPRESSIONS])


def while_talking(reading: Sequence[float], shown: Expression | None) -> NDArray[np.float64]:
    """The reading of a face whose mouth talks.

    What the face showed before it talked is not ended by talk: between two words, neutral weighs no more than that.
    Surprise is no such thing: it is over in a second, and what talk is most often mistaken for.

    Args:
        reading: calibrated probabilities, (7,), summing to 1.
        shown: the stable expression until now, None for unsure.

    Returns:
        Probabilities, (7,), summing to 1.
    """
    added = _ADDED
    if shown is not None and shown not in (Expression.NEUTRAL, Expression.SURPRISE):
        added = _ADDED.copy()
        added[[Expression.NEUTRAL.position, shown.position]] = 0.0
    weighed = np.asarray(reading, dtype=np.float64) * np.exp(added)
    return np.asarray(weighed / weighed.sum())
