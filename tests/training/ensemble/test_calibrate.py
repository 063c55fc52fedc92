from __future__ import annotations

import numpy as np
import pytest

from tests.training.samples import sample
from training.ensemble.calibrate import (
    Source,
    abstain_thresholds,
    calibrate,
    fit_bias,
    fit_temperature,
    left_out,
    rare_class_bias,
)
from training.evaluate import metrics


def _source(logits: np.ndarray, labels: np.ndarray) -> Source:
    return Source(logits, labels, np.arange(len(labels)))


def test_the_temperature_undoes_overconfidence() -> None:
    logits, labels = sample()
    assert fit_temperature(3 * logits, labels) == pytest.approx(3, rel=0.05)


def test_the_bias_undoes_a_shifted_prior() -> None:
    logits, labels = sample()
    shift = np.array([1.0, -1.0, 0, 0, 0.5, -0.5, 0])
    assert fit_bias(logits - shift, labels) == pytest.approx(shift, abs=0.2)
    # Where nothing is shifted, chance alone is left to fit.
    assert not fit_bias(logits, labels).any()


def test_faces_that_are_there_several_times_speak_once() -> None:
    """Read under four conditions, few faces would else be fitted to and judged at once, and count four times."""
    for seed in range(2):
        logits, labels = sample(201, seed)
        noise = np.random.default_rng(seed).normal(0, 0.3, (4, *logits.shape))
        bias = fit_bias(np.concatenate(logits + noise), np.tile(labels, 4), faces=np.tile(np.arange(201), 4))
        assert not bias.any()


def test_a_small_shift_is_undone_once_chance_does_not_explain_it() -> None:
    shift = np.array([0.25, -0.25, 0, 0, 0.12, -0.12, 0])
    few, many = (sample(n) for n in (300, 1300))
    assert not fit_bias(few[0] - shift, few[1]).any()
    assert fit_bias(many[0] - shift, many[1]).any()


def test_the_bias_never_rules_out_an_expression_that_no_face_shows() -> None:
    logits, labels = sample(600)
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
    fitted = calibrate({"home": _source(logits, labels)}, 0.75)
    told = metrics.softmax(logits / fitted.temperature + fitted.bias)
    assert fitted.abstain == pytest.approx(abstain_thresholds(told, labels, 0.75))


def test_favouring_rare_classes_leaves_the_temperature_as_it_was() -> None:
    probabilities, labels = _imbalanced(2)
    fitted = calibrate({"home": _source(2 * np.log(probabilities), labels)}, 0.75)
    assert fitted.temperature == pytest.approx(2, rel=0.05)
    assert fitted.temperature == pytest.approx(fit_temperature(2 * np.log(probabilities), labels), rel=1e-6)
    assert fitted.bias == pytest.approx(rare_class_bias(probabilities), abs=0.1)
    assert fitted.bias.any()


def test_calibration_undoes_a_shifted_prior() -> None:
    logits, labels = sample()
    shift = np.array([1.0, -1.0, 0, 0, 0.5, -0.5, 0])
    fitted = calibrate({"home": _source(2 * (logits - shift), labels)}, 0.75)
    assert fitted.temperature == pytest.approx(2, rel=0.1)
    assert fitted.bias == pytest.approx(shift, abs=0.3)


def test_nothing_is_adjusted_where_all_classes_are_as_frequent() -> None:
    logits, _ = sample()
    assert rare_class_bias(metrics.softmax(logits)) == pytest.approx(0, abs=0.15)


def test_thresholds_make_what_is_told_as_right_as_wanted() -> None:
    logits, labels = sample(20000)
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


def test_every_source_has_the_same_say() -> None:
    few, many = _source(*sample(500, 3)), sample(5000, 4)
    doubting = _source(3 * many[0], many[1])
    alone = [calibrate({"one": source}, 0.75).temperature for source in (few, doubting)]
    assert alone == [pytest.approx(1, rel=0.2), pytest.approx(3, rel=0.1)]
    both = calibrate({"few": few, "many": doubting}, 0.75).temperature
    fewer = _source(doubting.logits[:500], doubting.labels[:500])
    assert both == pytest.approx(calibrate({"few": few, "fewer": fewer}, 0.75).temperature, rel=0.15)
    assert alone[0] + 0.3 < both < alone[1] - 0.3


def test_an_expression_is_told_where_every_telling_source_would_tell_it() -> None:
    home, elsewhere = _source(*sample(4000, 5)), _source(*sample(4000, 6))
    # Elsewhere, half of what is read as class 2 is none.
    labels = elsewhere.labels.copy()
    labels[(elsewhere.logits.argmax(axis=1) == 2) & (np.arange(len(labels)) % 2 == 0)] = 4
    sources = {"home": home, "elsewhere": _source(elsewhere.logits, labels)}
    both, deaf = (calibrate(sources, 0.75, threshold_sources=names).abstain for names in ([*sources], ["home"]))
    assert both[2] > deaf[2] + 0.1
    assert both[0] == pytest.approx(deaf[0], abs=0.1)


def test_what_was_left_out_shows_where_a_calibration_does_not_hold() -> None:
    home, twin, other = _source(*sample(3000, 5)), _source(*sample(3000, 6)), _source(*sample(3000, 7))
    alike = left_out({"home": home, "twin": twin, "third": other}, 0.75)
    assert all(scores["ece"] < 0.04 and scores["told_accuracy"] > 0.7 for scores in alike.values())
    unlike = left_out({"home": home, "twin": twin, "elsewhere": _source(4 * other.logits, other.labels)}, 0.75)
    assert unlike["elsewhere"]["ece"] > alike["third"]["ece"] + 0.1
    assert left_out({"home": home}, 0.75) == {}


def test_what_is_rarer_where_it_is_told_needs_to_be_surer() -> None:
    logits, labels = sample(20000)
    probabilities = metrics.softmax(logits)
    frequent = np.array([0.3, 0.02, *[0.136] * 5])
    plain, weighed = (abstain_thresholds(probabilities, labels, 0.8, prior) for prior in (None, frequent))
    assert weighed[1] > plain[1] + 0.05
    assert weighed[0] < plain[0]
    told = (probabilities.argmax(axis=1) == 1) & (probabilities.max(axis=1) >= weighed[1])
    weights = (frequent / np.bincount(labels) * len(labels))[labels]
    if weighed[1] < 0.9:
        assert np.average(labels[told] == 1, weights=weights[told]) == pytest.approx(0.8, abs=0.05)


def test_a_prior_that_the_faces_have_changes_nothing() -> None:
    logits, labels = sample(5000)
    probabilities = metrics.softmax(logits)
    share = np.bincount(labels, minlength=7) / len(labels)
    assert abstain_thresholds(probabilities, labels, 0.75, share) == pytest.approx(
        abstain_thresholds(probabilities, labels, 0.75)
    )


@pytest.mark.parametrize("faces", [1, 2, 4])
def test_of_a_few_faces_no_bias_is_learned(faces: int) -> None:
    logits = np.random.default_rng(1).normal(size=(faces, 7))
    numbers = np.tile(np.arange(faces), 3)
    assert not fit_bias(np.tile(logits, (3, 1)), np.zeros(len(numbers), np.int64), faces=numbers).any()
