"""Choose the members of an ensemble on held-back faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.calibrate import fit_temperature, log_loss


def greedy_weights(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights of the members by greedy forward selection (Caruana et al., ICML 2004), without replacement.

    The best member comes first; each next one is that with which the calibrated mean has the lowest log loss, as
    long as that falls. The chosen ones count alike: weights of their own, fitted to a fold of some hundred
    faces, follow its chance (`docs/training.md`).

    Args:
        logits: (members, n, classes).
        labels: (n,) indices of the classes.

    Returns:
        (members,) weights summing to 1: equal ones, or 0 for who was not chosen.
    """
    chosen: list[int] = []
    total, lowest = np.zeros(logits.shape[1:]), np.inf
    while left := [member for member in range(len(logits)) if member not in chosen]:
        losses = [_calibrated_loss((total + logits[member]) / (len(chosen) + 1), labels) for member in left]
        if min(losses) >= lowest:
            break
        lowest, best = min(losses), left[int(np.argmin(losses))]
        chosen.append(best)
        total = total + logits[best]
    weights = np.zeros(len(logits))
    weights[chosen] = 1 / len(chosen)
    return weights


def _calibrated_loss(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    return log_loss(logits / fit_temperature(logits, labels), labels)
