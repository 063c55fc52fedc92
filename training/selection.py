"""Choose the members of an ensemble and their weights on held-back faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.calibrate import fit_temperature, log_loss


def greedy_weights(logits: NDArray[np.floating], labels: NDArray[np.int64], rounds: int = 20) -> NDArray[np.float64]:
    """Weights of the members by greedy forward selection with replacement (Caruana et al., ICML 2004).

    Each round adds the member that lowers the log loss of the calibrated mean most; a member's weight
    is its share of the rounds, and a member that is never taken weighs 0. The selection starts from all
    members equally, which keeps it from following chance on a small fold.

    Args:
        logits: (members, n, classes).
        labels: (n,) indices of the classes.
        rounds: how many members are added.

    Returns:
        (members,) weights summing to 1.
    """
    members = len(logits)
    taken = np.ones(members)
    total = logits.sum(axis=0)
    for _ in range(rounds):
        losses = [_calibrated_loss((total + more) / (taken.sum() + 1), labels) for more in logits]
        best = int(np.argmin(losses))
        taken[best] += 1
        total = total + logits[best]
    chosen = taken - 1
    return np.asarray(chosen / chosen.sum())


def _calibrated_loss(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    return log_loss(logits / fit_temperature(logits, labels), labels)
