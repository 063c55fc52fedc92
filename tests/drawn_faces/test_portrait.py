from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import (
    NEUTRAL,
    PROTOTYPES,
    UNITS,
    ActionUnits,
    Drawing,
    Glasses,
    Hair,
    Identity,
    Light,
    Pose,
    draw_face,
    prototype,
)
from assistant.drawn_faces.lips import MIDDLE, Lips
from assistant.drawn_faces.shapes import Shape
from assistant.drawn_faces.skull import outline
from assistant.expressions import EXPRESSIONS, Expression

few = settings(max_examples=20, deadline=None)  # drawing takes milliseconds
seeds = st.integers(0, 2**32)
strengths = st.floats(0, 1)
units = st.builds(ActionUnits, **dict.fromkeys(UNITS, strengths))

CORE = {
    Expression.ANGRY: {"au4", "au5", "au7", "au23"},
    Expression.DISGUST: {"au9", "au10"},
    Expression.FEAR: {"au1", "au2", "au4", "au5", "au20", "au25"},
    Expression.HAPPY: {"au6", "au12"},
    Expression.NEUTRAL: set(),
    Expression.SAD: {"au1", "au4", "au15"},
    Expression.SURPRISE: {"au1", "au2", "au5", "au25", "au26"},
}


def same(first: Shape, second: Shape) -> bool:
    return np.array_equal(first.outline, second.outline) and (first.fill, first.opacity, first.softness) == (
        second.fill,
        second.opacity,
        second.softness,
    )


def drawn_alike(first: Drawing, second: Drawing) -> bool:
    return len(first.shapes) == len(second.shapes) and all(map(same, first.shapes, second.shapes))


@given(seeds, units)
@few
def test_the_same_seed_gives_the_same_face(seed: int, act: ActionUnits) -> None:
    assert Identity.random(seed) == Identity.random(seed)
    assert drawn_alike(draw_face(Identity.random(seed), act), draw_face(Identity.random(seed), act))


def test_identities_vary_in_every_trait() -> None:
    people = [Identity.random(seed) for seed in range(200)]
    assert len(set(people)) == 200
    assert {who.hair for who in people} == set(Hair)
    assert {who.glasses for who in people} == set(Glasses)
    assert 5 < sum(who.scarf is not None for who in people) < 60
    assert np.std([who.skin[0] for who in people]) > 25
    assert np.std([who.age for who in people]) > 0.2


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


@given(seeds, units)
def test_lips_never_cross(seed: int, act: ActionUnits) -> None:
    lips = Lips.of(Identity.random(seed), act)
    for upper, lower in ((lips.top, lips.upper), (lips.upper, lips.lower), (lips.lower, lips.bottom)):
        assert np.all(upper[:, 1] <= lower[:, 1] + 1e-9)


@given(seeds)
def test_units_move_everybodys_mouth_as_facs_says(seed: int) -> None:
    who = Identity.random(seed)
    rest = Lips.of(who, NEUTRAL)
    assert Lips.of(who, ActionUnits(au12=1)).corner < rest.corner
    assert Lips.of(who, ActionUnits(au12=1)).half > rest.half
    assert Lips.of(who, ActionUnits(au15=1)).corner > rest.corner
    assert Lips.of(who, ActionUnits(au20=1)).half > rest.half
    assert Lips.of(who, ActionUnits(au22=1)).half < rest.half
    assert Lips.of(who, ActionUnits(au10=1)).top[MIDDLE, 1] < rest.top[MIDDLE, 1]
    assert rest.gap == 0
    parted, dropped, stretched = (
        Lips.of(who, ActionUnits(au25=1, au26=jaw, au27=mouth)).gap for jaw, mouth in ((0, 0), (1, 0), (1, 1))
    )
    assert 0 < parted < dropped < stretched
    pressed, relaxed = (
        lips.bottom[MIDDLE, 1] - lips.top[MIDDLE, 1] for lips in (Lips.of(who, ActionUnits(au24=1)), rest)
    )
    assert pressed < relaxed


@given(seeds, units)
def test_only_the_jaw_moves_the_heads_outline(seed: int, act: ActionUnits) -> None:
    who = Identity.random(seed)
    moved = outline(who, act) - outline(who, NEUTRAL)
    upper = outline(who, NEUTRAL)[:, 1] < -0.5
    assert np.abs(moved[upper]).max() < 1e-9


@given(seeds, st.sampled_from(EXPRESSIONS))
@few
def test_who_it_is_does_not_depend_on_the_expression(seed: int, expression: Expression) -> None:
    who = Identity.random(seed)
    rest, moved = draw_face(who), draw_face(who, prototype(expression))
    assert rest.backdrop == moved.backdrop
    # Hair, clothes, neck and ears are drawn first and stay as they are.
    assert all(same(*pair) for pair in zip(rest.shapes[:4], moved.shapes[:4], strict=True))


@given(seeds, units, st.floats(-30, 30), st.floats(-20, 20), st.floats(-30, 30), st.floats(-1, 1))
@few
def test_every_shape_can_be_painted(
    seed: int, act: ActionUnits, yaw: float, pitch: float, roll: float, side: float
) -> None:
    pose, light = Pose(yaw=yaw, pitch=pitch, roll=roll), Light(side=side)
    for shape in draw_face(Identity.random(seed), act, pose, light).shapes:
        assert np.isfinite(shape.outline).all()
        assert len(shape.outline) >= 3
        assert shape.opacity >= 0


def test_a_turn_moves_the_nose_further_than_the_eyes() -> None:
    who = Identity.random(0)
    shift = [
        turned.outline.mean(axis=0)[0] - ahead.outline.mean(axis=0)[0]
        for ahead, turned in zip(draw_face(who).shapes, draw_face(who, pose=Pose(yaw=15)).shapes, strict=True)
    ]
    assert max(shift) > 0.3
    assert abs(shift[1]) < 1e-9  # the shoulders stay
