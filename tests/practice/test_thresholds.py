"""The psychometric procedure, against functions whose threshold is known."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.practice.thresholds import DIAL, Threshold


def practise(threshold: Threshold, true: float, answers: int, rng: Random) -> None:
    """Answers of a person who recognises half of the faces at the intensity `true`, and guesses among four."""
    for _ in range(answers):
        intensity = threshold.most_telling(4)
        seen = rng.random() < 1 / (1 + math.exp((true - intensity) / 0.06))
        threshold.learn(intensity, 4, seen or rng.random() < 1 / 4)


@pytest.mark.parametrize("true", [0.2, 0.5, 0.8])
def test_threshold_is_found_with_few_answers(true: float) -> None:
    errors = []
    for seed in range(10):
        threshold = Threshold()
        practise(threshold, true, 40, Random(seed))
        errors.append(abs(threshold.estimate - true))
    assert sum(errors) / len(errors) < 0.05
    assert max(errors) < 0.15


def test_estimate_follows_a_learner_who_gets_better() -> None:
    for seed in range(5):
        rng, threshold = Random(seed), Threshold()
        practise(threshold, 0.7, 400, rng)
        assert threshold.estimate == pytest.approx(0.7, abs=0.1)
        practise(threshold, 0.4, 200, rng)
        assert threshold.estimate == pytest.approx(0.4, abs=0.12)


@given(st.lists(st.tuples(st.sampled_from(list(DIAL)), st.integers(2, 7), st.booleans()), max_size=30))
def test_any_answers_leave_a_usable_estimate(answers: list[tuple[float, int, bool]]) -> None:
    threshold = Threshold()
    for intensity, choices, right in answers:
        threshold.learn(float(intensity), choices, right)
    assert 0 < threshold.estimate < 1.2
    assert 0 < threshold.uncertainty < 0.6
    assert 0 <= threshold.chance(0.5, 3) <= 1
    assert threshold.most_telling(3) in DIAL


@given(st.floats(0.05, 1.0), st.integers(2, 7))
def test_a_right_answer_never_raises_the_threshold(intensity: float, choices: int) -> None:
    right, wrong = Threshold(), Threshold()
    right.learn(intensity, choices, right=True)
    wrong.learn(intensity, choices, right=False)
    assert right.estimate <= Threshold().estimate <= wrong.estimate
    assert right.chance(0.5, choices) >= wrong.chance(0.5, choices)


def test_never_recognised_means_beyond_full_strength() -> None:
    threshold = Threshold()
    for _ in range(30):
        threshold.learn(1.0, 5, right=False)
    assert threshold.estimate > 1
