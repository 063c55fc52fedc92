"""The check of the first steps, which way to the ear is heard: a key confirms it, and without one the next speaks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from assistant.settings import UNKNOWN, Speaker
from assistant.speech.outbox import seconds_to_say
from assistant.speech.routes import Route
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.pages.first_run_page import FirstRunPage

_TO_ANSWER = 20.0
"""Seconds for which a key is waited for after these words; a screen reader says what has the focus as well."""

_TRIES = 6
"""How often it is said in all; who is not there then need not be called any longer."""


class HearingCheck(QObject):
    """Repeats the first step by one way after the other, and keeps the way that was heard.

    Args:
        page: shows the step.
        presenter: speaks.
        keeper: of the settings.
    """

    def __init__(self, page: FirstRunPage, presenter: SpeechPresenter, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._page, self._presenter, self._keeper = page, presenter, keeper
        self._tries = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._try_next)
        page.check_began.connect(self._begin)
        page.left.connect(self._timer.stop)
        page.heard.connect(self._keep)

    def wait(self) -> None:
        """A key was pressed: somebody is there, and has all the time again."""
        if self._timer.isActive():
            self._timer.start()

    def _begin(self, words: str) -> None:
        self._tries = 1
        self._timer.start(round(1000 * (seconds_to_say(words) + _TO_ANSWER)))

    def _try_next(self) -> None:
        if self._presenter.muted:
            return
        self._tries += 1
        self._presenter.try_next_way()
        self._page.speak()
        if self._tries < _TRIES:
            self._timer.start()

    def _keep(self) -> None:
        route = self._presenter.router.route
        ours = route is Route.VOICE
        self._keeper.set("speaker", Speaker.VOICE if ours else Speaker.SCREEN_READER)
        self._keeper.set("heard", UNKNOWN if ours else route)
