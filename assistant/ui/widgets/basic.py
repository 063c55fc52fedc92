"""Plain widgets with the measures of the theme: nothing here knows of expressions or commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from assistant.messages import again
from assistant.ui.widgets.accessible import ListOfEntries
from assistant.ui.widgets.theme import TARGET

Role = Literal["title", "quiet", "caption", "primary", "page", "card"]


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
    """A text."""


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


class Entries(Retranslated, QListWidget):
    """A list."""

    accessible = ListOfEntries

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSpacing(3)


class _Offer(QListView):
    """What a box of choices opens: a list whose entries the style sheet can make as large as all targets.

    Signals:
        hidden: it has been closed, whether an entry was chosen or not.
    """

    accessible = ListOfEntries
    hidden = Signal()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that it has been closed."""
        super().hideEvent(event)
        self.hidden.emit()


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
    label = Label()
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


class Choice(Retranslated, QComboBox):
    """A box to choose from, which the wheel changes only when it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        offer = _Offer()
        self.setView(offer)
        self.setMaxVisibleItems(8)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._entries: list[str] = []
        # Orca hears of another value by what is selected in the list, which Qt leaves as it is until the list opens.
        self.currentIndexChanged.connect(self._select)
        # What was only looked at must not stay selected; what Enter chooses is taken from the list after it has closed.
        offer.hidden.connect(self._forget_looked_at, Qt.ConnectionType.QueuedConnection)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """With room for all of what is chosen: Qt's hint forgets how wide the style sheet makes the arrow's place."""
        return super().sizeHint() + QSize(self.fontMetrics().height() // 4, 0)

    def addItem(self, words: str, value: object = None) -> None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """An entry, never with a picture, and the value that it stands for."""
        self._entries.append(words)
        super().addItem(words, value)

    def take_the_room_there_is(self) -> None:
        """Be as wide as its row, for entries with long names: in large text as much is shown as there is room for."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, entries: Mapping[str, str], chosen: str) -> None:
        """Hold these entries, words by value, with that value chosen; the same entries again disturb nobody."""
        if list(entries.items()) != [(self.itemData(row), self.itemText(row)) for row in range(self.count())]:
            self.clear()
            for value, words in entries.items():
                self.addItem(words, value)
        self.setCurrentIndex(self.findData(chosen))

    def clear(self) -> None:
        """Be empty."""
        self._entries.clear()
        super().clear()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Say the entries again in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for index, words in enumerate(self._entries):
                self.setItemText(index, again(words))

    def _select(self) -> None:
        self.view().setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn()))

    def _forget_looked_at(self) -> None:
        with QSignalBlocker(self.view().selectionModel()):  # no other value than before, for Orca to say once more
            self._select()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page while the box has no focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Add the arrow, which a styled box lacks."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.fontMetrics().xHeight() * 0.6
        centre = QPointF(self.width() - self.height() / 2, self.height() / 2)
        painter.setPen(_stroke(self, size))
        painter.drawPolyline(
            QPolygonF([centre + QPointF(x * size, y * size) for x, y in ((-1, -0.5), (0, 0.5), (1, -0.5))])
        )


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
            painter.setPen(_stroke(self, side / 2.4))
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


def _stroke(widget: QWidget, size: float) -> QPen:
    pen = QPen(widget.palette().windowText().color(), max(2.0, size / 3))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
