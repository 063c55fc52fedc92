"""Charts of a learner's progress. What they show is also there as tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import again, say
from assistant.practice.explain import Word
from assistant.practice.summary import Table, Tally
from assistant.practice.thresholds import Threshold
from assistant.ui.widgets.basic import Area
from assistant.ui.widgets.theme import Look

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Chart(Area):
    """A row for each expression: its word at the left, its figure at the right, between them the share of 1.

    Args:
        title: the accessible name.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look: Look | None = None
        self._words: dict[Expression, str] = {}
        self._figures: dict[Expression, str] = {}

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._look = look
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as its rows."""
        return QSize(320, self._row * len(EXPRESSIONS))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """All rows."""
        if self._look is None or not self._words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = {expression: again(words) for expression, words in self._words.items()}
        figures = {expression: again(words) for expression, words in self._figures.items()}
        widest = max(self.fontMetrics().horizontalAdvance(words) for words in named.values())
        room = max((self.fontMetrics().horizontalAdvance(each) for each in figures.values()), default=0)
        for index, (expression, words) in enumerate(named.items()):
            top = index * self._row
            painter.setPen(QColor(self._look.palette.text))
            painter.drawText(QRectF(0, top, widest + 4, self._row), int(_LEFT), words)
            left = widest + 2 * self._look.gap
            right = self.width() - room
            painter.drawText(QRectF(right, top, room, self._row), int(_RIGHT), figures.get(expression, ""))
            place = QRectF(left, top, right - left - 2 * self._look.gap, self._row).adjusted(0, 10, 0, -10)
            self._draw(painter, place, expression, self._look)

    @property
    def _row(self) -> int:
        return max(56, round(self._look.text * 2.4)) if self._look else 56

    def _draw(self, painter: QPainter, place: QRectF, expression: Expression, look: Look) -> None:
        raise NotImplementedError


class AccuracyChart(Chart):
    """For each expression a line from day to day: at the bottom nothing was recognised, at the top everything."""

    def show_days(self, days: Mapping[date, Mapping[Expression, Tally]], word: Word) -> None:
        """The accuracy of each day of practice."""
        self._days = [dict(row) for row in days.values()]
        self._words = {each: word(each) for each in EXPRESSIONS}
        latest = {each: row[each] for row in self._days for each in EXPRESSIONS if each in row}
        self._figures = {
            each: say("progress.percent", percent=round(100 * tally.share)) for each, tally in latest.items()
        }
        self.update()

    def _draw(self, painter: QPainter, place: QRectF, expression: Expression, look: Look) -> None:
        painter.setPen(QPen(QColor(look.palette.line), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        step = place.width() / max(len(self._days) - 1, 1)
        points = [
            QPointF(place.left() + index * step, place.bottom() - row[expression].share * (place.height() - 6) - 3)
            for index, row in enumerate(self._days)
            if expression in row
        ]
        ink = QColor(look.palette.expressions[expression])
        painter.setPen(QPen(ink, 3))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(ink)
        for point in points:
            painter.drawEllipse(point, 5, 5)


class ThresholdChart(Chart):
    """For each expression where on the dial it is recognised, and between which bounds that is sure."""

    def show_thresholds(self, thresholds: Mapping[Expression, Threshold], figures: Table) -> None:
        """What is known of the learner's thresholds, and the same as a table."""
        self._thresholds = dict(thresholds)
        self._words = {each: words for each, (words, _) in zip(thresholds, figures.rows, strict=True)}
        self._figures = {each: figure for each, (_, figure) in zip(thresholds, figures.rows, strict=True)}
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as its rows; a neutral face has no threshold."""
        return QSize(320, self._row * (len(EXPRESSIONS) - 1))

    def _draw(self, painter: QPainter, place: QRectF, expression: Expression, look: Look) -> None:
        threshold = self._thresholds[expression]
        middle = place.center().y()
        painter.setPen(QPen(QColor(look.palette.line), 2))
        painter.drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle))
        for tenth in range(0, 11, 5):
            at = place.left() + place.width() * tenth / 10
            painter.drawLine(QPointF(at, middle - 6), QPointF(at, middle + 6))

        def along(share: float) -> float:
            return place.left() + place.width() * min(max(share, 0.0), 1.0)

        ink = QColor(look.palette.expressions[expression])
        low, high = threshold.estimate - threshold.uncertainty, threshold.estimate + threshold.uncertainty
        painter.setPen(QPen(ink, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(along(low), middle), QPointF(along(high), middle))
        painter.setPen(QPen(QColor(look.palette.surface), 2))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(along(threshold.estimate), middle), 9, 9)
