"""A page that scrolls, and leaves what has the focus out of view for the words above it alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from assistant.ui.widgets.accessible import Section
from assistant.ui.widgets.basic import Retranslated
from assistant.ui.widgets.theme import Look

_AROUND = 16  # px that stay free around what has the focus, for its ring


class _Content(Retranslated, QWidget):
    """What scrolls."""

    accessible = Section


class Together(QFrame):
    """What is scrolled into view as a whole when something in it gets the focus: a control and its help, a question."""


class Column(QScrollArea):
    """A page that scrolls up and down when its content is taller than the window, and never sideways.

    Args:
        widest: the most that its content is wide, in heights of running text; lines that are longer than
            that are hard to follow.

    Attributes:
        first: the control that has the focus when the page is gone to; the first one where it is None.
    """

    def __init__(self, widest: int | None = None) -> None:
        super().__init__()
        self.first: QWidget | None = None
        self._widest = widest
        self._focus: QWidget | None = None
        self._at_top = False
        self._words: QWidget | None = None
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = _Content()
        self._content.setObjectName("page")
        self.column = QVBoxLayout(self._content)
        self.setWidget(self._content)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self.column.setContentsMargins(look.inset, look.gap, look.inset, look.gap)
        self.column.setSpacing(look.gap)
        if self._widest is not None:
            self._content.setMaximumWidth(self._widest * look.text)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 (Qt's name)
        """The page's name: it is that of what scrolls, which screen readers take for the page."""
        self._content.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep what has the focus in view."""
        super().resizeEvent(event)
        self.show_focus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Begin at the top, as far as what has the focus is in view there."""
        super().showEvent(event)
        if not event.spontaneous():
            self.verticalScrollBar().setValue(0)
        self.show_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Follow the cursor in what has the focus, and stay with it while the content changes its size."""
        done = super().eventFilter(watched, event)
        key = watched is self._focus and event.type() is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent)
        key = key and not isinstance(watched, QAbstractButton)  # there Page Down moves no cursor, but the page
        if key or (watched is self._content and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)):
            self.show_focus()
        return done

    def show_top(self) -> None:
        """Begin at the top, though what has the focus may be out of view, until the focus moves: words come first."""
        self._at_top = True
        self.verticalScrollBar().setValue(0)

    def keep_in_view(self, words: QWidget | None) -> None:
        """Let words be in view in place of what has the focus, until that moves; None for no longer."""
        self._words = words
        self.show_focus()

    def show_focus(self) -> None:
        """Scroll until what has the focus is in view: with what belongs to it, alone, or where its cursor is."""
        focus = self._words or self._focus
        if focus is None or self._at_top or not focus.isVisibleTo(self):
            return
        room, around = self.viewport().height(), _around(focus)
        shown = around if around is not None and around.height() + 2 * _AROUND <= room else focus
        place = shown.rect()
        if place.height() + 2 * _AROUND > room:
            place = _cursor(shown)
        top = shown.mapTo(self._content, place.topLeft()).y() - _AROUND
        bottom = top + min(place.height(), room) + 2 * _AROUND
        bar = self.verticalScrollBar()
        bar.setValue(min(max(bar.value(), bottom - room), top))

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = new if new is not None and self._content.isAncestorOf(new) else None
        if self._focus is not None:
            if old is not None:  # it has moved; else the window has come to the front
                self._at_top, self._words = False, None
            self._focus.installEventFilter(self)
            self.show_focus()


def _around(widget: QWidget) -> Together | None:
    """What a widget is to be seen with."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Together):
        around = around.parentWidget()
    return around


def _cursor(widget: QWidget) -> QRect:
    """Where somebody is in a widget that is taller than the view."""
    if isinstance(widget, QTextEdit):
        return widget.cursorRect()
    if isinstance(widget, QAbstractItemView):
        place = widget.visualRect(widget.currentIndex())
        return place.translated(widget.viewport().pos())
    return widget.rect()
