"""Voices and a loudspeaker for the announcer: what the machine of a test lacks, and what a test must steer."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np

from assistant.adapters.voices.engine import VoiceInfo
from assistant.audio_clip import Clip
from assistant.errors import AudioError, SpeechError

PHRASE = Clip(np.full(800, 5000, dtype=np.int16), 8000)


class InstantVoice:
    """Speaks every phrase at once; `before` is called with it first."""

    def __init__(self, before: Callable[[str], None] = lambda text: None) -> None:
        self.before = before
        self.broken = False
        self.closed = False

    def start(self) -> None:
        pass

    def synthesize(self, text: str) -> Clip:
        self.before(text)
        if self.broken:
            raise SpeechError("The voice is broken.")
        return PHRASE

    def close(self) -> None:
        self.closed = True


class HeldVoice(InstantVoice):
    """Speaks a phrase when it is let go."""

    def __init__(self) -> None:
        super().__init__(self._hold)
        self.asked = threading.Event()
        self.free = threading.Event()

    def _hold(self, text: str) -> None:
        self.asked.set()
        assert self.free.wait(10)


class Loudspeaker:
    """Writes down what it is asked to do; a phrase lasts `seconds`."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.missing = False
        self.asked: list[str] = []

    def start(self) -> None:
        pass

    def earcon(self, clip: Clip, pan: float, volume: float) -> None:
        self.check()
        self.asked.append(f"earcon at {pan:g}")

    def speech(self, clip: Clip, volume: float) -> float:
        self.check()
        self.asked.append("speech")
        return self.seconds

    def stop(self) -> None:
        self.asked.append("stop")

    def close(self) -> None:
        self.asked.append("close")

    def check(self) -> None:
        if self.missing:
            raise AudioError("There is no loudspeaker.")


VOICES = [
    VoiceInfo("carib", "A", "en-029"),
    VoiceInfo("us", "B", "en-us"),
    VoiceInfo("german", "C", "de"),
    VoiceInfo("austrian", "D", "de-at"),
    VoiceInfo("spanish", "E", "es-mx"),
]
"""Voices of several languages, as an engine offers them."""
