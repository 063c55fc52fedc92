"""The little that values of faces compute: boxes that overlap, and faces that stand on their heads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.events import Box
from tests.helpers.faces import found_face

places, sides = st.floats(-1000, 3000), st.floats(1, 2000)
boxes = st.builds(Box, places, places, sides, sides)


@settings(max_examples=40)
@given(boxes, boxes)
def test_overlap_is_a_share_that_both_agree_on(one: Box, other: Box) -> None:
    assert 0 <= one.overlap(other) <= 1 + 1e-9
    assert one.overlap(other) == pytest.approx(other.overlap(one))
    assert one.overlap(one) == pytest.approx(1)


@settings(max_examples=40)
@given(boxes, st.floats(0, 1), st.floats(0, 1))
def test_a_part_overlaps_by_its_share_of_the_whole(whole: Box, across: float, down: float) -> None:
    part = Box(whole.x, whole.y, across * whole.width, down * whole.height)
    assert part.overlap(whole) == pytest.approx(across * down)
    assert whole.inside(part) == pytest.approx(across * down)


@pytest.mark.parametrize("other", [Box(50, 0, 9, 9), Box(0, -9, 50, 9), Box(300, 300, 1, 1), Box(-60, 10, 60, 10)])
def test_boxes_beside_each_other_share_nothing(other: Box) -> None:
    assert Box(0, 0, 50, 50).overlap(other) == Box(0, 0, 50, 50).inside(other) == 0


def test_boxes_without_an_area_are_no_error() -> None:
    assert Box(5, 5, 0, 0).overlap(Box(5, 5, 0, 0)) == Box(5, 5, 0, 0).inside(Box(0, 0, 9, 9)) == 0


def test_half_moved_aside_is_a_third() -> None:
    assert Box(0, 0, 10, 10).overlap(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert Box(0, 0, 10, 10).inside(Box(5, 0, 10, 10)) == pytest.approx(1 / 2)
    assert Box(2, 4, 10, 20).inside(Box(0, 0, 90, 90)) == 1
    assert Box(2, 4, 10, 20).centre == (7, 14)


def test_a_face_whose_left_eye_lies_on_the_right_stands_on_its_head() -> None:
    face = found_face(100)
    assert not face.upside_down
    assert replace(face, eyes=face.eyes[::-1]).upside_down
