"""What the window begins with: a source, the camera, or the first steps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.commands import Page, way
from assistant.messages import say
from assistant.ports import Source
from assistant.practice.decks import Deck
from assistant.settings import Speaker
from assistant.ui.controllers.navigation import Navigation
from assistant.ui.controllers.opening import Opening
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.first_run_page import FirstRunPage
from assistant.ui.shell.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the command line wants the window to begin with.

    Attributes:
        source: read at once; without one, the settings decide whether the camera is.
        source_name: what the window calls it.
        page: shown first.
        deck: to practise with, besides the drawn faces.
        complaint: said first, as of what was wrong with the settings' file; "" for nothing.
    """

    source: Source | None = None
    source_name: str = ""
    page: Page = Page.CONVERSATION
    deck: Deck | None = None
    complaint: str = ""


class Startup(QObject):
    """Decides what is read first, and leads through the first steps.

    Signals:
        answered: what there is to say at their end.
    """

    answered = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        page: FirstRunPage,
        navigation: Navigation,
        opening: Opening,
        keeper: SettingsKeeper,
    ) -> None:
        super().__init__()
        self._window, self._page, self._navigation = window, page, navigation
        self._opening, self._keeper = opening, keeper
        page.finished.connect(self._end_first_run)

    def begin(self, beginning: Beginning) -> None:
        """Read the source; without one, take the first steps, or read the camera where the user wants that.

        Neither begins on another page than the conversation's.
        """
        conversing = beginning.page is Page.CONVERSATION
        if beginning.source is not None:
            self._opening.use(beginning.source, beginning.source_name)
        elif not self._keeper.current.welcomed:
            if conversing:
                self.begin_first_run()
        elif self._keeper.current.read_at_start and conversing:
            self._opening.use_camera()

    def choose_speaker(self, reader: ScreenReader | None) -> None:
        """In the first run, let the screen reader speak if one runs."""
        if reader is not None and not self._keeper.current.welcomed:
            self._keeper.set("speaker", Speaker.SCREEN_READER)

    def begin_first_run(self) -> None:
        """Show the first steps, from the first one on."""
        self._navigation.show_alone(self._page)
        self._page.begin()

    def _end_first_run(self) -> None:
        self._keeper.set("welcomed", True)
        self._window.go(Page.CONVERSATION)
        keys = self._keeper.keys
        self.answered.emit(say("firstrun.done", start=way("start_pause", keys), keys=way("keys", keys)))
