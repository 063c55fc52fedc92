"""The shapes of the expressions: each in its box, and each another one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from assistant.expressions import EXPRESSIONS, Expression
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.widgets.shapes import shape

ALL: tuple[Expression | None, ...] = (*EXPRESSIONS, None)
BOX = QRectF(30, 20, 64, 64)


def ink(expression: Expression | None) -> NDArray[np.bool_]:
    image = QImage(128, 128, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillPath(shape(expression, BOX), QColor("black"))
    painter.end()
    return pixels_of(image).min(axis=2) < 128


@pytest.mark.parametrize("expression", ALL)
def test_a_shape_stays_in_its_box_and_fills_a_good_part_of_it(qt: QApplication, expression: Expression | None) -> None:
    rows, columns = np.nonzero(ink(expression))
    assert BOX.left() <= columns.min() <= columns.max() < BOX.right()
    assert BOX.top() <= rows.min() <= rows.max() < BOX.bottom()
    assert len(rows) > 0.25 * BOX.width() * BOX.height()
    assert columns.min() + columns.max() + 1 == pytest.approx(2 * BOX.center().x(), abs=2), "it stands aside"


def test_no_two_shapes_are_alike(qt: QApplication) -> None:
    drawn = {expression: ink(expression) for expression in ALL}
    for first, second in combinations(ALL, 2):
        differs = (drawn[first] ^ drawn[second]).sum() / (drawn[first] | drawn[second]).sum()
        assert differs > 0.12, (first, second)
