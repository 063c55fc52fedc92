"""A shape for each expression, so that it is told apart without reading and without colour."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from assistant.expressions import Expression


def shape(expression: Expression | None, box: QRectF) -> QPainterPath:
    """The outline of an expression's shape (None = unsure) inside a square box."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    if expression is Expression.HAPPY:
        path.addEllipse(box)
    elif expression is Expression.NEUTRAL:
        bar, radius = box.adjusted(0, box.height() * 0.3, 0, -box.height() * 0.3), box.height() * 0.12
        path.addRoundedRect(bar, radius, radius)
    elif expression is Expression.SAD:
        _add_drop(path, box)
    elif expression is None:
        path.addEllipse(box)
        inner = box.width() * 0.16
        path.addEllipse(box.adjusted(inner, inner, -inner, -inner))
    else:
        path.addPolygon(_polygon(expression, box))
        path.closeSubpath()
    return path


def _polygon(expression: Expression, box: QRectF) -> QPolygonF:
    if expression is Expression.SURPRISE:
        return _star(box, points=8, depth=0.62)
    if expression is Expression.ANGRY:
        return _of(box, (0.0, 0.08), (1.0, 0.08), (0.5, 0.95))
    if expression is Expression.FEAR:
        return _of(box, (0.5, 0.0), (0.92, 0.5), (0.5, 1.0), (0.08, 0.5))
    return _of(box, (0.27, 0.06), (0.73, 0.06), (1.0, 0.5), (0.73, 0.94), (0.27, 0.94), (0.0, 0.5))


def _of(box: QRectF, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])


def _star(box: QRectF, points: int, depth: float) -> QPolygonF:
    tips = []
    for index in range(2 * points):
        radius = box.width() / 2 * (1 if index % 2 == 0 else depth)
        angle = math.pi * index / points - math.pi / 2
        tips.append(box.center() + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(tips)


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
