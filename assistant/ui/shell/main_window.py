"""The window: page buttons above, the page below, menus from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assistant.commands import BY_ID, Page
from assistant.messages import say
from assistant.ui.widgets.basic import Area, button, text
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.focus_ring import FocusRing
from assistant.ui.widgets.stack import Stack
from assistant.ui.widgets.theme import Look, stylesheet

_MOST_SAID = 0.3
"""Share of the window's height that what was said may take from the page."""

_LEAST_MENU = 18  # px of text: what the menus are called stays readable


class MainWindow(QMainWindow):
    """Holds the pages.

    Args:
        pages: each has a button and a key, and the first is shown.
        alone: shown in place of pages and buttons by `show_alone`. All belong to the window from the start, so that
            they look like it and go with it.

    Signals:
        page_changed: the `Page` that is shown now.
        closing: the window is about to close.
    """

    page_changed = Signal(object)
    closing = Signal()

    def __init__(self, pages: Mapping[Page, QWidget], alone: Iterable[QWidget]) -> None:
        super().__init__()
        self.setWindowTitle(say("ui.title"))
        self._pages = pages
        self._page = next(iter(pages))
        self._alone = False
        self._buttons: dict[Page, QPushButton] = {}
        self._row = Area()
        self._row.setAccessibleName(say("ui.pages"))
        # The row gives way where the window is made narrower than it, instead of holding the window open.
        self._row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row_layout = QHBoxLayout(self._row)
        self._stack = Stack()
        for page, widget in pages.items():
            command = BY_ID[f"go_{page.value}"]
            made = button(command.title, command.help, "page")
            made.clicked.connect(lambda _checked, page=page: self.go(page))
            widget.setAccessibleName(command.title)
            self._buttons[page] = made
            self._row_layout.addWidget(made)
            self._stack.add(widget)
        for widget in alone:
            self._stack.add(widget)
        self._row_layout.addStretch(1)
        centre = QWidget()
        centre.setObjectName("page")
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._row)
        layout.addWidget(self._stack, 1)
        self._said = text(role="caption")
        self._said.setObjectName("said")
        self._said.hide()
        layout.addWidget(self._said)
        self.setCentralWidget(centre)
        self._ring = FocusRing(self)
        self._menu_size = 0
        self._mark_shown()

    @property
    def page(self) -> Page:
        """The page that is shown, or lies beneath what is shown alone."""
        return self._page

    def set_look(self, look: Look) -> None:
        """Colours and measures of everything."""
        self.setStyleSheet(stylesheet(look))
        self._row_layout.setContentsMargins(look.inset, look.gap, look.inset, 0)
        self._row_layout.setSpacing(look.gap // 2)
        self._said.setContentsMargins(look.inset, look.gap // 2, look.inset, look.gap // 2)
        self._ring.set_colour(look.palette.ring)
        self._menu_size = look.menu
        self._fit_row()
        self._fit_menus()

    def go(self, page: Page) -> None:
        """Show a page; the focus goes to its first control."""
        self._page = page
        self._alone = False
        self.show_said("")
        self.menuBar().show()
        shown = self._pages[page]
        # Qt moves the focus from the page that goes to where it was on the one that comes: were this another control
        # than the first, a screen reader would say the page's name with that one, and be interrupted.
        _focus_first(shown)
        self._stack.show_only(shown)
        self._fit_row()
        self._mark_shown()
        _focus_first(shown)
        self.page_changed.emit(page)

    def show_alone(self, widget: QWidget, bare: bool = False) -> None:
        """Show one of the widgets that come alone in place of the pages, until a page is gone to.

        Args:
            widget: fills the window.
            bare: whether the menus go as well; their keys work all the same.
        """
        self._alone = True
        self.show_said("")
        self.menuBar().setVisible(not bare)
        self._stack.show_only(widget)
        self._fit_row()

    def show_said(self, words: str) -> None:
        """What was said, beneath the page; nothing where it would leave the page no room, or nothing was said."""
        self._said.setText(words)
        height = self._said.heightForWidth(self.width())
        self._said.setVisible(bool(words) and not self._alone and height <= _MOST_SAID * self.height())

    def next_pane(self) -> None:
        """Move the focus between the page buttons and the page."""
        focus = self.focusWidget()
        if self._row.isVisible() and (focus is None or not self._row.isAncestorOf(focus)):
            self._buttons[self.page].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            _focus_first(self._stack.current or self._pages[self._page])

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the page buttons to one row, and the menus."""
        super().resizeEvent(event)
        self._fit_row()
        self._fit_menus()

    def event(self, event: QEvent) -> bool:
        """Notice that the menus have other names."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_menus()
        return done

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Call the window by its name in another language, in which the page buttons have another width."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setWindowTitle(say("ui.title"))
            self._fit_row()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Be gone at once, and then tell that reading has to end: cameras and voices may take their time."""
        self.hide()
        self.closing.emit()
        super().closeEvent(event)

    def _mark_shown(self) -> None:
        """Show and say which button's page is shown. A button that can be checked would be read as a check box."""
        for page, made in self._buttons.items():
            shown = page is self._page
            made.setProperty("shown", shown)
            made.style().unpolish(made)
            made.style().polish(made)
            made.setAccessibleDescription(say("ui.page_shown") if shown else BY_ID[f"go_{page.value}"].help)

    def _fit_row(self) -> None:
        # Where the text is so large that the buttons would not fit, the menu View leads to the pages.
        self._row.setVisible(not self._alone and self._row.sizeHint().width() <= self.width())

    def _fit_menus(self) -> None:
        """Let all menus be in view, in smaller letters where they must: Qt hides the rest behind a sign of 12 px."""
        bar = self.menuBar()
        now = bar.fontInfo().pixelSize()
        wanted = bar.sizeHint().width() * self._menu_size // now
        fitting = min(self._menu_size, max(self._menu_size * self.width() // max(wanted, 1), _LEAST_MENU))
        if fitting not in (0, now):
            bar.setStyleSheet(f"QMenuBar {{ font-size: {fitting}px; }}")


def _focus_first(page: QWidget) -> None:
    """Give the focus to a page's first control, now or when the page is shown."""
    if isinstance(page, Column) and page.first is not None and page.first.isVisibleTo(page):
        page.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    widget = page.nextInFocusChain()
    while widget is not None and page.isAncestorOf(widget):
        if widget.isVisibleTo(page) and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        widget = widget.nextInFocusChain()
