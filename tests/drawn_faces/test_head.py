"""The head in space: it turns about the neck, what is nearer moves further, and the body stays."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import Identity, Light, Pose
from assistant.drawn_faces.asymmetry import Asymmetry
from assistant.drawn_faces.head import Head, Palette
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Colour
from tests.helpers.anybody import seeds

EVEN = replace(Identity.random(0), asymmetry=Asymmetry())
FACE = np.array([(-0.5, 0.0), (0.5, 0.0), (0.0, 0.66), (-0.4, 1.1), (0.4, 1.1), (0.2, -0.8), (0.0, 1.7)])
MIRROR = np.array((-1.0, 1.0))

angles = st.floats(-30, 30)


def layers(pose: Pose) -> list[Pen]:
    head = Head(pose, EVEN)
    return [head.surface(), head.surface(0.3), head.silhouette(), head.behind(0.2), head.body()]


def test_a_head_that_looks_ahead_is_seen_as_it_is_told() -> None:
    for pen in layers(Pose()):
        seen = pen.place(FACE)
        np.testing.assert_allclose(seen - seen[0], FACE - FACE[0], atol=1e-12)
        assert pen.spot(0.0, 0.0)[0] == pytest.approx(0.0)


@settings(max_examples=25)
@given(angles, st.floats(0.3, 2), st.floats(-1, 1), st.floats(-1, 1))
def test_a_tilt_keeps_all_distances(roll: float, size: float, x: float, y: float) -> None:
    for pen in layers(Pose(roll=roll, x=x, y=y, size=size)):
        seen = pen.place(FACE)
        apart, told = (np.hypot(*(points[:, None] - points[None]).T) for points in (seen, FACE))
        np.testing.assert_allclose(apart, size * told, atol=1e-9)


@settings(max_examples=25)
@given(angles, angles, angles, st.floats(-1, 1))
def test_the_other_way_is_the_mirror_image(yaw: float, pitch: float, roll: float, x: float) -> None:
    ahead, back = layers(Pose(yaw, pitch, roll, x)), layers(Pose(-yaw, pitch, -roll, -x))
    for one, other in zip(ahead, back, strict=True):
        np.testing.assert_allclose(one.place(FACE) * MIRROR, other.place(FACE * MIRROR), atol=1e-9)


def test_what_is_nearer_moves_further() -> None:
    head = Head(Pose(yaw=15), EVEN)
    places = [pen.spot(0.0, 0.4)[0] for pen in (head.behind(0.3), head.silhouette(), head.surface(), head.surface(0.5))]
    assert places == sorted(set(places))
    assert places[0] < 0 < places[1], "the head turns about its axis"
    raised = Head(Pose(pitch=15), EVEN)
    assert raised.surface(0.5).spot(0.0, 0.4)[1] < raised.surface().spot(0.0, 0.4)[1]


@settings(max_examples=25)
@given(angles, angles, angles)
def test_the_body_does_not_turn_with_the_head(yaw: float, pitch: float, roll: float) -> None:
    turned, ahead = (Head(pose, EVEN).body().place(FACE) for pose in (Pose(yaw, pitch, roll), Pose()))
    np.testing.assert_array_equal(turned, ahead)


@settings(max_examples=40)
@given(seeds)
def test_light_and_shade_go_with_the_skin(seed: int) -> None:
    colours = Palette.of(Identity.random(seed))

    def darker(*row: Colour) -> bool:
        return all(sum(one) > sum(other) for one, other in pairwise(row))

    assert darker(colours.lit, colours.skin, colours.shade, colours.fold)
    assert darker(colours.lip, colours.lip_shade)
    assert darker(colours.hair_lit, colours.hair, colours.hair_shade)


@pytest.mark.parametrize(("side", "lit"), [(-1.0, -1.0), (-0.1, -1.0), (0.1, 1.0), (1.0, 1.0)])
def test_the_half_that_is_lit_is_where_the_light_comes_from(side: float, lit: float) -> None:
    assert Light(side=side).lit == lit
