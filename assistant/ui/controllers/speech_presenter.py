"""What is told reaches the user by this program's own voice or by the screen reader, never by both."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal

from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.voices.chain import VoiceChain
from assistant.cues import status_phrases
from assistant.events import Channel, CueEvent, CueKind, Earcon, Event, NoticeEvent, Priority
from assistant.messages import say
from assistant.ports import Output
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings
from assistant.speech.announcer import Announcer
from assistant.ui.controllers.reader_channel import ReaderChannel
from assistant.ui.controllers.speech_router import SpeechRouter


class SpeechPresenter(QObject):
    """Speaks, sounds and shows; remembers the last change.

    Args:
        voice: makes phrases into sound; closed by `close`, as is `output`.
        output: where sound goes.
        listener: the object in whose name the screen reader is spoken to.

    Signals:
        caption: what was said last, whatever it was.
        told: what was told last without being asked for; it holds until the next.
        forgot: what was told last may be told no more.
        answered: what was said last for a key.
        trouble: why nothing is heard.
        pauses_trouble: why speech does not wait for pauses although it should, "" where nothing is known against it.
    """

    # Not of str, of which Qt makes words that no longer know how they are said in another language.
    caption = Signal(object)
    told = Signal(object)
    forgot = Signal()
    answered = Signal(object)
    trouble = Signal(object)
    pauses_trouble = Signal(object)
    _microphone_told = Signal(object)

    def __init__(self, voice: VoiceChain, output: Output, listener: QObject) -> None:
        super().__init__()
        self._voice = voice
        for shown in (self.told, self.answered):
            shown.connect(self.caption)
        self.router = SpeechRouter(listener)
        self.router.unsaid.connect(self._on_unsaid)
        # The announcer and the microphone call from threads of their own; signals bring the texts to the window's.
        self._microphone = Microphone(self._microphone_told.emit)
        self._microphone_told.connect(self._on_microphone)
        self.trouble.connect(self._on_trouble)
        self._pauses = False, False
        self._announcer = Announcer(voice, output, self.told.emit, self.trouble.emit, talking=self._microphone.talking)
        self._chosen = Settings()
        self._answered = False
        self._last: CueEvent | None = None

    def prefer(self, chosen: Settings) -> None:
        """Speak as the user has chosen, from the next phrase on."""
        self._chosen = chosen
        if self._last and self._is_unwanted(self._last):
            self._last = None
            self.forgot.emit()
        self.router.prefer(chosen)
        self._hand_over()
        self._voice.use(voice_settings(chosen))
        pauses = chosen.pauses, self.router.always_elsewhere
        if pauses != self._pauses:
            self._pauses = pauses
            self._listen_for_pauses(*pauses)

    def tell(self, event: Event) -> None:
        """Tell a cue or a notice; other events are not told."""
        if not isinstance(event, CueEvent | NoticeEvent) or self._is_unwanted(event):
            return
        if isinstance(event, CueEvent) and _is_repeatable(event):
            self._last = event
        channel = self._hand_over()
        self._announcer.announce(event)
        spoken = isinstance(event, NoticeEvent) or Channel.SPEECH in event.channels
        if channel and spoken and not self._announcer.muted:
            channel.say(event.text, event.priority)

    def answer(self, words: str, aside: str = "") -> None:
        """Say what the user asked for by a key; `aside` is said after it and not shown."""
        self.answered.emit(words)
        self._say_at_once(f"{words} {aside}".strip())

    def arrive(self, words: str, aside: str = "") -> None:
        """Say which page the user has come to, where the screen reader does not; the page itself shows it."""
        self.caption.emit(words)
        reader = self.router.reader
        if not (self.router.channel and reader and reader.names_sections):
            self._say_at_once(f"{words} {aside}".strip())

    def read(self, words: str) -> None:
        """Say what the focus is on, which a screen reader does by itself; what was said last stays shown.

        An answer is said to its end, unless the user has pressed a key since: the focus also moves by itself.
        """
        if not (self._answered and not self._announcer.wait(0)):
            self._announcer.read(words)

    def read_by_others(self) -> bool:
        """Whether a screen reader says what the focus is on."""
        return self.router.reader is not None or self.router.channel is not None

    def notice_key(self) -> None:
        """The user has pressed a key or a button: what follows is what they wait for."""
        self._answered = False
        if channel := self.router.channel:
            channel.hush()

    def try_next_way(self) -> None:
        """Nobody heard what was said: say what comes next by another way."""
        self._announcer.stop()
        self.router.try_next()
        self._hand_over()

    def sound(self, earcon: Earcon) -> None:
        """Let a short sound be heard, for who wants to know it."""
        self._announcer.sound(earcon)

    def repeat(self) -> None:
        """Say the last change once more."""
        self.answer(status_phrases.repeat(self._last.text if self._last else None))

    def silence(self) -> float | None:
        """Seconds since somebody has been heard; None where no microphone listens, or a voice might be missed."""
        return self._microphone.silence()

    @property
    def muted(self) -> bool:
        """Whether everything is silent."""
        return self._announcer.muted

    def mute(self, muted: bool) -> None:
        """Be silent at once and stay so, or be heard again."""
        self._announcer.mute(muted)
        if muted and (channel := self.router.channel):
            channel.stop()

    def stop(self) -> None:
        """Stop what is being said."""
        self._announcer.stop()
        if channel := self.router.channel:
            channel.stop()

    def close(self) -> None:
        """End the voice."""
        self._microphone.close()
        self.router.close()
        self._announcer.close()

    def _say_at_once(self, words: str) -> None:
        channel = self._hand_over()
        self._answered = True
        self._announcer.read(words)
        if channel:
            channel.say(words, Priority.ANSWER)

    def _is_unwanted(self, event: CueEvent | NoticeEvent) -> bool:
        """Whether it tells of an expression, and none may be read any more; what was on its way comes late."""
        reads = self._chosen.cue_preferences.reads_expressions
        return not reads and isinstance(event, CueEvent) and event.about is CueKind.EXPRESSION

    def _listen_for_pauses(self, wanted: bool, elsewhere: bool) -> None:
        self._microphone.close()
        self.pauses_trouble.emit(say("audio.reader_waits_not") if wanted and elsewhere else "")
        if wanted and not elsewhere:
            self._microphone.start()

    def _hand_over(self) -> ReaderChannel | None:
        """Let what speaks in our voice's place have the word, if anything does; else ours is heard."""
        channel = self.router.channel
        self._announcer.preferences = dataclasses.replace(self._chosen.sound_preferences, speech=channel is None)
        return channel

    def _on_trouble(self, sentence: str) -> None:
        if channel := self._hand_over():  # which may have a braille display, or a sound of its own
            channel.say(sentence, Priority.ERROR)

    def _on_unsaid(self, words: str) -> None:
        self.answer(words)

    def _on_microphone(self, trouble: str) -> None:
        if self._pauses != (True, False):
            return  # it has been turned off meanwhile
        self.pauses_trouble.emit(trouble)
        if trouble:
            self.tell(NoticeEvent(0.0, trouble, Priority.ERROR))


def _is_repeatable(cue: CueEvent) -> bool:
    """A nod that was a sound is over; what was said of the face before it is still true."""
    return cue.about is not CueKind.GESTURE or Channel.SPEECH in cue.channels
