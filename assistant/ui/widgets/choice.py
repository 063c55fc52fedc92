"""A box of choices, as Orca and low vision need it."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

from assistant.messages import again
from assistant.ui.widgets.accessible import BoxOfChoices
from assistant.ui.widgets.accessible_list import ListOfEntries
from assistant.ui.widgets.basic import BREAKABLE, Retranslated, stroke


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


class Choice(Retranslated, QComboBox):
    """A box to choose from, which the wheel changes only when it has the focus."""

    accessible = BoxOfChoices if sys.platform == "linux" else None

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

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Where the window is narrower than what is chosen, its end is left out rather than the page's edge."""
        hint = super().minimumSizeHint()
        return hint.boundedTo(QSize(BREAKABLE * self.fontMetrics().height(), hint.height()))

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
        painter.setPen(stroke(self, size))
        painter.drawPolyline(
            QPolygonF([centre + QPointF(x * size, y * size) for x, y in ((-1, -0.5), (0, 0.5), (1, -0.5))])
        )
