"""The one label that is read across a room: a shape, a word that says how sure, and the expression."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.cues.phrasing import CERTAIN, DOUBTFUL
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import again, say
from assistant.ui.widgets.shapes import shape
from assistant.ui.widgets.theme import Look

_MARGIN = 0.06  # of the shorter side
_QUALIFIER = 0.42  # height of the small word, as a share of the large one's


class ExpressionLabel(QWidget):
    """Shows what the partner's face looks like, as large as the space allows.

    The size suits the longest of the words, so that it stays the same when the expression changes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._expression: Expression | None = None
        self._certain = False
        self._small, self._large = "", ""
        self._look: Look | None = None
        self.clear("")

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_expression(self, expression: Expression | None, probability: float) -> None:
        """The stable expression (None = it cannot be told) and how clearly the face shows it now, 0 to 1."""
        before, self._expression = self._expression, expression
        if expression is None:
            self._set("", say("cue.unsure"), shaped=True)
        else:
            self._certain = probability >= (DOUBTFUL if self._certain and expression is before else CERTAIN)
            self._set(
                say("ui.label_certain" if self._certain else "ui.label_maybe"),
                say(f"expression.{expression.value}"),
                shaped=True,
            )

    def clear(self, words: str) -> None:
        """Nothing is being read; `words` say why."""
        self._expression = None
        self._set("", words, shaped=False)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No more than is needed: the layout gives it what is left."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for the words at twice the size of running text."""
        size = self._look.text if self._look else 18
        return QSize(size * 10, size * 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Shape beside or above the words, whichever lets the words be larger."""
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = min(self.width(), self.height()) * _MARGIN
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        if not self._shaped:
            self._paint_plain(painter, room)
            return
        beside, above = self._size_beside(room), self._size_above(room)
        if beside >= above:
            side = beside * 1.5
            width = self._widest(beside)
            left = room.center().x() - (side * 1.3 + width) / 2
            mark = QRectF(left, room.center().y() - side / 2, side, side)
            words = QRectF(mark.right() + side * 0.3, room.y(), width + 2, room.height())
            align = Qt.AlignmentFlag.AlignLeft
        else:
            height = above * (1.2 + _QUALIFIER * 1.2)
            side = min(above * 1.35, room.height() - height - above * 0.2)
            top = room.center().y() - (side + above * 0.2 + height) / 2
            mark = QRectF(room.center().x() - side / 2, top, side, side)
            words = QRectF(room.x(), mark.bottom() + above * 0.2, room.width(), height)
            align = Qt.AlignmentFlag.AlignHCenter
        painter.fillPath(shape(self._expression, mark), QColor(self._look.palette.expressions[self._expression]))
        self._paint_words(painter, words, max(beside, above), align)

    def _paint_words(self, painter: QPainter, room: QRectF, size: float, align: Qt.AlignmentFlag) -> None:
        assert self._look is not None
        small, large = size * _QUALIFIER * 1.2, size * 1.2
        top = room.center().y() - ((small if self._small else 0) + large) / 2
        if self._small:
            painter.setPen(QColor(self._look.palette.quiet))
            painter.setFont(self._font(size * _QUALIFIER, bold=False))
            painter.drawText(
                QRectF(room.x(), top, room.width(), small), align | Qt.AlignmentFlag.AlignVCenter, self._small
            )
            top += small
        painter.setPen(QColor(self._look.palette.text))
        painter.setFont(self._font(size, bold=True))
        painter.drawText(QRectF(room.x(), top, room.width(), large), align | Qt.AlignmentFlag.AlignVCenter, self._large)

    def _paint_plain(self, painter: QPainter, room: QRectF) -> None:
        assert self._look is not None
        size = float(self._look.text * 2.2)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        while size > self._look.text:
            needed = QFontMetricsF(self._font(size, bold=False)).boundingRect(room, flags, self._large)
            if needed.width() <= room.width() and needed.height() <= room.height():
                break
            size -= 1
        painter.setPen(QColor(self._look.palette.quiet))
        painter.setFont(self._font(size, bold=False))
        painter.drawText(room, flags, self._large)

    def _size_beside(self, room: QRectF) -> float:
        # The shape takes 1.5 times the size of the words and a gap of 0.3 times its own.
        return min(room.width() / (self._widest(1.0) + 1.95), room.height() / 2.2)

    def _size_above(self, room: QRectF) -> float:
        return min(room.width() / self._widest(1.0), room.height() / (1.2 + _QUALIFIER * 1.2 + 1.1))

    def _widest(self, size: float) -> float:
        words = [say("cue.unsure"), *(say(f"expression.{expression.value}") for expression in EXPRESSIONS)]
        reference = QFontMetricsF(self._font(100, bold=True))
        return max(reference.horizontalAdvance(word) for word in words) * size / 100

    def _font(self, size: float, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(size), 1))
        font.setBold(bold)
        return font

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Say the same in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._set(again(self._small), again(self._large), self._shaped)

    def _set(self, small: str, large: str, shaped: bool) -> None:
        self._shaped = shaped
        if (small, large) == (self._small, self._large):
            return
        self._small, self._large = small, large
        self.setAccessibleName(f"{small} {large}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
