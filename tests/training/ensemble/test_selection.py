from __future__ import annotations

import numpy as np
import pytest

from tests.training.samples import sample
from training.ensemble.selection import bagged_weights
from training.evaluate import metrics
from training.evaluate.metrics import log_loss


def _siblings(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits of four members that share most of their mistakes, and labels of as few faces as are held back."""
    generator = np.random.default_rng(seed)
    truth = generator.normal(0, 2, (400, 7))
    labels = np.array([generator.choice(7, p=p) for p in metrics.softmax(truth)])
    shared = truth + generator.normal(0, 1, truth.shape)
    return np.stack([shared + generator.normal(0, 0.3, truth.shape) for _ in range(4)]), labels


def test_chance_alone_shuts_no_member_out_and_who_counts_little_is_left_out() -> None:
    # A single greedy selection leaves out the last of these; seen from samples of the faces it is as good.
    weights = bagged_weights(*_siblings(1))
    assert (weights > 0.1).all()
    # Here some samples choose the first, too, with less than a tenth.
    weights = bagged_weights(*_siblings(0))
    assert weights[0] == 0
    assert weights[1:].min() > 0.1
    assert weights.sum() == pytest.approx(1)


def test_selection_leaves_out_noise_and_lets_equals_share() -> None:
    truth, labels = sample()
    generator = np.random.default_rng(5)
    one, other, third = (truth + generator.normal(0, 1, truth.shape) for _ in range(3))
    weights = bagged_weights(np.stack([one, other, generator.normal(0, 2, truth.shape), third]), labels)
    assert weights[2] == 0
    assert weights[[0, 1, 3]] == pytest.approx(1 / 3, abs=0.05)
    copied = bagged_weights(np.stack([one, one, other]), labels)
    assert copied[2] == pytest.approx(copied[:2].sum(), abs=0.05)
    weights = bagged_weights(np.stack([one, one, other, generator.normal(0, 2, truth.shape)]), labels)
    combined = np.tensordot(weights, np.stack([one, one, other, one]), 1)
    assert log_loss(combined, labels) < min(log_loss(one, labels), log_loss(other, labels))
