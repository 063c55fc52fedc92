"""The grid of faces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from assistant.ui.controllers.photos import pixels_of
from assistant.ui.practice.faces import FaceWall, best_grid
from assistant.ui.widgets.theme import LIGHT, Look


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


@pytest.mark.parametrize("captions", [("looks at you",), ("looks away with the eyes alone", "neutral")])
def test_captions_are_whole(qt: QApplication, captions: tuple[str, ...]) -> None:
    wall = FaceWall()
    wall.setStyleSheet("* { font-size: 54px; color: black; background: white; }")
    wall.set_look(Look(LIGHT, 54, pictures=True))
    wall.resize(600, wall.minimumHeight())
    face = QImage(100, 100, QImage.Format.Format_RGB888)
    face.fill(Qt.GlobalColor.red)
    wall.show_faces([face] * len(captions), captions)
    black = np.all(pixels_of(wall.grab().toImage()) < 60, axis=2)
    rows, columns = np.flatnonzero(black.any(axis=1)), np.flatnonzero(black.any(axis=0))
    assert rows.max() < wall.height() - 1
    ink = wall.fontMetrics().tightBoundingRect(max(" ".join(captions).split(), key=len))
    assert columns.max() - columns.min() >= ink.width() - 2
    drawn = wall.fontMetrics().boundingRect(QRect(0, 0, 600, 0), int(Qt.TextFlag.TextWordWrap), captions[0])
    if len(captions) == 1:
        assert columns.max() - columns.min() >= drawn.width() - 20
