"""Bring cues, notices and answers to ear and eye: a thin threaded shell around `assistant.speech.arbiter`.

Everything is shown; what may also be heard goes to the loudspeaker as an earcon, a phrase, or both.
The voice works in a thread of its own, so that a slow one never blocks the caller. A loudspeaker that fails is
reported, and so is its return. Which utterance speaks, waits or is put off is decided by the arbiter alone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.audio_clip import Clip, load_earcons
from assistant.errors import AssistantError, AudioError, SpeechError
from assistant.events import Channel, CueEvent, CueKind, Earcon, NoticeEvent, Priority
from assistant.messages import say
from assistant.ports import Output, Voice
from assistant.speech.arbiter import Arbiter, Outcome, Utterance, Verdict

_LOG = logging.getLogger(__name__)

_PAUSE_CHECK_SECONDS = 0.03
_OUTPUT_CHECK_SECONDS = 0.2
_LAST_SECONDS = 0.3  # that the thread may take to end when all that it could wait for has been closed


EARCON_VOLUME = 0.7
"""Of the short sounds, as a share of that of speech."""


@dataclass(frozen=True, slots=True)
class SoundPreferences:
    """What the user wants to hear.

    Attributes:
        speech: whether anything is spoken.
        earcons: whether short sounds are played.
        speech_volume: 0 to 1.
        earcon_volume: 0 to 1.
    """

    speech: bool = True
    earcons: bool = True
    speech_volume: float = 1.0
    earcon_volume: float = EARCON_VOLUME


class Announcer:
    """Speaks, sounds and shows. All methods return at once and may be called from any thread.

    Args:
        voice: makes phrases into sound; closed by `close`, as is `output`.
        output: where sound goes.
        on_caption: shows a text in large letters.
        on_trouble: shows the sentence that says why nothing is heard, once until something is heard again.
        preferences: may be replaced at any time.
        talking: whether someone else speaks right now (see `assistant.adapters.audio.microphone`).
        on_outcome: hears what became of each utterance.
        clock: seconds, never going back.

    The callbacks are called from the caller's thread or from the announcer's own.
    """

    def __init__(
        self,
        voice: Voice,
        output: Output,
        on_caption: Callable[[str], None],
        on_trouble: Callable[[str], None],
        *,
        preferences: SoundPreferences = SoundPreferences(),  # frozen, so safe to share
        talking: Callable[[], bool] = lambda: False,
        on_outcome: Callable[[Utterance, Outcome], None] = lambda utterance, outcome: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.preferences = preferences
        self._voice, self._output = voice, output
        self._on_caption, self._on_trouble = on_caption, on_trouble
        self._talking, self._clock = talking, clock
        self._earcons = load_earcons()
        self._arbiter = Arbiter(on_outcome)
        self._in_trouble: set[type[AssistantError]] = set()
        self._unhearable = False
        self._closed = False
        self._changed = threading.Condition(threading.RLock())
        self._thread = threading.Thread(target=self._work, name="announcer", daemon=True)
        self._thread.start()

    def announce(self, event: CueEvent | NoticeEvent) -> None:
        """Show a cue or a notice, and let it be heard by the channels and the priority it has."""
        if isinstance(event, CueEvent):
            earcon = event.earcon if Channel.EARCON in event.channels else None
            with self._changed:
                # A nod is not worth a sound over what is being said of the face.
                if event.about is CueKind.GESTURE and self._arbiter.outranked(event.priority, self._clock()):
                    earcon = None
            self._bring(event.text, event.priority, Channel.SPEECH in event.channels, earcon, event.pan)
        else:
            earcon = Earcon.ATTENTION if event.priority is Priority.ERROR else None
            self._bring(event.text, event.priority, True, earcon)

    def read(self, text: str) -> None:
        """Speak an answer, or what has the focus: whoever asks for it shows it."""
        with self._changed:
            self._say(text, Priority.ANSWER)

    def sound(self, earcon: Earcon) -> None:
        """Let a short sound be heard, for who wants to know it."""
        with self._changed:
            self._sound(earcon)

    @property
    def muted(self) -> bool:
        """Whether everything is silent."""
        return self._arbiter.muted

    def mute(self, muted: bool) -> None:
        """Be silent at once and stay so, or be heard again."""
        with self._changed:
            self._arbiter.mute(muted, self._clock())
            if muted:
                self._output.stop()

    def stop(self) -> None:
        """Stop what is being said; what comes next is heard."""
        with self._changed:
            self._arbiter.stop(self._clock())
            self._output.stop()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being said that can be heard, at most so long; whether that was reached."""
        end = self._clock() + seconds
        with self._changed:
            while self._arbiter.working or (self._speaking_or_about_to() and not self._unhearable):
                if self._clock() >= end:
                    return False
                self._changed.wait(_PAUSE_CHECK_SECONDS)
        return True

    def close(self) -> None:
        """Be silent and end the thread, the voice and the output; what does not end is left to itself."""
        with self._changed:
            self._closed = True
            self._arbiter.mute(True, self._clock())
            self._changed.notify_all()
        self._voice.close()  # before the thread, which may be waiting for a voice that hangs
        self._output.close()
        self._thread.join(_LAST_SECONDS)

    def _speaking_or_about_to(self) -> bool:
        return self._arbiter.putting_off or self._arbiter.speaking(self._clock())

    def _bring(self, text: str, priority: Priority, spoken: bool, earcon: Earcon | None, pan: float = 0.0) -> None:
        self._on_caption(text)
        with self._changed:
            if spoken:
                self._say(text, priority, heard=earcon is not None)
            if earcon and self.preferences.earcons:
                self._sound(earcon, pan)

    def _say(self, text: str, priority: Priority, heard: bool = False) -> None:
        if self.preferences.speech:
            now = self._clock()
            if self._arbiter.offer(Utterance(text, priority, now, heard), now):
                self._output.stop()
            self._changed.notify_all()

    def _sound(self, earcon: Earcon, pan: float = 0.0) -> None:
        if self.muted:
            return
        try:
            self._output.earcon(self._earcons[earcon], pan, self.preferences.earcon_volume)
            self._in_trouble.discard(AudioError)
        except AudioError as error:
            self._report(error)

    def _work(self) -> None:
        self._warm_up()
        while utterance := self._take():
            outcome = self._speak(utterance)
            with self._changed:
                self._arbiter.finish(utterance, outcome)
                self._changed.notify_all()

    def _warm_up(self) -> None:
        self._output.start()
        try:
            self._voice.start()
        except Exception as error:
            with self._changed:
                self._report(_told(error))

    def _take(self) -> Utterance | None:
        with self._changed:
            while not (utterance := self._arbiter.take()):
                self._check_output()
                if self._closed or not self._unhearable:
                    if self._arbiter.offer_again(self._clock()):
                        self._output.stop()
                        continue
                    if self._closed and not self._arbiter.working:
                        break
                self._changed.wait(_PAUSE_CHECK_SECONDS if self._arbiter.putting_off else _OUTPUT_CHECK_SECONDS)
            return utterance

    def _check_output(self) -> None:
        """Tell that nothing can be heard as soon as that is so, and that it can again."""
        try:
            self._output.check()
        except AudioError as error:
            self._report(error)
        else:
            if self._unhearable and not self._closed:
                self._unhearable = False
                self._in_trouble.discard(AudioError)
                self._bring(say("audio.back"), Priority.HINT, not self._arbiter.putting_off, None)

    def _speak(self, utterance: Utterance) -> Outcome:
        verdict = self._arbiter.verdict(utterance, self._clock(), talking=False)
        if verdict is not Verdict.SPEAK:
            return self._drop(utterance, verdict)
        try:
            return self._play(utterance, self._voice.synthesize(utterance.text))
        except Exception as error:
            # Whatever it is, this thread is the only one that speaks: it must not end.
            with self._changed:
                self._report(_told(error))
                self._leave_unsaid(utterance)
                self._check_output()
                if self._unhearable and utterance.priority is Priority.ERROR:
                    return Outcome.INTERRUPTED  # and said when there is sound again
            # A voice that is closed in mid-phrase has not failed.
            return Outcome.MUTED if self._closed else Outcome.FAILED

    def _play(self, utterance: Utterance, clip: Clip) -> Outcome:
        with self._changed:
            while (verdict := self._arbiter.verdict(utterance, self._clock(), self._talking())) is Verdict.WAIT:
                self._changed.wait(_PAUSE_CHECK_SECONDS)
            if verdict is not Verdict.SPEAK:
                return self._drop(utterance, verdict)
            seconds = self._output.speech(clip, self.preferences.speech_volume)
            self._arbiter.begin(self._clock(), seconds)
            self._in_trouble.clear()
            return Outcome.SPOKEN

    def _drop(self, utterance: Utterance, verdict: Verdict) -> Outcome:
        if verdict is Verdict.OVERTAKEN:
            return Outcome.INTERRUPTED
        with self._changed:
            self._leave_unsaid(utterance)
        return Outcome.STALE

    def _leave_unsaid(self, utterance: Utterance) -> None:
        self._arbiter.release(utterance, self._clock())
        # Its caption would otherwise be all there is of it; a hint is not worth a sound over the voices.
        if not utterance.heard and utterance.priority is not Priority.HINT and self.preferences.earcons:
            self._sound(Earcon.ATTENTION)

    def _report(self, error: AudioError | SpeechError) -> None:
        # Whoever is told that nothing is heard is told when it is, even if it is by the next look.
        self._unhearable |= isinstance(error, AudioError)
        if type(error) not in self._in_trouble and not self._closed:
            self._in_trouble.add(type(error))
            self._on_trouble(error.sentence)


def _told(error: Exception) -> AudioError | SpeechError:
    """The error itself, if it has a sentence for the user; any other in one."""
    if isinstance(error, AudioError | SpeechError):
        return error
    _LOG.exception("speech failed unexpectedly", exc_info=error)
    return SpeechError(say("error.unexpected", detail=repr(error)))
