"""What is taken for what: recent answers count most, and before the first one likeness does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.behaviours import BEHAVIOURS, SUBJECTS, Behaviour, Subject, kindred
from assistant.practice.confusions import Confusions, likeness
from benchmarks.practice_simulation import CONFUSION

taken = st.sampled_from(SUBJECTS).flatmap(lambda shown: st.tuples(st.just(shown), st.sampled_from(kindred(shown))))


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


@settings(max_examples=15)
@given(st.lists(taken, max_size=30), st.sampled_from(SUBJECTS))
def test_rates_are_shares_of_which_some_are_left_for_being_recognised(
    answers: list[tuple[Subject, Subject]], shown: Subject
) -> None:
    confusions = Confusions()
    for answer in answers:
        confusions.learn(*answer)
    rates = [confusions.rate(shown, other) for other in kindred(shown) if other != shown]
    assert all(0 < rate < 1 for rate in rates)
    assert sum(rates) < 1


def test_a_pair_is_as_confused_as_its_worse_half() -> None:
    confusions = Confusions()
    for _ in range(5):
        confusions.learn(Behaviour.NOD, Behaviour.DOWN)
    assert confusions.rate(Behaviour.NOD, Behaviour.DOWN) > confusions.rate(Behaviour.DOWN, Behaviour.NOD)
    there, back = (
        confusions.between(*pair) for pair in ((Behaviour.NOD, Behaviour.DOWN), (Behaviour.DOWN, Behaviour.NOD))
    )
    assert there == back == confusions.rate(Behaviour.NOD, Behaviour.DOWN)


def test_before_the_first_answer_the_likeliest_is_what_looks_most_alike() -> None:
    for shown in SUBJECTS:
        others = [other for other in kindred(shown) if other != shown]
        likeliest = max(others, key=lambda other: Confusions().rate(shown, other))
        assert likeness(shown, likeliest) == max(likeness(shown, other) for other in others)


def test_no_expression_looks_like_a_behaviour() -> None:
    assert {likeness(one, other) for one in EXPRESSIONS for other in BEHAVIOURS} == {0.0}
