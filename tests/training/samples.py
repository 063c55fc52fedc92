"""Readings whose probabilities are true, drawn by lot."""

from __future__ import annotations

import numpy as np

from training.evaluate import metrics


def sample(n: int = 4000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Logits whose softmax is the true probability of the labels."""
    generator = np.random.default_rng(seed)
    logits = generator.normal(0, 2, (n, 7))
    labels = np.array([generator.choice(7, p=p) for p in metrics.softmax(logits)])
    return logits, labels
