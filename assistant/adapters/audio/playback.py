"""Play sound through the system's audio by miniaudio, which needs nothing installed beside its wheel."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence

import miniaudio
import numpy as np

from assistant import messages
from assistant.adapters.audio.mixer import Mixer, Stereo, panned
from assistant.audio_clip import Clip
from assistant.errors import AudioError

RATE = 48_000
"""Frames per second at which everything is mixed."""

REAL_BACKENDS = tuple(
    backend for backend in miniaudio.Backend if backend not in (miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM)
)
"""Every audio system but the silent one, which miniaudio would take without a word where no other runs."""

_BUFFER_MILLISECONDS = 20  # three make 60: long enough to bridge a busy moment, short enough to be silent in 100
_BUFFERS = 3
_STALLED_SECONDS = 1.0
_RETRY_SECONDS = 5.0


class AudioOutput:
    """The `Output` of the application: the system's loudspeaker, held open so that sound begins at once.

    A device that vanishes, or an audio system that stalls, is noticed at the next sound and opened
    anew; while there is none, playing raises AudioError and tries again every few seconds.

    Args:
        backends: the audio systems to try.
        mixer: makes the sound, at `RATE`.
    """

    def __init__(self, backends: Sequence[miniaudio.Backend] = REAL_BACKENDS, mixer: Mixer | None = None) -> None:
        self._backends = list(backends)
        self._mixer = mixer or Mixer(RATE)
        self._device: miniaudio.PlaybackDevice | None = None
        self._beat = 0.0
        self._refused_at = float("-inf")
        self._lock = threading.Lock()

    def start(self) -> None:
        """Open the device."""
        with self._lock:
            now = time.monotonic()
            if self._device is not None and now - self._beat > _STALLED_SECONDS:
                self._let_go()
            if self._device is None:
                self._open(now)

    def earcon(self, clip: Clip, pan: float, volume: float) -> None:
        """Mix a short sound over whatever plays."""
        self.start()
        self._mixer.earcon(panned(_at_rate(clip), pan, volume))

    def speech(self, clip: Clip, volume: float) -> float:
        """Play a phrase in place of the one that plays; returns the seconds until its end."""
        self.start()
        return self._mixer.speech(panned(_at_rate(clip), 0.0, volume)) / RATE

    def stop(self) -> None:
        """Be silent: the next buffer fades out, the ones behind it are empty."""
        self._mixer.stop()

    def close(self) -> None:
        """Let go of the device."""
        with self._lock:
            self._let_go()

    def _open(self, now: float) -> None:
        if now - self._refused_at < _RETRY_SECONDS:
            raise AudioError(messages.say("audio.no_device"))
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=RATE,
                buffersize_msec=_BUFFER_MILLISECONDS,
                callback_periods=_BUFFERS,
                backends=self._backends,
                app_name="Expression Assistant",
            )
            self._beat = now
            feed = self._feed()
            next(feed)
            self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            self._let_go()
            self._refused_at = now
            raise AudioError(messages.say("audio.no_device")) from error

    def _let_go(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None
        self._mixer.stop()

    def _feed(self) -> Generator[Stereo, int, None]:
        frames = yield np.zeros((0, 2), dtype=np.float32)
        while True:
            self._beat = time.monotonic()
            frames = yield self._mixer.fill(frames)


def _at_rate(clip: Clip) -> Stereo:
    """(n,) float samples, −1 to 1, at the mixer's rate."""
    sample = miniaudio.SampleFormat
    pcm = clip.samples.tobytes()
    data = miniaudio.convert_frames(sample.SIGNED16, 1, clip.rate, pcm, sample.FLOAT32, 1, RATE)
    return np.frombuffer(data, dtype=np.float32)
