from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import (
    ActionUnits,
    Drawing,
    Identity,
    Light,
    Pose,
    draw_face,
    prototype,
)
from assistant.drawn_faces.shapes import Shape
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.anybody import seeds, units

few = settings(max_examples=20, deadline=None)  # drawing takes milliseconds


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
