"""What comes about while a source is read, brought to the pages, the log and the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from assistant.commands import way
from assistant.events import CueEvent, Event, NoticeEvent, Priority
from assistant.messages import joined, say
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.pages.conversation_page import ConversationPage
from assistant.ui.pages.first_run_page import FirstRunPage
from assistant.ui.pages.log_page import LogPage
from assistant.ui.sight import State
from assistant.ui.widgets.sight_view import SightView


class Reporting(QObject):
    """Shows, logs and tells the reading's events, states and failures.

    Args:
        reading: what is read.
        presenter: tells.
        conversation: shows states and failures.
        first_run: shows them in the first steps.
        views: show what is read, wherever the user is.
        log: keeps what was told.
        keeper: knows the key of what there is to try without a camera.
        mirroring: whether the camera looks at the user, in practice or to be checked, which have words of their own.
    """

    def __init__(
        self,
        reading: Reading,
        presenter: SpeechPresenter,
        conversation: ConversationPage,
        first_run: FirstRunPage,
        views: Iterable[SightView],
        log: LogPage,
        keeper: SettingsKeeper,
        mirroring: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._reading, self._presenter, self._log = reading, presenter, log
        self._conversation, self._first_run = conversation, first_run
        self._keeper, self._mirroring = keeper, mirroring
        self._views = tuple(views)
        reading.changed.connect(self._on_state)
        reading.told.connect(self._on_event)
        reading.failed.connect(self._on_failed)

    def report(self, sentence: str) -> None:
        """Tell what went wrong."""
        self._presenter.tell(NoticeEvent(0.0, sentence, Priority.ERROR))

    def notice(self, sentence: str) -> None:
        """Tell what is worth knowing, when nothing else is being said."""
        self._presenter.tell(NoticeEvent(0.0, sentence))

    def _on_state(self, state: State) -> None:
        for view in self._views:
            view.show_state(state, self._reading.name)
        self._conversation.show_state(state)
        self._first_run.show_state(state)
        if state is State.PAUSED:
            self._presenter.stop()

    def _on_event(self, event: Event) -> None:
        if self._mirroring() and not isinstance(event, NoticeEvent):
            return  # nothing of the user's own face is told or kept
        self._log.add(event)
        if isinstance(event, CueEvent):
            for view in self._views:
                view.show_told(event)
        self._presenter.tell(event)

    def _on_failed(self, sentence: str) -> None:
        for view in self._views:
            view.show_trouble(sentence)
        if self._reading.from_camera:
            offer = say("ui.drawn_offer", way=way("use_drawn_face", self._keeper.keys))
            sentence = joined(" ", (sentence, offer))
        self._conversation.show_trouble(sentence)
        self.report(sentence)
