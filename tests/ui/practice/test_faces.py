"""The grid of faces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.practice.faces import best_grid


@given(st.integers(1, 7), st.floats(100, 2000), st.floats(100, 2000), st.floats(0, 30), st.floats(0, 60))
def test_faces_are_as_large_as_any_grid_allows(
    count: int, width: float, height: float, gap: float, caption: float
) -> None:
    columns, side = best_grid(count, width, height, gap, caption)
    rows = -(-count // columns)
    assert side == 1.0 or columns * side + (columns - 1) * gap <= width + 1e-6
    assert side == 1.0 or rows * (side + caption) + (rows - 1) * gap <= height + 1e-6
    for other in range(1, count + 1):
        fits_width = (width - gap * (other - 1)) / other
        other_rows = -(-count // other)
        fits_height = (height - gap * (other_rows - 1)) / other_rows - caption
        assert side >= min(fits_width, fits_height) - 1e-6
