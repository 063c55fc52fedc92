"""A chain of voices, none of them trusted: what they return is checked before it counts as said.

A voice that hangs, crashes or returns no believable sound is killed and started anew; one that fails
twice in a row gives way to the next of the chain. Where the chain ends, `SpeechError` says so.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant import messages
from assistant.adapters.voices.child import EngineFactory
from assistant.adapters.voices.engine import Sound, VoiceInfo, VoiceSettings
from assistant.adapters.voices.engines import SYSTEM_CHAIN, make_engine
from assistant.adapters.voices.process import SpeechProcess
from assistant.audio_clip import Clip
from assistant.errors import SpeechError

_FAILURES_BEFORE_NEXT = 2
_REMEMBERED_PHRASES = 64
_REMEMBERED_SECONDS = 10.0  # a longer one is hardly said again, and takes much memory
_LIST_SECONDS = 5.0
_CLOSE_SECONDS = 0.5

_RATES = range(1000, 768_001)  # samples a second; no voice has fewer or more
_LETTERS_PER_WORD = 5.0
_SHORTEST, _LONGEST = 0.3, 5.0  # shares of the duration that the rate promises
_LONGEST_EXTRA_SECONDS = 3.0  # numbers and abbreviations take longer than their letters tell

_T = TypeVar("_T")


class VoiceChain:
    """The `Voice` of the application. Methods may be called from any thread; phrases wait for each other.

    Args:
        settings: how phrases sound.
        deadline: seconds that an engine may take for a phrase, and a tenth of its sound's length more; each engine of
            the chain has two tries.
        chain: names of engines, best first.
        factory: makes an engine in its process; a module-level function or class.
    """

    def __init__(
        self,
        settings: VoiceSettings,
        *,
        deadline: float = 1.0,
        chain: Sequence[str] = SYSTEM_CHAIN,
        factory: EngineFactory = make_engine,
    ) -> None:
        self._settings = self._begun_with = settings
        self._deadline = deadline
        self._chain = chain
        self._factory = factory
        self._link = 0
        self._failures = 0
        self._process: SpeechProcess | None = None
        self._closed = False
        self._remembered: OrderedDict[tuple[str, VoiceSettings], Clip] = OrderedDict()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Have a voice ready before the first phrase.

        Raises:
            SpeechError: no engine of the chain starts.
        """
        with self._lock:
            self._ask(lambda process: None)

    def use(self, settings: VoiceSettings) -> None:
        """Speak with these settings from the next phrase on, trying the chain from its start."""
        self._settings = settings

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices that `VoiceSettings.voice` can name.

        Raises:
            SpeechError: no engine of the chain answers.
        """
        with self._lock:
            self._begin_chain()
            return self._ask(lambda process: process.voices(_LIST_SECONDS))

    def synthesize(self, text: str) -> Clip:
        """The phrase as it sounds, checked to be believable and without silence at its ends.

        Raises:
            SpeechError: no engine of the chain made a believable sound of it in time.
        """
        text = " ".join(text.split())
        with self._lock:
            self._begin_chain()
            key = text, self._begun_with
            clip = self._remembered.pop(key, None) or self._ask(lambda process: self._speak(process, text))
            if clip.seconds <= _REMEMBERED_SECONDS:
                self._remembered[key] = clip
            if len(self._remembered) > _REMEMBERED_PHRASES:
                self._remembered.popitem(last=False)
            return clip

    def close(self) -> None:
        """End the speech process for good, at once even where it hangs: a phrase that waits for it fails."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        if self._lock.acquire(timeout=_CLOSE_SECONDS):
            self._end()
            self._lock.release()

    def _speak(self, process: SpeechProcess, text: str) -> Clip:
        settings = self._begun_with
        deadline = self._deadline + _promised_seconds(text, settings.rate) / 10
        return believable(process.speak(text, settings, deadline), text, settings.rate)

    def _begin_chain(self) -> None:
        if self._begun_with != self._settings:
            self._begun_with = self._settings
            if self._link:
                self._link = 0
                self._end()

    def _ask(self, question: Callable[[SpeechProcess], _T]) -> _T:
        """Put a question to the voice, then to a fresh one, then down the chain, until it is answered."""
        while True:
            try:
                answer = question(self._process or self._begin())
            except SpeechError:
                self._end()
                if self._closed or not self._may_try_again():
                    raise
            else:
                self._failures = 0
                return answer

    def _begin(self) -> SpeechProcess:
        if not self._closed:
            self._process = SpeechProcess(self._chain[self._link], self._factory)
        if self._closed or self._process is None:  # `close` may have come too early to see the process
            raise SpeechError(messages.say("speech.crashed"))
        self._process.begin()
        return self._process

    def _may_try_again(self) -> bool:
        self._failures += 1
        if self._failures < _FAILURES_BEFORE_NEXT:
            return True
        self._failures = 0
        if self._link + 1 < len(self._chain):
            self._link += 1
            return True
        return False

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None


def believable(sound: Sound, text: str, rate: int) -> Clip:
    """The sound as a clip, if it can be `text` spoken at `rate` words a minute.

    Raises:
        SpeechError: it is no sound, silent, or far too short or too long for the text; of a text without letters and
            digits, such as "…", nothing need be heard.
    """
    if sound.rate not in _RATES or len(sound.pcm) % 2:
        raise SpeechError(messages.say("speech.nothing_said"))
    clip = Clip.from_pcm(sound.pcm, sound.rate)
    expected = _promised_seconds(text, rate)
    if expected and clip.audible_seconds <= expected * _SHORTEST:
        raise SpeechError(messages.say("speech.nothing_said"))
    if clip.seconds > expected * _LONGEST + _LONGEST_EXTRA_SECONDS:
        raise SpeechError(messages.say("speech.endless"))
    return clip.trimmed()


def _promised_seconds(text: str, rate: int) -> float:
    """How long a text sounds at `rate` words a minute."""
    return sum(map(str.isalnum, text)) / _LETTERS_PER_WORD * 60 / rate
