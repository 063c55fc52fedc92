"""Lines and outlines: through the corners that were given, and as wide as was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces.curves import band, curve, loop, oval, ribbon, symmetric
from assistant.drawn_faces.shapes import Point, Points

numbers = st.floats(-3, 3)
corners = st.lists(st.tuples(numbers, numbers), min_size=3, max_size=9)


def away(line: Points, point: Point) -> float:
    """How far the nearest corner of a line is from a point."""
    return float(np.hypot(*(line - point).T).min())


@settings(max_examples=25)
@given(corners)
def test_a_line_leads_from_the_first_corner_through_all_others_to_the_last(through: list[Point]) -> None:
    line = curve(*through)
    assert line[0] == pytest.approx(through[0])
    assert line[-1] == pytest.approx(through[-1])
    assert max(away(line, corner) for corner in through) < 1e-9


@settings(max_examples=25)
@given(corners, st.integers(0, 8))
def test_an_outline_is_the_same_wherever_it_begins(through: list[Point], first: int) -> None:
    first %= len(through)
    outline, again = loop(*through), loop(*through[first:], *through[:first])
    assert max(away(outline, corner) for corner in through) < 1e-9
    steps = len(outline) // len(through)
    np.testing.assert_allclose(again, np.roll(outline, -first * steps, axis=0), atol=1e-9)


def test_a_line_through_corners_in_a_row_is_straight() -> None:
    line = curve((0.0, 0.0), (1.0, 2.0), (2.0, 4.0), (3.0, 6.0))
    np.testing.assert_allclose(line[:, 1], 2 * line[:, 0], atol=1e-12)
    assert (np.diff(line[:, 0]) > 0).all()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0.1, 3), numbers), min_size=1, max_size=6), numbers, numbers)
def test_a_half_that_is_mirrored_has_two_alike(half: list[Point], top: float, bottom: float) -> None:
    outline = symmetric((0.0, top), *half, (0.0, bottom))
    assert max(away(outline, (-float(x), float(y))) for x, y in outline) < 1e-9


def test_an_oval_has_its_radii_and_turns_clockwise_as_seen() -> None:
    upright = oval(1.0, 2.0, 3.0, 0.5) - (1.0, 2.0)
    np.testing.assert_allclose((upright[:, 0] / 3.0) ** 2 + (upright[:, 1] / 0.5) ** 2, 1.0)
    turned = oval(0.0, 0.0, 3.0, 0.5, np.pi / 2)
    assert np.abs(turned).max(axis=0) == pytest.approx((0.5, 3.0))
    rightmost = max(oval(0.0, 0.0, 3.0, 0.5, 0.2), key=lambda point: point[0])
    assert rightmost[1] > 0  # y runs downwards


@settings(max_examples=25)
@given(st.lists(st.floats(0.05, 1), min_size=3, max_size=3))
def test_a_stroke_is_as_wide_as_was_asked_for_all_along(widths: list[float]) -> None:
    spine = curve((0.0, 0.0), (1.0, 0.6), (2.0, 0.4), (2.5, -0.8))
    outline = ribbon(spine, widths)
    one, other = outline[: len(spine)], outline[len(spine) :][::-1]
    np.testing.assert_allclose((one + other) / 2, spine, atol=1e-9)
    across = np.hypot(*(one - other).T)
    assert [across[0], across[len(spine) // 2], across[-1]] == pytest.approx(widths)
    assert across.min() >= min(widths) - 1e-9
    assert across.max() <= max(widths) + 1e-9


def test_a_stroke_without_length_is_still_an_outline() -> None:
    assert np.isfinite(ribbon(curve((1.0, 1.0), (1.0, 1.0)), (0.1, 0.2))).all()


def test_a_band_runs_along_one_edge_and_back_along_the_other() -> None:
    upper, lower = curve((0.0, 0.0), (1.0, 0.0)), curve((0.0, 1.0), (1.0, 1.0))
    outline = band(upper, lower)
    x, y = outline.T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    assert area == pytest.approx(1.0)
