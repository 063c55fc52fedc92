"""A shape for each expression, so that it is told apart without reading and without colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from assistant.expressions import Expression

_Adder: TypeAlias = Callable[[QPainterPath, QRectF], None]

_STAR_POINTS, _STAR_DEPTH = 8, 0.62


def shape(expression: Expression | None, box: QRectF) -> QPainterPath:
    """The outline of an expression's shape (None = unsure) inside a square box."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    SHAPES[expression](path, box)
    return path


def _add_circle(path: QPainterPath, box: QRectF) -> None:
    path.addEllipse(box)


def _add_ring(path: QPainterPath, box: QRectF) -> None:
    path.addEllipse(box)
    inner = box.width() * 0.16
    path.addEllipse(box.adjusted(inner, inner, -inner, -inner))


def _add_bar(path: QPainterPath, box: QRectF) -> None:
    bar, radius = box.adjusted(0, box.height() * 0.3, 0, -box.height() * 0.3), box.height() * 0.12
    path.addRoundedRect(bar, radius, radius)


def _polygon(*corners: tuple[float, float]) -> _Adder:
    """A shape with these corners, as shares of the box's width and height."""

    def add(path: QPainterPath, box: QRectF) -> None:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()

    return add


def _add_star(path: QPainterPath, box: QRectF) -> None:
    tips = []
    for index in range(2 * _STAR_POINTS):
        radius = box.width() / 2 * (1 if index % 2 == 0 else _STAR_DEPTH)
        angle = math.pi * index / _STAR_POINTS - math.pi / 2
        tips.append(box.center() + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    path.addPolygon(QPolygonF(tips))
    path.closeSubpath()


def _add_drop(path: QPainterPath, box: QRectF) -> None:
    x, y, width, height = box.x(), box.y(), box.width(), box.height()
    top = QPointF(x + width / 2, y)
    path.moveTo(top)
    path.cubicTo(
        QPointF(x + width * 0.62, y + height * 0.26),
        QPointF(x + width * 0.88, y + height * 0.42),
        QPointF(x + width * 0.88, y + height * 0.64),
    )
    path.arcTo(QRectF(x + width * 0.12, y + height * 0.28, width * 0.76, height * 0.72), 0, -180)
    path.cubicTo(QPointF(x + width * 0.12, y + height * 0.42), QPointF(x + width * 0.38, y + height * 0.26), top)


SHAPES: Mapping[Expression | None, _Adder] = {
    Expression.ANGRY: _polygon((0.0, 0.08), (1.0, 0.08), (0.5, 0.95)),
    Expression.DISGUST: _polygon((0.27, 0.06), (0.73, 0.06), (1.0, 0.5), (0.73, 0.94), (0.27, 0.94), (0.0, 0.5)),
    Expression.FEAR: _polygon((0.5, 0.0), (0.92, 0.5), (0.5, 1.0), (0.08, 0.5)),
    Expression.HAPPY: _add_circle,
    Expression.NEUTRAL: _add_bar,
    Expression.SAD: _add_drop,
    Expression.SURPRISE: _add_star,
    None: _add_ring,
}
"""What adds the shape of each expression, or of unsure, to a path inside a box."""
