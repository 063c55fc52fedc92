"""By which way words reach this user now: their screen reader, the speech service beside it, or our own voice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QGuiApplication

from assistant.adapters.desktop.screen_reader import ScreenReader, running_screen_reader
from assistant.adapters.voices import speech_dispatcher
from assistant.errors import SpeechError
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route, routes
from assistant.ui.controllers.reader_channel import Announcements, BesideReader, ReaderChannel
from assistant.ui.workers.listing import Listing

_LOOK_AGAIN = 10_000  # ms after which a screen reader that was started or ended meanwhile is noticed


class SpeechRouter(QObject):
    """Chooses the route (`assistant.speech.routes`) by which words reach the user, and another one when it fails.

    Args:
        listener: the object in whose name the screen reader is spoken to.

    Attributes:
        reader: the screen reader that runs, if any.

    Signals:
        unsaid: words that the way in use took and will not say.
    """

    unsaid = Signal(str)

    def __init__(self, listener: QObject) -> None:
        super().__init__()
        self.reader: ScreenReader | None = running_screen_reader()
        self._announcements = Announcements(listener)
        self._beside: BesideReader | None = None
        self._refused = False
        self._chosen = Settings()
        self._checked: Route | None = None
        self._readers = Listing("screen readers", _running)  # the desktop may take its time to answer
        self._readers.listed.connect(self._on_listed)
        self._timer = QTimer(self, interval=_LOOK_AGAIN)
        self._timer.timeout.connect(self._readers.ask)
        self._timer.start()

    def prefer(self, chosen: Settings) -> None:
        """Take the way that the user has chosen, from the next words on."""
        if chosen.speaker is not self._chosen.speaker:
            self._checked = None
            self._announcements.stop()
        self._chosen = chosen
        if self._beside:
            self._beside.prefer(chosen)

    @property
    def route(self) -> Route:
        """The way in use."""
        if self._checked and (self._checked is not Route.ANNOUNCEMENT or _in_front_enough(self.reader)):
            return self._checked
        possible = self._possible(self._chosen.speaker is Speaker.SCREEN_READER)
        heard = self._chosen.heard
        return Route(heard) if heard and heard in possible else possible[0]

    @property
    def always_elsewhere(self) -> bool:
        """Whether our own voice never speaks, as the user's choice and the screen reader are now."""
        behind = self.reader is not None and self.reader.in_front_alone
        return self.route is not Route.VOICE and not behind

    @property
    def channel(self) -> ReaderChannel | None:
        """What speaks in our place, None where our own voice does."""
        route = self.route
        if route is Route.DISPATCHER:
            return self._connected()
        return self._announcements if route is Route.ANNOUNCEMENT else None

    def try_next(self) -> None:
        """Nobody heard the way in use: take the next one, and the first after the last."""
        self._refused = False
        before = self.channel
        order = list(dict.fromkeys([*self._possible(True), Route.VOICE]))
        if self._connected() and Route.DISPATCHER not in order:
            order.append(Route.DISPATCHER)
        self._checked = order[(order.index(self.route) + 1) % len(order)] if self.route in order else order[0]
        if before and before is not self.channel:
            before.stop()

    def close(self) -> None:
        """End what speaks."""
        self._timer.stop()
        self._readers.close()
        self._announcements.close()
        if self._beside:
            self._beside.close()

    def _possible(self, through_reader: bool) -> tuple[Route, ...]:
        return routes(
            through_reader=through_reader,
            announces=self.reader.announces and _in_front_enough(self.reader) if self.reader else None,
            dispatcher=through_reader and self.reader is not None and self._connected() is not None,
            assisted=QAccessible.isActive(),
        )

    def _connected(self) -> BesideReader | None:
        if self._beside is None and not self._refused and speech_dispatcher.is_there():
            try:
                beside = BesideReader()
            except SpeechError:
                # Where it does not answer, to ask takes a second: not for each word, but when the next look is due.
                self._refused = True
                return None
            beside.lost.connect(partial(self._on_lost, beside))
            self._beside = beside
            beside.prefer(self._chosen)
        return self._beside

    def _on_lost(self, beside: BesideReader, words: str) -> None:
        # It may tell so twice: of the words that it could not say, and of the service's end. By then there is another.
        if self._beside is beside:
            self._beside = None
        if words:
            self.unsaid.emit(words)

    def _on_listed(self, readers: Sequence[ScreenReader]) -> None:
        self._refused = False
        reader = readers[0] if readers else None
        if reader is None and self.reader is not None:
            self._announcements.stop()
        self.reader = reader


def _running() -> list[ScreenReader]:
    reader = running_screen_reader()
    return [] if reader is None else [reader]


def _in_front_enough(reader: ScreenReader | None) -> bool:
    """Whether the window is where the screen reader speaks its announcements."""
    if reader is None or not reader.in_front_alone:
        return True
    return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
