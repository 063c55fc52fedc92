"""What is said can be read as well: on the page of the conversation, and beneath the other pages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from assistant.commands import Page
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.pages.conversation_page import ConversationPage
from assistant.ui.shell.main_window import MainWindow

_SHOW_ANSWERS = (Page.PHOTO, Page.PRACTICE)
"""Pages that show themselves what they are asked for."""


class Captions(QObject):
    """Shows what the presenter says.

    Args:
        presenter: says it.
        conversation: has room for it among its own.
        window: shows it beneath the pages that have none.
    """

    def __init__(self, presenter: SpeechPresenter, conversation: ConversationPage, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        presenter.answered.connect(conversation.show_answer)
        presenter.forgot.connect(conversation.forget_caption)
        presenter.forgot.connect(partial(self._show, ""))
        presenter.answered.connect(self._on_answer)
        for telling in (presenter.told, presenter.trouble):
            telling.connect(conversation.show_caption)
            telling.connect(self._show)

    def _on_answer(self, words: str) -> None:
        if self._window.page not in _SHOW_ANSWERS:
            self._show(words)

    def _show(self, words: str) -> None:
        if self._window.page is not Page.CONVERSATION:
            self._window.show_said(words)
