"""What is shown next: rules for any answers, and seeded simulated learners."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import Answer, Kind
from assistant.practice.confusions import Confusions
from assistant.practice.difficulty import Difficulty
from assistant.practice.grades import Grade
from assistant.practice.reviews import Item, Reviews
from assistant.practice.scheduling import Learner
from benchmarks.practice_simulation import CONFUSION, PAIR, THRESHOLDS, SimulatedLearner, practise

NOW = datetime(2026, 3, 1, tzinfo=UTC)

answers = st.builds(
    lambda kind, shown, chosen, intensity, choices, described: Answer(
        NOW, kind, shown, chosen, shown is chosen, intensity, choices, described
    ),
    st.sampled_from(Kind),
    st.sampled_from(EXPRESSIONS),
    st.sampled_from((*EXPRESSIONS, None)),
    st.one_of(st.none(), st.floats(0, 1)),
    st.integers(2, 7),
    st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(answers, max_size=12),
    st.lists(st.sampled_from(EXPRESSIONS), min_size=2, unique=True),
    st.booleans(),
    st.one_of(st.none(), st.integers(2, 7)),
    st.integers(0, 2**16),
)
def test_every_pick_can_be_asked(
    given_answers: list[Answer], expressions: list[Expression], has_dial: bool, choices: int | None, seed: int
) -> None:
    rng = Random(seed)
    pick = Learner(given_answers).pick(expressions, choices, NOW, rng, has_dial=has_dial, measure=seed % 2 == 0)
    named = (pick.expression, *pick.others)
    assert set(named) <= set(expressions)
    assert len(set(named)) == len(named) >= 2
    assert len(named) == min(choices, len(expressions)) if choices else len(named) <= 7
    assert 0 <= pick.intensity <= 1
    assert pick.intensity > 0 or pick.expression == Expression.NEUTRAL


def test_confused_pair_is_shown_more_often_within_thirty_cards() -> None:
    confused, unconfused, others = 0, 0, 0.0
    for seed in range(8):
        pairs = practise(SimulatedLearner(Random(seed)), 30, seed).pairs()
        mean_other = (sum(pairs.values()) - pairs[PAIR]) / 20
        assert pairs[PAIR] > mean_other
        confused += pairs[PAIR]
        others += mean_other
        unconfused += practise(SimulatedLearner(Random(seed), confusions={}), 30, seed).pairs()[PAIR]
    assert confused > 1.8 * others
    assert confused > 1.2 * unconfused


def test_thresholds_are_found_within_two_hundred_cards() -> None:
    errors = np.abs([[*practise(SimulatedLearner(Random(seed)), 200, seed).errors().values()] for seed in range(6)])
    assert errors.shape == (6, len(THRESHOLDS))
    assert np.mean(errors <= 0.1) >= 0.9
    assert np.median(errors) <= 0.05


def test_same_seed_same_course() -> None:
    one, two = (practise(SimulatedLearner(Random(3)), 30, seed=3).cards for _ in range(2))
    assert one == two


def test_confusion_rates_follow_recent_answers() -> None:
    confusions = Confusions()
    before = confusions.rate(Expression.FEAR, CONFUSION[Expression.FEAR])
    for _ in range(5):
        confusions.learn(Expression.FEAR, Expression.SURPRISE)
    confused = confusions.rate(Expression.FEAR, Expression.SURPRISE)
    for _ in range(10):
        confusions.learn(Expression.FEAR, Expression.FEAR)
    assert confused > 0.5 > confusions.rate(Expression.FEAR, Expression.SURPRISE)
    assert before == pytest.approx(Confusions().rate(Expression.FEAR, Expression.SURPRISE))
    total = sum(Confusions().rate(Expression.FEAR, other) for other in EXPRESSIONS if other != Expression.FEAR)
    assert total == pytest.approx(1 / 3)


def test_difficulty_climbs_slowly_and_falls_at_once() -> None:
    difficulty = Difficulty()
    start = difficulty.choices
    for _ in range(6):
        difficulty.learn(right=True)
    assert (difficulty.choices, difficulty.alike) == (start + 1, False)
    difficulty.learn(right=False)
    assert (difficulty.choices, difficulty.alike) == (start, True)


@given(st.lists(st.booleans(), max_size=80))
def test_difficulty_stays_between_two_and_seven_choices(rights: list[bool]) -> None:
    difficulty = Difficulty()
    for right in rights:
        difficulty.learn(right)
        assert 2 <= difficulty.choices <= 7


def test_reviews_bring_back_what_was_wrong_first() -> None:
    reviews = Reviews()
    known, unknown, new = (Item(Expression.HAPPY, grade) for grade in (Grade.FULL, Grade.TRACE, Grade.CLEAR))
    for _ in range(2):
        reviews.learn(known, right=True, now=NOW)
    reviews.learn(unknown, right=False, now=NOW)
    assert reviews.most_due((known, unknown, new), NOW + timedelta(minutes=5)) == unknown
    assert reviews.most_due((known, new), NOW + timedelta(minutes=5)) == new
    assert reviews.most_due((known,), NOW + timedelta(minutes=5)) == known
    assert reviews.most_due((known, new), NOW + timedelta(days=60)) == known


def test_strength_and_described_faces_leave_thresholds_alone() -> None:
    learner = Learner()
    for kind, described in ((Kind.STRENGTH, False), (Kind.NAME, True), (Kind.LISTEN, True)):
        learner.learn(Answer(NOW, kind, Expression.SAD, None, False, 0.5, 3, described))
    assert learner.thresholds[Expression.SAD].estimate == pytest.approx(Learner().thresholds[Expression.SAD].estimate)
