from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.samples import sample
from training.evaluate import metrics


def test_scores_of_a_known_case() -> None:
    probabilities = np.full((4, 7), 0.05)
    probabilities[[0, 1, 2, 3], [0, 0, 1, 3]] = 0.7
    scores = metrics.score(probabilities, np.array([0, 1, 1, 3]))
    assert scores["accuracy"] == 0.75
    assert scores["mean_recall"] == pytest.approx((1 + 0.5 + 1) / 3)
    assert scores["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert scores["recall"] == {
        **{"angry": 1.0, "disgust": 0.5, "happy": 1.0},
        **dict.fromkeys(("fear", "neutral", "sad", "surprise")),
    }
    assert scores["confusion"][1][:2] == [1, 1]
    assert scores["ece"] == pytest.approx(0.05)
    assert scores["brier"] == pytest.approx((3 * (0.09 + 6 * 0.0025) + 0.9025 + 0.49 + 5 * 0.0025) / 4)


def test_what_is_below_its_threshold_is_not_told() -> None:
    probabilities = np.full((5, 7), 0.05)
    probabilities[[0, 1, 2, 3, 4], [0, 0, 0, 4, 4]] = 0.7
    labels = np.array([0, 4, 4, 4, 0])
    told = metrics.told(probabilities, labels, [0.6, *[0.0] * 3, 0.8, 0.0, 0.0])
    assert told["told"] == pytest.approx(3 / 5)
    assert told["told_accuracy"] == pytest.approx(1 / 3)
    assert told["told_as"]["neutral"]["angry"] == pytest.approx(2 / 3), "of all neutral faces, told or not"
    assert told["told_as"]["angry"]["neutral"] == 0
    assert told["told_as"]["happy"] is None
    silent = metrics.told(probabilities, labels, [1.0] * 7)
    assert (silent["told"], silent["told_accuracy"]) == (0, None)
    assert silent["told_as"]["neutral"]["angry"] == 0


def test_votes_take_the_labels_place_in_the_brier_score_where_there_are_any() -> None:
    probabilities = np.eye(7)[[0, 1]]
    votes = np.zeros((2, 7))
    votes[0, 1] = 1
    assert metrics.score(probabilities, np.array([0, 1]), votes)["brier"] == pytest.approx(1)


def test_true_probabilities_are_calibrated_and_overconfident_ones_are_not() -> None:
    logits, labels = sample()
    assert metrics.expected_calibration_error(metrics.softmax(logits), labels) < 0.02
    assert metrics.expected_calibration_error(metrics.softmax(3 * logits), labels) > 0.1


@given(st.integers(0, 1000), st.floats(0.3, 0.99))
def test_coverage_keeps_its_promise(seed: int, wanted: float) -> None:
    logits, labels = sample(60, seed)
    probabilities = metrics.softmax(logits)
    covered = round(metrics.coverage_at(wanted, probabilities, labels) * 60)
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    right = (probabilities.argmax(axis=1) == labels)[order]
    if covered:
        assert right[:covered].mean() >= wanted
    for more in range(covered + 1, 61):
        assert right[:more].mean() < wanted
