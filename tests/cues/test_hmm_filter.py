from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.hmm_filter import Belief
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import sure

readings = st.lists(st.floats(0.001, 1.0), min_size=7, max_size=7).map(lambda v: tuple(x / sum(v) for x in v))
gaps = st.floats(0.0, 5.0)


@given(st.lists(st.tuples(gaps, readings), min_size=1, max_size=40))
def test_stays_a_distribution(steps: list[tuple[float, tuple[float, ...]]]) -> None:
    belief, now = Belief(), 0.0
    for gap, reading in steps:
        now += gap
        belief.update(now, reading)
        for values in (belief.probabilities, belief.clarity):
            assert values.sum() == pytest.approx(1.0)
            assert (values >= 0).all()


@given(st.sampled_from(EXPRESSIONS), st.floats(0.3, 0.95))
def test_is_won_by_what_is_shown_for_long(expression: Expression, probability: float) -> None:
    belief = Belief()
    for index in range(100):
        belief.update(index / 20, sure(expression, probability))
    assert EXPRESSIONS[int(belief.probabilities.argmax())] is expression
    assert belief.clarity[expression.position] == pytest.approx(probability, abs=1e-6)


@pytest.mark.parametrize("fps", [5, 10, 15])
def test_hardly_depends_on_the_frame_rate(fps: int) -> None:
    def after_change(rate: int) -> np.ndarray:
        belief = Belief()
        for index in range(3 * rate + 1):
            now = index / rate
            belief.update(now, sure(Expression.HAPPY if now >= 2.0 else Expression.NEUTRAL, 0.7))
        return belief.probabilities

    np.testing.assert_allclose(after_change(fps), after_change(30), atol=0.03)


def test_a_smooth_change_is_believed_alike_at_any_frame_rate() -> None:
    neutral, happy = (np.array(sure(expression)) for expression in (Expression.NEUTRAL, Expression.HAPPY))

    def amid_the_change(rate: int) -> np.ndarray:
        belief = Belief()
        for index in range(round(0.6 * rate) + 1):
            belief.update(index / rate, neutral + (happy - neutral) * index / rate)
        return belief.probabilities

    np.testing.assert_allclose(amid_the_change(5), amid_the_change(30), atol=0.01)


def test_a_late_reading_weighs_no_more_than_one_look() -> None:
    prompt, late = Belief(), Belief()
    for belief, gap in ((prompt, 0.3), (late, 30.0)):
        belief.update(0.0, sure(Expression.HAPPY))
        belief.update(gap, sure(Expression.HAPPY))
    happy = Expression.HAPPY.position
    assert late.probabilities[happy] <= prompt.probabilities[happy] + 1e-9


def test_what_was_read_long_ago_no_longer_counts() -> None:
    belief, nothing = Belief(), (1 / 7,) * 7
    for index in range(20):
        belief.update(index / 10, sure(Expression.HAPPY))
    belief.update(2.0, nothing)
    assert belief.probabilities[Expression.HAPPY.position] > 0.5
    belief.update(62.0, nothing)
    np.testing.assert_allclose(belief.probabilities, nothing, atol=0.01)


def test_a_flash_however_certain_outweighs_no_two_seconds() -> None:
    belief = Belief()
    for index in range(22):
        belief.update(index / 10, sure(Expression.HAPPY) if index < 20 else sure(Expression.SAD, 1.0))
    assert EXPRESSIONS[int(belief.probabilities.argmax())] is Expression.HAPPY


def test_one_reading_rules_nothing_out() -> None:
    belief = Belief()
    belief.update(0.0, sure(Expression.HAPPY, 1.0))
    belief.update(0.3, sure(Expression.HAPPY, 1.0))
    assert belief.probabilities.min() > 0
