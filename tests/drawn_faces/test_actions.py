"""Action units: what makes each expression, at any strength, alone and together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import NEUTRAL, PROTOTYPES, UNITS, ActionUnits, prototype
from assistant.drawn_faces.actions import closed_eyes
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.anybody import strengths, units

CORE = {
    Expression.ANGRY: {"au4", "au5", "au7", "au23"},
    Expression.DISGUST: {"au9", "au10"},
    Expression.FEAR: {"au1", "au2", "au4", "au5", "au20", "au25"},
    Expression.HAPPY: {"au6", "au12"},
    Expression.NEUTRAL: set(),
    Expression.SAD: {"au1", "au4", "au15"},
    Expression.SURPRISE: {"au1", "au2", "au5", "au25", "au26"},
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_without_intensity_is_the_neutral_face(expression: Expression) -> None:
    for variant in range(len(PROTOTYPES[expression])):
        assert prototype(expression, 0.0, variant) == NEUTRAL


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_prototypes_hold_the_units_that_define_them(expression: Expression) -> None:
    for variant in range(len(PROTOTYPES[expression])):
        act = prototype(expression, 1.0, variant)
        assert all(getattr(act, unit) > 0 for unit in CORE[expression])
        assert all(0 <= getattr(act, unit) <= 1 for unit in UNITS)


@given(st.sampled_from(EXPRESSIONS), strengths, strengths)
def test_intensity_scales_every_unit_alike(expression: Expression, first: float, second: float) -> None:
    weak, strong = sorted((first, second))
    for unit in UNITS:
        assert getattr(prototype(expression, weak), unit) <= getattr(prototype(expression, strong), unit)


@given(units, units, strengths)
def test_a_face_on_the_way_to_another_lies_between_them(start: ActionUnits, end: ActionUnits, share: float) -> None:
    between = start.towards(end, share)
    for unit in UNITS:
        low, high = sorted((getattr(start, unit), getattr(end, unit)))
        assert low - 1e-9 <= getattr(between, unit) <= high + 1e-9


@settings(max_examples=10)
@given(units, units)
def test_two_at_once_are_each_as_strong_as_the_stronger(one: ActionUnits, other: ActionUnits) -> None:
    both = one + other
    assert both == other + one
    assert both + one == both
    assert one + NEUTRAL == one


@settings(max_examples=20)
@given(units, strengths)
def test_a_blink_closes_eyes_no_less_than_they_are_and_moves_nothing_else(act: ActionUnits, share: float) -> None:
    blinking = closed_eyes(act, share)
    assert blinking.au45 == max(act.au45, share)
    assert all(getattr(blinking, unit) == getattr(act, unit) for unit in UNITS if unit != "au45")
