"""Losses on logits, and what they ask of rare classes and easy faces."""

from __future__ import annotations

import numpy as np
import pytest

from training.fit.losses import make_loss


def test_logit_adjustment_asks_more_of_frequent_classes() -> None:
    logits, target = np.zeros((1, 2), np.float32), np.array([[1.0, 0.0]], np.float32)
    plain = float(make_loss("cross-entropy", np.array([9, 1]))(target, logits))
    frequent = float(make_loss("logit-adjusted", np.array([9, 1]))(target, logits))
    rare = float(make_loss("logit-adjusted", np.array([1, 9]))(target, logits))
    assert plain == pytest.approx(np.log(2))
    assert frequent == pytest.approx(-np.log(0.9))
    assert rare == pytest.approx(-np.log(0.1))


def test_focal_loss_counts_easy_faces_less() -> None:
    target = np.array([[1.0, 0.0]], np.float32)
    for logit, share in ((0.0, 0.25), (3.0, (1 - 1 / (1 + np.exp(-3))) ** 2)):
        logits = np.array([[logit, 0.0]], np.float32)
        ratio = float(make_loss("focal", np.array([1, 1]))(target, logits)) / float(
            make_loss("cross-entropy", np.array([1, 1]))(target, logits)
        )
        assert ratio == pytest.approx(share, rel=1e-3)
