"""Where the user is in the window: the page's name and its keys, said aloud, and what is shown in place of pages."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant.commands import BY_ID, Page, spoken_anywhere, spoken_keys
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.shell.focus_reader import FocusReader
from assistant.ui.shell.main_window import MainWindow


class Navigation(QObject):
    """Announces pages and keys.

    Signals:
        answered: two texts: what there is to say, and what is said after it and not shown.
        arrived: the same, for the page that the user has come to, where a screen reader may say so by itself.
    """

    answered = Signal(str, str)
    arrived = Signal(str, str)

    def __init__(self, window: MainWindow, focus_reader: FocusReader, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._window, self._focus_reader, self._keeper = window, focus_reader, keeper
        window.page_changed.connect(self._on_page)

    def prefer(self, chosen: Settings) -> None:
        """Read the control in focus where the user wants that, or cannot have chosen yet: in the first steps."""
        self._focus_reader.wanted = chosen.read_controls or not chosen.welcomed

    def show_alone(self, page: QWidget, bare: bool = False) -> None:
        """Show `page` in place of all pages, with no keys but those of the conversation working beneath it.

        Those of practice would take Enter.

        Args:
            page: fills the window.
            bare: whether it stands there without menus.
        """
        self._window.go(Page.CONVERSATION)
        self._window.show_alone(page, bare)

    def speak_keys(self) -> None:
        """Say the keys of the page in view, and the one that mutes from every program."""
        words = spoken_keys(self._keeper.keys, self._window.page)
        self.answered.emit(f"{words} {spoken_anywhere(self._keeper.current.global_mute)}".strip(), "")

    def _on_page(self, page: Page) -> None:
        words = say("ui.page_now", page=BY_ID[f"go_{page.value}"].title)
        self.arrived.emit(words, self._focus_reader.now())
