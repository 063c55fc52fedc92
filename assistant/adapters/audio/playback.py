"""Play sound through the system's audio by miniaudio, which needs nothing installed beside its wheel."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Sequence

import miniaudio
import numpy as np

from assistant import messages
from assistant.adapters.audio.held_device import APP_NAME, REAL_BACKENDS, Heartbeat, HeldDevice, Playback, State
from assistant.adapters.audio.mixer import Mixer, Stereo, panned
from assistant.audio_clip import Clip
from assistant.errors import AudioError

RATE = 48_000
"""Frames per second at which everything is mixed."""

_BUFFER_MILLISECONDS = 20  # three make 60: long enough to bridge a busy moment, short enough to be silent in 100
_BUFFERS = 3
_CLOSE_SECONDS = 0.4  # s that closing may take


class AudioOutput:
    """The `Output` of the application: the system's loudspeaker, held open so that sound begins at once.

    A device that vanishes, or an audio system that stalls, is noticed within two seconds and opened anew as soon as
    that is possible; until then playing raises AudioError. Nothing but `wait_until_open` waits.

    Args:
        backends: the audio systems to try.
        mixer: makes the sound, at `RATE`.
    """

    def __init__(self, backends: Sequence[miniaudio.Backend] = REAL_BACKENDS, mixer: Mixer | None = None) -> None:
        self._backends = list(backends)
        self._mixer = mixer or Mixer(RATE)
        self._device: HeldDevice | None = None
        self._closed = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Have the device opened; returns at once."""
        with contextlib.suppress(AudioError):  # it was closed before, which is what was wanted last
            self._held()

    def wait_until_open(self) -> None:
        """Open the device, and wait for some seconds at most.

        Raises:
            AudioError: there is none, or it does not answer.
        """
        self._held().settle()
        self.check()

    def check(self) -> None:
        """Raise AudioError where nothing can be heard; a device that is still being opened will be heard."""
        state = self._held().state
        if state is State.REFUSED:
            raise AudioError(messages.say("audio.no_device"))
        if state is State.SILENT:
            raise AudioError(messages.say("audio.no_answer"))

    def earcon(self, clip: Clip, pan: float, volume: float) -> None:
        """Mix a short sound over whatever plays."""
        self.check()
        self._mixer.earcon(panned(_at_rate(clip), pan, volume))

    def speech(self, clip: Clip, volume: float) -> float:
        """Play a phrase in place of the one that plays; returns the seconds until its end."""
        self.check()
        return self._mixer.speech(panned(_at_rate(clip), 0.0, volume)) / RATE

    def stop(self) -> None:
        """Be silent: the next buffer fades out, the ones behind it are empty."""
        self._mixer.stop()

    def close(self) -> None:
        """Let go of the device; an audio system that does not let go is left to itself."""
        with self._lock:
            self._closed = True
        if self._device is not None:
            self._device.close(_CLOSE_SECONDS)

    def _held(self) -> HeldDevice:
        with self._lock:
            if self._device is None:
                if self._closed:
                    raise AudioError(messages.say("audio.no_device"))
                self._device = HeldDevice(self._open, self._on_state)
            return self._device

    def _on_state(self, state: State) -> None:
        if state is not State.OPEN:
            self._mixer.forget()  # sound that was not heard in time must not be played later

    def _open(self, heartbeat: Heartbeat) -> Playback:
        device = Playback(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=RATE,
            buffersize_msec=_BUFFER_MILLISECONDS,
            callback_periods=_BUFFERS,
            backends=self._backends,
            app_name=APP_NAME,
        )
        feed = self._feed(heartbeat)
        next(feed)
        device.start(feed)
        return device

    def _feed(self, heartbeat: Heartbeat) -> Generator[Stereo, int, None]:
        frames = yield np.zeros((0, 2), dtype=np.float32)
        while True:
            frames = yield self._mixer.fill(frames) if heartbeat.beat() else np.zeros((frames, 2), dtype=np.float32)


def _at_rate(clip: Clip) -> Stereo:
    """(n,) float samples, −1 to 1, at the mixer's rate."""
    sample = miniaudio.SampleFormat
    pcm = clip.samples.tobytes()
    data = miniaudio.convert_frames(sample.SIGNED16, 1, clip.rate, pcm, sample.FLOAT32, 1, RATE)
    return np.frombuffer(data, dtype=np.float32)
