"""Mix earcons and one voice into stereo, buffer by buffer; stopped sound fades within 5 ms, without a click."""

from __future__ import annotations

import math
import threading

import numpy as np
from numpy.typing import NDArray

Stereo = NDArray[np.float32]
"""(frames, 2), −1 to 1."""

_FADE_SECONDS = 0.005


def panned(mono: NDArray[np.float32], pan: float, volume: float) -> Stereo:
    """Stereo of the same power wherever it comes from: `pan` −1 (left) to 1 (right), `volume` 0 to 1."""
    angle = (pan + 1) * math.pi / 4
    gains = np.array([math.cos(angle), math.sin(angle)], dtype=np.float32) * np.float32(math.sqrt(2) * volume)
    return np.asarray(mono[:, np.newaxis] * gains)


class Mixer:
    """What plays now. `fill` is called by the device's thread, the rest by any.

    Args:
        rate: frames per second.
    """

    def __init__(self, rate: int) -> None:
        self._fade = np.linspace(1, 0, round(rate * _FADE_SECONDS), dtype=np.float32)[:, np.newaxis]
        self._earcons: list[_Track] = []
        self._speech: _Track | None = None
        self._fading: list[_Track] = []
        self._lock = threading.Lock()

    def earcon(self, samples: Stereo) -> None:
        """Begin a short sound over whatever plays."""
        with self._lock:
            self._earcons.append(_Track(samples))

    def speech(self, samples: Stereo) -> int:
        """Begin a phrase when the one that plays has faded and the earcons that play have ended.

        Returns:
            Frames from now until its end.
        """
        with self._lock:
            wait = max((track.left for track in self._earcons), default=0)
            if self._speech:
                self._fading.append(self._speech.fade(self._fade))
                wait = max(wait, len(self._fade))
            self._speech = _Track(samples, wait)
            return self._speech.left

    def stop(self) -> None:
        """Fade everything."""
        with self._lock:
            playing = [*self._earcons, self._speech] if self._speech else self._earcons
            self._fading += [track.fade(self._fade) for track in playing]
            self._earcons, self._speech = [], None

    def forget(self) -> None:
        """Drop everything, fades included, where no device has played it."""
        with self._lock:
            self._earcons, self._speech, self._fading = [], None, []

    def fill(self, frames: int) -> Stereo:
        """The next frames: (frames, 2)."""
        mix = np.zeros((frames, 2), dtype=np.float32)
        with self._lock:
            for track in (*self._fading, *self._earcons, *filter(None, [self._speech])):
                track.add_to(mix)
            self._fading = [track for track in self._fading if track.left]
            self._earcons = [track for track in self._earcons if track.left]
            self._speech = self._speech if self._speech and self._speech.left else None
        return np.clip(mix, -1, 1, out=mix)


class _Track:
    """A sound and how far it has been played; it begins after `wait` frames."""

    def __init__(self, samples: Stereo, wait: int = 0) -> None:
        self._samples, self._position = samples, -wait

    @property
    def left(self) -> int:
        """Frames until its end."""
        return max(len(self._samples) - self._position, 0)

    def add_to(self, mix: Stereo) -> None:
        """Add the next frames to `mix`."""
        begin, end = self._position, self._position + len(mix)
        piece = self._samples[max(begin, 0) : max(end, 0)]
        mix[max(-begin, 0) :][: len(piece)] += piece
        self._position = end

    def fade(self, curve: Stereo) -> _Track:
        """What is left of it when it is to end now."""
        if self._position < 0:
            return _Track(self._samples[:0])
        rest = self._samples[self._position :][: len(curve)]
        return _Track(rest * curve[: len(rest)])
