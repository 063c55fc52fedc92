"""The label as large as the window, the window as large as the screen, and the screen of the user's choice."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from assistant.commands import Page, way
from assistant.messages import joined, say
from assistant.ui.controllers.navigation import Navigation
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.label_page import LabelPage
from assistant.ui.shell.main_window import MainWindow
from assistant.ui.shell.window_place import to_next_screen


class LabelOnly(QObject):
    """Goes to the label alone and back, and from screen to screen.

    Signals:
        answered: what there is to say.
    """

    answered = Signal(str)

    def __init__(self, window: MainWindow, page: LabelPage, navigation: Navigation, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._window, self._page, self._navigation, self._keeper = window, page, navigation, keeper

    def toggle(self) -> None:
        """Fill the window with the label and say how to fill the screen, or another one; or go back to the pages."""
        if self._page.isVisible():
            self._window.go(Page.CONVERSATION)
            return
        self._navigation.show_alone(self._page, bare=True)
        self._page.sight.label.setFocus(Qt.FocusReason.ShortcutFocusReason)
        keys = self._keeper.keys
        words = say("ui.label_only", back=way("label_only", keys), full=way("full_screen", keys))
        more = len(QGuiApplication.screens()) > 1
        other = say("ui.label_elsewhere", way=way("next_screen", keys)) if more else ""
        self.answered.emit(joined(" ", (words, other)))

    def go_to_next_screen(self) -> None:
        """Bring the window to the next screen."""
        number, count = to_next_screen(self._window)
        self.answered.emit(say("ui.screen_now", number=number, total=count) if count > 1 else say("ui.screen_alone"))
