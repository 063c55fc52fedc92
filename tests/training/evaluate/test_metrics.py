from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ensemble.calibrate import (
    abstain_thresholds,
    calibrate,
    fit_bias,
    fit_temperature,
    rare_class_bias,
)
from training.ensemble.selection import bagged_weights
from training.evaluate import metrics
from training.evaluate.metrics import log_loss


def _sample(n: int = 4000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Logits whose softmax is the true probability of the labels."""
    generator = np.random.default_rng(seed)
    logits = generator.normal(0, 2, (n, 7))
    labels = np.array([generator.choice(7, p=p) for p in metrics.softmax(logits)])
    return logits, labels


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


def test_votes_take_the_labels_place_in_the_brier_score_where_there_are_any() -> None:
    probabilities = np.eye(7)[[0, 1]]
    votes = np.zeros((2, 7))
    votes[0, 1] = 1
    assert metrics.score(probabilities, np.array([0, 1]), votes)["brier"] == pytest.approx(1)


def test_true_probabilities_are_calibrated_and_overconfident_ones_are_not() -> None:
    logits, labels = _sample()
    assert metrics.expected_calibration_error(metrics.softmax(logits), labels) < 0.02
    assert metrics.expected_calibration_error(metrics.softmax(3 * logits), labels) > 0.1


@given(st.integers(0, 1000), st.floats(0.3, 0.99))
def test_coverage_keeps_its_promise(seed: int, wanted: float) -> None:
    logits, labels = _sample(60, seed)
    probabilities = metrics.softmax(logits)
    covered = round(metrics.coverage_at(wanted, probabilities, labels) * 60)
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    right = (probabilities.argmax(axis=1) == labels)[order]
    if covered:
        assert right[:covered].mean() >= wanted
    for more in range(covered + 1, 61):
        assert right[:more].mean() < wanted


def test_the_temperature_undoes_overconfidence() -> None:
    logits, labels = _sample()
    assert fit_temperature(3 * logits, labels) == pytest.approx(3, rel=0.05)


def test_the_bias_undoes_a_shifted_prior() -> None:
    logits, labels = _sample()
    shift = np.array([1.0, -1.0, 0, 0, 0.5, -0.5, 0])
    assert fit_bias(logits - shift, labels) == pytest.approx(shift, abs=0.2)
    # Where nothing is shifted, chance alone is left to fit.
    assert not fit_bias(logits, labels).any()


def test_a_small_shift_is_undone_once_chance_does_not_explain_it() -> None:
    shift = np.array([0.5, -0.5, 0, 0, 0.25, -0.25, 0])
    few, many = (_sample(n) for n in (100, 800))
    assert not fit_bias(few[0] - shift, few[1]).any()
    assert fit_bias(many[0] - shift, many[1]).any()


def test_the_bias_never_rules_out_an_expression_that_no_face_shows() -> None:
    logits, labels = _sample(600)
    shift = np.array([1.5, -1.5, 0, 0, 0, 0, 0])
    shown = labels != 6
    bias = fit_bias(logits[shown] - shift, labels[shown])
    assert -3 < bias[6] < 0


@pytest.mark.filterwarnings("error")
def test_a_few_faces_that_are_all_read_right_do_not_drive_the_temperature_to_zero() -> None:
    for seed in range(3):
        labels = np.arange(28) % 7
        logits = 0.01 * np.eye(7)[labels] + np.random.default_rng(seed).normal(0, 0.002, (28, 7))
        assert np.isfinite(fit_bias(logits, labels)).all()


def _imbalanced(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """True probabilities of classes of which the first is rare, and labels drawn from them."""
    generator = np.random.default_rng(seed)
    logits = generator.normal(0, 1.5, (5000, 7)) + np.array([-3.0, 0, 0, 1, 0, 0, 0])
    probabilities = metrics.softmax(logits)
    return probabilities, np.array([generator.choice(7, p=p) for p in probabilities])


def test_rare_classes_are_overlooked_less_at_little_cost() -> None:
    probabilities, labels = _imbalanced(1)
    bias = rare_class_bias(probabilities)
    assert bias.argmax() == 0
    assert bias.argmin() == 3
    before = metrics.score(probabilities, labels)
    after = metrics.score(metrics.softmax(np.log(probabilities) + bias), labels)
    assert after["recall"]["angry"] > 1.5 * before["recall"]["angry"]
    assert after["macro_f1"] > before["macro_f1"]
    assert after["mean_recall"] > before["mean_recall"] + 0.01
    assert after["accuracy"] > before["accuracy"] - 0.02


@pytest.mark.parametrize(
    ("groups", "favoured"),
    [
        pytest.param([(50, 0.02), (30, 0.1)], False, id="accuracy would fall too far"),
        pytest.param([(50, 0.1), (30, 0.25)], True, id="macro F1 rises most"),
        pytest.param([(50, 0.01), (30, 0.2)], True, id="mean recall rises most"),
    ],
)
def test_accuracy_f1_and_recall_together_decide_about_rare_classes(
    groups: list[tuple[int, float]], favoured: bool
) -> None:
    rare = np.concatenate([np.full(count, probability) for count, probability in groups])
    assert rare_class_bias(np.stack([1 - rare, rare], axis=1)).any() == favoured


def test_thresholds_are_those_of_the_probabilities_that_are_told() -> None:
    probabilities, labels = _imbalanced(2)
    logits = 2 * np.log(probabilities)
    fitted = calibrate(logits, labels, 0.75)
    told = metrics.softmax(logits / fitted.temperature + fitted.bias)
    assert fitted.abstain == pytest.approx(abstain_thresholds(told, labels, 0.75))


def test_favouring_rare_classes_leaves_the_temperature_as_it_was() -> None:
    probabilities, labels = _imbalanced(2)
    fitted = calibrate(2 * np.log(probabilities), labels, 0.75)
    assert fitted.temperature == pytest.approx(2, rel=0.05)
    assert fitted.temperature == pytest.approx(fit_temperature(2 * np.log(probabilities), labels), rel=1e-6)
    assert fitted.bias == pytest.approx(rare_class_bias(probabilities), abs=0.1)
    assert fitted.bias.any()


def test_calibration_undoes_a_shifted_prior() -> None:
    logits, labels = _sample()
    shift = np.array([1.0, -1.0, 0, 0, 0.5, -0.5, 0])
    fitted = calibrate(2 * (logits - shift), labels, 0.75)
    assert fitted.temperature == pytest.approx(2, rel=0.1)
    assert fitted.bias == pytest.approx(shift, abs=0.3)


def test_nothing_is_adjusted_where_all_classes_are_as_frequent() -> None:
    logits, _ = _sample()
    assert rare_class_bias(metrics.softmax(logits)) == pytest.approx(0, abs=0.15)


def test_thresholds_make_what_is_told_as_right_as_wanted() -> None:
    logits, labels = _sample(20000)
    probabilities = metrics.softmax(logits)
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    thresholds = abstain_thresholds(probabilities, labels, 0.8)
    assert thresholds.min() >= 0.35
    for index in range(7):
        told = (predicted == index) & (confidence >= thresholds[index])
        assert (labels[told] == index).mean() == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(("faces", "threshold"), [(2, 0.9), (10, 0.7)])
def test_a_few_right_readings_prove_no_accuracy(faces: int, threshold: float) -> None:
    probabilities = np.full((faces, 7), 0.05)
    probabilities[:, 2] = 0.7
    assert abstain_thresholds(probabilities, np.full(faces, 2), 0.9)[2] == threshold


def test_a_class_that_is_never_read_is_never_told() -> None:
    probabilities = np.full((50, 7), 0.05)
    probabilities[:, 2] = 0.7
    assert abstain_thresholds(probabilities, np.full(50, 2), 0.8)[0] == 0.9


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
    truth, labels = _sample()
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
