"""What is shown next: rules for any answers, and seeded simulated learners."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import Answer, Kind
from assistant.practice.grades import Grade
from assistant.practice.scheduling import KindMix, Learner
from benchmarks.practice_simulation import PAIR, THRESHOLDS, SimulatedLearner, practise

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


def test_wrong_choices_look_as_alike_as_the_difficulty_asks_for() -> None:
    far, near = Learner(), Learner([Answer(NOW, Kind.NAME, Expression.SAD, None, False, None, 3, False)])
    assert (far.difficulty.alike, near.difficulty.alike) == (False, True)
    last = [
        {
            learner.contrast(Expression.HAPPY, Expression.SURPRISE, EXPRESSIONS, 4, Random(seed)).others[-1]
            for seed in range(20)
        }
        for learner in (far, near)
    ]
    assert last == [{Expression.ANGRY, Expression.SAD}, {Expression.DISGUST}]


def test_all_that_is_confused_is_on_offer_however_far_apart_the_choices_should_be() -> None:
    taken_for = (Expression.SURPRISE, Expression.NEUTRAL, Expression.DISGUST)
    learner = Learner(Answer(NOW, Kind.NAME, Expression.HAPPY, each, False, None, 4, False) for each in taken_for * 6)
    assert not learner.difficulty.alike
    for seed in range(10):
        pick = learner.contrast(Expression.HAPPY, Expression.SURPRISE, EXPRESSIONS, 4, Random(seed))
        assert set(pick.others) == set(taken_for)


def test_grades_that_could_only_be_guessed_wait_until_the_learner_is_nearer_to_them() -> None:
    def shown(learner: Learner) -> set[float]:
        later, expressions = NOW + timedelta(days=365), (Expression.SAD, Expression.FEAR)
        picks = (learner.pick(expressions, 2, later, Random(seed), has_dial=True, measure=False) for seed in range(80))
        return {pick.intensity for pick in picks if pick.expression is Expression.SAD}

    late, early = Learner(), Learner()
    for _ in range(20):
        late.thresholds[Expression.SAD].learn(0.5, 7, right=False)
        late.thresholds[Expression.SAD].learn(0.7, 7, right=True)
        early.thresholds[Expression.SAD].learn(0.1, 7, right=True)
    assert {Grade.CLEAR.intensity, Grade.STRONG.intensity} <= shown(late)
    assert min(shown(late)) == Grade.CLEAR.intensity
    assert min(shown(early)) < Grade.SLIGHT.intensity


def test_a_threshold_is_measured_until_it_is_known() -> None:
    def measured(learner: Learner) -> bool:
        """Whether any card shows the strength that would tell most."""
        telling = learner.thresholds[Expression.SAD].most_telling(2)
        picks = (
            learner.pick((Expression.SAD, Expression.NEUTRAL), 2, NOW, Random(seed), has_dial=True, measure=True)
            for seed in range(40)
        )
        return any(pick.intensity == telling for pick in picks)

    learner = Learner()
    for _ in range(4):
        learner.thresholds[Expression.SAD].learn(0.4, 6, right=False)
        learner.thresholds[Expression.SAD].learn(0.5, 6, right=True)
    assert measured(learner)
    for _ in range(20):
        learner.thresholds[Expression.SAD].learn(0.4, 6, right=False)
        learner.thresholds[Expression.SAD].learn(0.5, 6, right=True)
    assert not measured(learner)


@pytest.mark.parametrize("right", [True, False])
def test_how_strong_a_face_is_says_nothing_about_recognising_it(right: bool) -> None:
    learner, fresh = Learner(), Learner()
    for expression in EXPRESSIONS * 3:
        chosen = expression if right else Expression.HAPPY
        learner.learn(Answer(NOW, Kind.STRENGTH, expression, chosen, right, 0.6, 3, False))
    assert learner.difficulty.choices == fresh.difficulty.choices
    assert learner.difficulty.alike == fresh.difficulty.alike
    for seed in range(30):
        one, other = (
            each.pick(EXPRESSIONS, None, NOW, Random(seed), has_dial=True, measure=True) for each in (learner, fresh)
        )
        assert one == other


def test_strength_and_described_faces_leave_thresholds_alone() -> None:
    learner = Learner()
    for kind, described in ((Kind.STRENGTH, False), (Kind.NAME, True), (Kind.LISTEN, True)):
        learner.learn(Answer(NOW, kind, Expression.SAD, None, False, 0.5, 3, described))
    assert learner.thresholds[Expression.SAD].estimate == pytest.approx(Learner().thresholds[Expression.SAD].estimate)


def longest_run(kinds: list[Kind]) -> int:
    return max(len(list(run)) for _, run in groupby(kinds))


@given(st.sets(st.sampled_from(Kind), min_size=2), st.lists(st.booleans(), min_size=20, max_size=60), st.integers())
def test_no_kind_comes_more_than_twice_in_a_row(kinds: set[Kind], confused: list[bool], seed: int) -> None:
    rng, mix = Random(seed), KindMix(sorted(kinds))
    dealt = [mix.next(rng, (Kind.SAME, Kind.PICK) if each else ()) for each in confused]
    assert longest_run(dealt) <= 2
    assert set(dealt) <= kinds


@given(st.sets(st.sampled_from(Kind), min_size=1), st.integers())
def test_all_kinds_come_before_one_comes_twice_more(kinds: set[Kind], seed: int) -> None:
    rng, mix = Random(seed), KindMix(sorted(kinds))
    dealt = Counter(mix.next(rng) for _ in range(3 * len(kinds)))
    assert dealt == dict.fromkeys(kinds, 3)


def test_a_preferred_kind_comes_where_it_is_planned() -> None:
    for seed in range(20):
        rng, mix = Random(seed), KindMix((Kind.NAME, Kind.PICK))
        assert mix.next(rng, (Kind.SAME, Kind.PICK)) is Kind.PICK
        assert KindMix((Kind.NAME,)).next(rng, (Kind.SAME, Kind.PICK)) is Kind.NAME


def test_same_or_different_names_nothing_that_a_face_was_taken_for() -> None:
    learner, fresh = Learner(), Learner()
    for _ in range(10):
        learner.learn(Answer(NOW, Kind.SAME, Expression.FEAR, Expression.SURPRISE, False, 1.0, 2, False))
    for other in set(EXPRESSIONS) - {Expression.FEAR}:
        assert learner.confusions.rate(Expression.FEAR, other) == fresh.confusions.rate(Expression.FEAR, other)
