"""Whether everything is silent: by the command, by the key of all programs, or for this run alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant.messages import say
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.pages.conversation_page import ConversationPage


class Muting(QObject):
    """Keeps voice, page and settings agreed on whether the window is muted; begins as the settings have it.

    Signals:
        answered: says whether it is muted now.
    """

    answered = Signal(str)

    def __init__(self, presenter: SpeechPresenter, page: ConversationPage, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._presenter, self._page, self._keeper = presenter, page, keeper
        self._set(keeper.current.muted)

    def toggle(self) -> None:
        """Mute, or be heard again, and keep that."""
        muted = not self._presenter.muted
        self._set(muted)
        self._keeper.set("muted", muted)
        self.answered.emit(say("answer.muted" if muted else "answer.audible"))

    def silence(self) -> None:
        """Mute for this run, which changes no settings."""
        self._set(True)

    def _set(self, muted: bool) -> None:
        self._presenter.mute(muted)
        self._page.show_muted(muted)
