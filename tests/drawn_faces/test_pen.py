"""A pen draws both halves of a face alike, and leaves all that belongs to a shape where it is seen."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.drawn_faces.curves import curve
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Points

LINE = curve((0.2, 0.1), (0.6, -0.3), (0.9, 0.4))
RED, BLUE = (200.0, 0.0, 0.0), (0.0, 0.0, 200.0)


def seen(points: Points) -> Points:
    return 2 * points + (3.0, 1.0)


PEN = Pen(seen)


def mirrored(points: Points) -> Points:
    """In the midline as it is seen."""
    return points * (-1.0, 1.0) + (6.0, 0.0)


def test_what_is_told_of_one_half_is_drawn_in_the_other_as_its_mirror_image() -> None:
    one, other = PEN.on(1.0), PEN.on(-1.0)
    np.testing.assert_allclose(other.place(LINE), mirrored(one.place(LINE)))
    right, left = (pen.stroke(LINE, (0.1, 0.2), RED).outline for pen in (one, other))
    np.testing.assert_allclose(left, mirrored(right))
    assert other.spot(0.5, 0.2) == pytest.approx((6.0 - one.spot(0.5, 0.2)[0], one.spot(0.5, 0.2)[1]))


def test_a_spot_lies_where_a_line_through_it_does() -> None:
    assert PEN.spot(0.9, 0.4) == pytest.approx(tuple(PEN.place(LINE)[-1]))


def test_a_gradient_runs_down_the_midline_as_it_is_seen() -> None:
    for pen in (PEN, PEN.on(-1.0)):
        gradient = pen.down(RED, BLUE, -0.5, 1.5)
        assert (gradient.start, gradient.end) == ((3.0, 0.0), (3.0, 4.0))
        assert (gradient.first, gradient.last) == (RED, BLUE)


def test_a_clip_is_taken_where_it_is_seen_already() -> None:
    clip = PEN.place(LINE)
    shape = PEN.on(-1.0).fill(LINE, RED, 0.5, 0.1, clip)
    assert shape.clip is clip
    assert (shape.fill, shape.opacity, shape.softness) == (RED, 0.5, 0.1)
