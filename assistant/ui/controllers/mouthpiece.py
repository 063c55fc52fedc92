"""What is told reaches the user by this program's own voice or by the screen reader, never by both."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.voices.chain import Speech
from assistant.cues import status_phrases
from assistant.events import Channel, CueEvent, Event, NoticeEvent, Priority
from assistant.messages import say
from assistant.ports import Output
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings, Speaker
from assistant.speech.announcer import Announcer


class Mouthpiece(QObject):
    """Speaks, sounds and shows; remembers the last change.

    Args:
        voice: makes phrases into sound; closed by `close`, as is `output`.
        output: where sound goes.
        listener: the object in whose name the screen reader is spoken to.

    Signals:
        caption: what was said last, to be shown.
        trouble: why nothing is heard.
        pauses_trouble: why speech does not wait for pauses although it should, "" where nothing is known against it.
    """

    caption = Signal(str)
    trouble = Signal(str)
    pauses_trouble = Signal(object)
    _microphone_told = Signal(object)

    def __init__(self, voice: Speech, output: Output, listener: QObject) -> None:
        super().__init__()
        self._voice, self._listener = voice, listener
        # The announcer and the microphone call from threads of their own; signals bring the texts to the window's.
        self._microphone = Microphone(self._microphone_told.emit)
        self._microphone_told.connect(self._on_microphone)
        self.trouble.connect(self._on_trouble)
        self._pauses = False, False
        self._announcer = Announcer(
            voice, output, self.caption.emit, self.trouble.emit, talking=self._microphone.talking
        )
        self._through_reader = False
        self._last: str | None = None

    def prefer(self, chosen: Settings) -> None:
        """Speak as the user has chosen, from the next phrase on."""
        self._through_reader = chosen.speaker is Speaker.SCREEN_READER
        self._announcer.preferences = chosen.sound_preferences
        self._voice.use(voice_settings(chosen))
        pauses = chosen.pauses, self._through_reader
        if pauses != self._pauses:
            self._pauses = pauses
            self._listen_for_pauses(*pauses)

    def tell(self, event: Event) -> None:
        """Tell a cue or a notice; other events are not told."""
        if not isinstance(event, CueEvent | NoticeEvent):
            return
        if isinstance(event, CueEvent):
            self._last = event.text
        self._announcer.announce(event)
        spoken = isinstance(event, NoticeEvent) or Channel.SPEECH in event.channels
        if self._through_reader and spoken and not self._announcer.muted:
            self._announce(event.text, event.priority)

    def answer(self, words: str, aside: str = "") -> None:
        """Say what the user asked for by a key; `aside` is said after it and not shown."""
        self._announcer.answer(words, aside)
        if self._through_reader:
            self._announce(f"{words} {aside}".strip(), Priority.ANSWER)

    def read(self, words: str) -> None:
        """Say what the focus is on, which a screen reader does by itself; what was said last stays shown."""
        self._announcer.read(words)

    def repeat(self) -> None:
        """Say the last change once more."""
        self.answer(status_phrases.repeat(self._last))

    @property
    def muted(self) -> bool:
        """Whether everything is silent."""
        return self._announcer.muted

    def mute(self, muted: bool) -> None:
        """Be silent at once and stay so, or be heard again."""
        self._announcer.mute(muted)

    def stop(self) -> None:
        """Stop what is being said."""
        self._announcer.stop()

    def close(self) -> None:
        """End the voice."""
        self._microphone.close()
        self._announcer.close()

    def _listen_for_pauses(self, wanted: bool, through_reader: bool) -> None:
        self._microphone.close()
        self.pauses_trouble.emit(say("audio.reader_waits_not") if wanted and through_reader else "")
        if wanted and not through_reader:
            self._microphone.start()

    def _on_trouble(self, sentence: str) -> None:
        if self._through_reader:  # which may have a braille display, or a sound of its own
            self._announce(sentence, Priority.ERROR)

    def _on_microphone(self, trouble: str) -> None:
        if self._pauses != (True, False):
            return  # it has been turned off meanwhile
        self.pauses_trouble.emit(trouble)
        if trouble:
            self.tell(NoticeEvent(0.0, trouble, Priority.ERROR))

    def _announce(self, words: str, priority: Priority) -> None:
        event = QAccessibleAnnouncementEvent(self._listener, words)
        urgent = priority in (Priority.ANSWER, Priority.ERROR)
        event.setPoliteness(
            QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
        )
        QAccessible.updateAccessibility(event)
