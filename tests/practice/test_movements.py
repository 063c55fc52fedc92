"""Movements that words exist for: all that is plain to see is told, and only where nothing moves is rest."""

from __future__ import annotations

from itertools import combinations

import pytest

from assistant.drawn_faces import PROTOTYPES
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.movements import MOVEMENTS, Region, movements, plain_units, rests


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_plain_unit_of_every_prototype_is_put_into_words(expression: Expression) -> None:
    for variant in range(len(PROTOTYPES[expression])):
        told = [unit for movement in movements(expression, variant) for unit in movement.units]
        assert sorted(told) == sorted(plain_units(expression, variant))


def test_movements_that_share_units_come_with_the_most_units_first() -> None:
    for first, later in combinations(MOVEMENTS, 2):
        assert not first.units < later.units


def test_a_region_with_a_movement_that_is_told_is_not_at_rest() -> None:
    for expression in EXPRESSIONS:
        for variant in range(len(PROTOTYPES[expression])):
            for movement in movements(expression, variant):
                assert not rests(movement.region, expression, variant)
    assert all(rests(region, Expression.NEUTRAL) for region in Region)
    assert not rests(Region.BROWS, Expression.DISGUST)  # a nose that wrinkles draws the brows down
