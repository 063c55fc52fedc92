"""Plain widgets with the measures of the theme: nothing here knows of expressions or commands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assistant.messages import again
from assistant.ui.widgets.accessible import Aside, Group
from assistant.ui.widgets.accessible_list import ListOfEntries
from assistant.ui.widgets.theme import TARGET

Role = Literal["title", "quiet", "caption", "primary", "page", "card"]

BREAKABLE = 9
"""Heights of a line: a word that is wider than that may be broken."""


if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # beside one of Qt's classes there is no room for another


class Retranslated(_Widget):
    """Mixed into a widget, it says the widget's name and description again when the language changes.

    It does so with whatever was given as a `Sentence`; other words stay as they are.
    """

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 (Qt's name)
        """See `QWidget.setAccessibleName`."""
        self._word("setAccessibleName", name)

    def setAccessibleDescription(self, description: str) -> None:  # noqa: N802 (Qt's name)
        """See `QWidget.setAccessibleDescription`."""
        self._word("setAccessibleDescription", description)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Say everything again in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for setter, words in dict(self._worded).items():
                getattr(self, setter)(again(words))
            self.update()  # what it paints itself

    @property
    def _worded(self) -> dict[str, str]:
        worded: dict[str, str] = self.__dict__.setdefault("_words_by_setter", {})
        return worded

    def _word(self, setter: str, words: str) -> None:
        self._worded[setter] = words
        getattr(super(), setter)(words)


class RetranslatedText(Retranslated):
    """A `Retranslated` widget that also has a text."""

    def setText(self, words: str) -> None:  # noqa: N802 (Qt's name)
        """See the widget's own `setText`."""
        self._word("setText", words)


class Label(RetranslatedText, QLabel):
    """A text. Where its lines break, they do so even within a word that is very long, such as the name of a file."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The longest word, but no more than is wide enough for a word of a language."""
        hint = super().minimumSizeHint()
        return (
            hint.boundedTo(QSize(BREAKABLE * self.fontMetrics().height(), hint.height())) if self.wordWrap() else hint
        )

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Of all lines."""
        if not self._breaks_words(width):
            return super().heightForWidth(width)
        lines = QTextDocument(self.text(), documentMargin=0)
        lines.setDefaultFont(self.font())
        lines.setTextWidth(width - max(self.indent(), 0))
        return math.ceil(lines.size().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Qt's labels break lines between words only, and cut off what is longer."""
        if not self._breaks_words(self.width()):
            super().paintEvent(event)
            return
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(QRectF(self.rect()).adjusted(max(self.indent(), 0), 0, 0, 0), self.text(), option)

    def _breaks_words(self, width: int) -> bool:
        return self.wordWrap() and super().minimumSizeHint().width() > width


class _Aside(Label):
    """A text that a control tells, too."""

    accessible = Aside


class Button(RetranslatedText, QPushButton):
    """A button, which Enter presses as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Press on Enter; outside of dialogs Qt leaves that to the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Area(Retranslated, QWidget):
    """A widget that holds others."""


class _Card(Retranslated, QFrame):
    """A raised surface with a name."""

    accessible = Group


class Entries(Retranslated, QListWidget):
    """A list."""

    accessible = ListOfEntries

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSpacing(3)


class Field(Retranslated, QLineEdit):
    """A line to type into, with a hint where it is empty."""

    def setPlaceholderText(self, words: str) -> None:  # noqa: N802 (Qt's name)
        """See `QLineEdit.setPlaceholderText`."""
        self._word("setPlaceholderText", words)


def with_role(widget: QWidget, role: Role) -> None:
    """Let the style sheet treat the widget as what it is."""
    widget.setProperty("role", role)


def text(words: str = "", role: Role | None = None) -> QLabel:
    """A label that breaks its lines; plain text only, so that nothing in it is taken for markup."""
    return _worded(Label(), words, role)


def aside(words: str = "", role: Role | None = None) -> QLabel:
    """A label whose words a control beside it tells as well, as its name or its help."""
    return _worded(_Aside(), words, role)


def _worded(label: Label, words: str, role: Role | None) -> QLabel:
    label.setText(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        with_role(label, role)
    return label


def button(words: str, help_text: str = "", role: Role | None = None) -> QPushButton:
    """A button; `help_text` is its accessible description."""
    made = Button()
    made.setText(words)
    made.setAccessibleDescription(help_text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        with_role(made, role)
    return made


def card() -> QFrame:
    """A raised surface."""
    frame = QFrame()
    with_role(frame, "card")
    return frame


def titled_group(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A raised surface with a title, which is its name as well, and the layout for what belongs together there."""
    frame = _Card()
    with_role(frame, "card")
    frame.setAccessibleName(title)
    column = QVBoxLayout(frame)
    column.addWidget(text(title, "title"))
    return frame, column


_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class Switch(RetranslatedText, QCheckBox):
    """A box to tick, its mark as large as its text, which breaks its lines."""

    def __init__(self, words: str, help_text: str) -> None:
        super().__init__()
        self.setText(words)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription(help_text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Box, gap and text in one line."""
        width = self.indent + self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Box, gap and the longest word."""
        words = max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(self.indent + words + 4, TARGET)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Yes: the text breaks its lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Of all lines."""
        room = QRect(0, 0, width - self.indent, 10_000)
        return max(TARGET, self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + 8)

    def hitButton(self, position: object) -> bool:  # noqa: N802 (Qt's name)
        """Box and text can both be pressed."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Box, mark and text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side
        box = QRectF(2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(self.palette().windowText().color(), 2))
        painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.setPen(stroke(self, side / 2.4))
            marks = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.3))
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x * side, y * side) for x, y in marks]))
        painter.setPen(self.palette().windowText().color())
        rest = self.rect().adjusted(self.indent, 0, 0, 0)
        painter.drawText(rest, _WRAPPED, self.text())

    @property
    def indent(self) -> int:
        """Where the text begins, in pixels from the left."""
        return self._side * 3 // 2

    @property
    def _side(self) -> int:
        return round(self.fontMetrics().ascent() * 1.15)


def stroke(widget: QWidget, size: float) -> QPen:
    """The pen of a sign of that size in pixels, in the colour of the text."""
    pen = QPen(widget.palette().windowText().color(), max(2.0, size / 3))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
