"""The one label that is read across a room: a shape, a word that says how sure, and the expression."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.cues.phrasing import CERTAIN, DOUBTFUL
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import again, say
from assistant.ui.widgets.lettering import Lettering
from assistant.ui.widgets.shapes import shape
from assistant.ui.widgets.theme import Look

_MARGIN = 0.03  # of the shorter side
_WORD = 0.6  # of the height, that the expression's word takes where shape and qualifier stand above it
_GAP = 0.05  # of the height, between the two rows
_QUALIFIER = 0.42  # size of the small word, as a share of the large one's, where it stands above it
_PLAIN = 0.16  # of the height: the most that other words are high
_MOVING = 0.5  # likewise, of what moves in a face
_STRIPES = 7  # across the shape of what is doubtful


@dataclass(frozen=True, slots=True)
class _Line:
    """A word and its place: the left end of its baseline, its size, and the width that it may have at most."""

    letters: Lettering
    left: float
    baseline: float
    size: float
    width: float

    def paint(self, painter: QPainter) -> None:
        self.letters.paint(painter, self.left, self.baseline, self.size, self.width)


@dataclass(frozen=True, slots=True)
class _Composition:
    """Where shape and words stand."""

    mark: QRectF
    small: _Line
    large: _Line


class ExpressionLabel(QWidget):
    """Shows what the partner's face looks like, as large as the space allows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._expression: Expression | None = None
        self._certain = False
        self._small, self._large = "", ""
        self._enlarged = False
        self._look: Look | None = None
        self.clear("")

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_expression(self, expression: Expression | None, probability: float, told: bool | None = None) -> None:
        """What the face looks like now.

        Args:
            expression: the stable one, None where it cannot be told.
            probability: how clearly the face shows it now, 0 to 1.
            told: whether it was told as certain, None where it was not told: ear and eye hear and read the same.
        """
        before, self._expression = self._expression, expression
        if expression is None:
            self._set("", say("cue.unsure"), shaped=True)
        else:
            limit = DOUBTFUL if self._certain and expression is before else CERTAIN
            self._certain = probability >= limit if told is None else told
            self._set(
                say("ui.label_certain" if self._certain else "ui.label_maybe"),
                say(f"expression.{expression.value}"),
                shaped=True,
            )

    def show_movements(self, words: str) -> None:
        """What moves in the face, as large as the space allows."""
        self._expression = None
        self._set("", words, shaped=False, enlarged=True)

    def clear(self, words: str) -> None:
        """Nothing is being read; `words` say why."""
        self._expression = None
        self._set("", words, shaped=False)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No more than is needed: the layout gives it what is left."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for the words at more than twice the size of running text."""
        size = self._look.text if self._look else 18
        return QSize(size * 7, round(size * 4.5))

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
        composition = max(self._above(room), self._beside(room), key=lambda each: each.large.size)
        self._paint_mark(painter, composition.mark)
        painter.setPen(QColor(self._look.palette.quiet))
        composition.small.paint(painter)
        painter.setPen(QColor(self._look.palette.text))
        composition.large.paint(painter)

    def _above(self, room: QRectF) -> _Composition:
        """Shape and small word in one row, the large word beneath them."""
        letters, small = self._letters
        ascent, descent = self._reach
        gap = room.height() * _GAP
        size = min(room.height() * _WORD / (ascent + descent), letters.largest(room.width()))
        word_height = size * (ascent + descent)
        side = min(room.height() - gap - word_height, room.width() * 0.4, size * 1.4)
        top = room.center().y() - (side + gap + word_height) / 2
        most = room.width() - side * 1.2
        small_size = min(side * 0.7, size * 0.9, small.largest(most)) if self._small else 0.0
        small_width = small.set_width(small_size, most)
        row = side + (side * 0.2 + small_width if self._small else 0)
        left = room.center().x() - row / 2
        x_height = small_size * 0.27  # half of it, so that mark and small letters have one middle
        beside = _Line(small, left + side * 1.2, top + side / 2 + x_height, small_size, most)
        width = letters.set_width(size, room.width())
        baseline = top + side + gap + size * ascent
        word = _Line(letters, room.center().x() - width / 2, baseline, size, room.width())
        return _Composition(QRectF(left, top, side, side), beside, word)

    def _beside(self, room: QRectF) -> _Composition:
        """The shape at the left, the small word above the large one."""
        letters, small = self._letters
        ascent, descent = self._reach
        side = min(room.height() * 0.8, room.width() * 0.28)
        most = room.width() - side * 1.2
        lines = ascent + descent + (_QUALIFIER * 1.1 if self._small else 0)
        size = min(room.height() / lines, letters.largest(most))
        width = letters.set_width(size, most)
        small_size = min(size * _QUALIFIER, small.largest(most)) if self._small else 0.0
        left = room.center().x() - (side * 1.2 + max(width, small.set_width(small_size, most))) / 2
        top = room.center().y() - size * lines / 2
        words = left + side * 1.2
        baseline = top + size * (lines - descent)
        return _Composition(
            QRectF(left, room.center().y() - side / 2, side, side),
            _Line(small, words, top + small_size * ascent, small_size, most),
            _Line(letters, words, baseline, size, most),
        )

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        """The shape: full where the expression is certain, striped where it is not."""
        assert self._look is not None
        colour = QColor(self._look.palette.expressions[self._expression])
        if self._certain or self._expression is None:
            painter.fillPath(shape(self._expression, box), colour)
            return
        outline, stripes, width = shape(self._expression, box), QPainterPath(), box.width() / (2 * _STRIPES - 1)
        for number in range(_STRIPES):
            stripes.addRect(QRectF(box.left() + 2 * number * width, box.top(), width, box.height()))
        painter.fillPath(stripes.intersected(outline), colour)
        painter.strokePath(outline, QPen(colour, width / 3))

    def _paint_plain(self, painter: QPainter, room: QRectF) -> None:
        assert self._look is not None
        least = self._look.text
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        share = _MOVING if self._enlarged else _PLAIN
        sizes = range(least, max(round(least * 2.2), round(room.height() * share)) + 1)
        too_large = bisect_left(sizes, True, key=lambda size: not self._fits(size, room, flags))
        palette = self._look.palette
        painter.setPen(QColor(palette.text if self._enlarged else palette.quiet))
        painter.setFont(self._font(sizes[max(too_large - 1, 0)]))
        painter.drawText(room, flags, self._large)

    def _fits(self, size: int, room: QRectF, flags: int) -> bool:
        needed = QFontMetricsF(self._font(size)).boundingRect(room, flags, self._large)
        return needed.width() <= room.width() and needed.height() <= room.height()

    @property
    def _letters(self) -> tuple[Lettering, Lettering]:
        """The large word's and the small one's."""
        return Lettering(self._large, self.font(), bold=True), Lettering(self._small, self.font(), bold=False)

    @property
    def _reach(self) -> tuple[float, float]:
        """How far any of the words reaches above and below the baseline, in em, so that all stand in one place."""
        words = [say("cue.unsure"), *(say(f"expression.{expression.value}") for expression in EXPRESSIONS)]
        drawn = [Lettering(word, self.font(), bold=True) for word in words]
        return max(each.ascent for each in drawn), max(each.descent for each in drawn)

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(size, 1))
        font.setBold(self._enlarged)
        return font

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Say the same in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._set(again(self._small), again(self._large), self._shaped, self._enlarged)

    def _set(self, small: str, large: str, shaped: bool, enlarged: bool = False) -> None:
        if enlarged is not self._enlarged:
            self.update()
        self._shaped, self._enlarged = shaped, enlarged
        if (small, large) == (self._small, self._large):
            return
        self._small, self._large = small, large
        self.setAccessibleName(f"{small} {large}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
