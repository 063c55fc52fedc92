"""The practice page: one of four views at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.messages import say
from assistant.ui.practice.card import CardView
from assistant.ui.practice.progress import ProgressView
from assistant.ui.practice.start import StartView
from assistant.ui.widgets.basic import button
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.theme import Look


class EndView(QWidget):
    """What a session brought."""

    def __init__(self) -> None:
        super().__init__()
        self.words = passage("caption")
        self.words.setAccessibleName(say("ui.text_result"))
        self.again = button(say("practicepage.again"), role="primary")
        self.progress = button(say("practicepage.progress"))
        self._buttons = Flow()
        for made in (self.again, self.progress):
            self._buttons.add(made)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.words)
        self._column.addWidget(self._buttons)
        self._column.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._column.setSpacing(2 * look.gap)
        self._buttons.set_spacing(look.gap)


class PracticePage(Column):
    """Shows what is practised.

    Signals:
        asked: the id of a command.
        shown: the page is in view, or no longer.
    """

    asked = Signal(str)
    shown = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.start, self.card, self.end, self.progress = StartView(), CardView(), EndView(), ProgressView()
        self._views = (self.start, self.card, self.end, self.progress)
        self._look: Look | None = None
        self.notice = passage()
        self.notice.setAccessibleName(say("ui.text_result"))
        self.notice.hide()
        self.column.addWidget(self.notice)
        for view in self._views:
            self.column.addWidget(view, 1)
        self.card.asked.connect(self.asked)
        self.card.turned.connect(lambda: self.verticalScrollBar().setValue(0))
        self.show_start()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._look = look
        for view in self._views:
            view.set_look(look)

    @property
    def view(self) -> QWidget:
        """The view that is shown."""
        return next(view for view in self._views if not view.isHidden())

    def show_notice(self, words: str) -> None:
        """What the learner should know, or nothing."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def show_start(self) -> None:
        """Ask what to practise."""
        self._show(self.start, self.start.begin)

    def show_card(self) -> None:
        """Make room for the cards."""
        self._show(self.card, self.card.position)

    def show_end(self, words: str) -> None:
        """What the session brought."""
        self.card.clear()
        self.end.words.setText(words)
        self._show(self.end, self.end.again)

    def show_progress(self) -> None:
        """What all sessions brought."""
        self._show(self.progress, self.progress.leave)
        self.show_top()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Wide or narrow decides where labels stand."""
        super().resizeEvent(event)
        if self._look:
            self.start.set_look(self._look)
            self.card.set_room(self.viewport().height() - 2 * self._look.gap)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that the page is in view."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that the page is left."""
        super().hideEvent(event)
        self.shown.emit(False)

    def _show(self, view: QWidget, first: QWidget) -> None:
        view.show()
        self.first = first
        # Before the others go: Qt would give their focus to a page button on the way, which a screen reader says.
        if self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        for other in self._views:
            if other is not view:
                other.hide()
        if view is not self.progress:
            self.progress.clear()
        self.verticalScrollBar().setValue(0)
