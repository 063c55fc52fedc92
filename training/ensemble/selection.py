"""Choose the members of an ensemble and their weights on held-back faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.ensemble.calibrate import fit_temperature
from training.evaluate.metrics import log_loss

_SAMPLES = 20
"""Bootstrap samples of the faces, each of which chooses for itself."""

_LEAST = 0.1
"""A member that counts less is left out: it would cost as much time as the others."""


def bagged_weights(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights of the members by bagged greedy selection (Caruana et al., ICML 2004).

    Members that are equally good differ on a few hundred faces by chance. So samples of the faces, drawn with
    replacement, choose each for itself, and a member weighs the mean of what it weighs with them.

    Args:
        logits: (members, n, classes).
        labels: (n,) indices of the classes.

    Returns:
        (members,) weights summing to 1; 0 for members not chosen.
    """
    rng = np.random.default_rng(0)
    samples = rng.integers(0, len(labels), (_SAMPLES, len(labels)))
    weights = np.mean([_greedy_weights(logits[:, sample], labels[sample]) for sample in samples], axis=0)
    weights[weights < min(_LEAST, weights.max())] = 0
    return np.asarray(weights / weights.sum())


def _greedy_weights(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Forward selection: each next member is that with which the calibrated mean of equals has the lowest log loss."""
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
