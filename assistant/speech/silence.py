"""For how long nobody has been heard, and whether somebody would have been. Pure rules; `now` is passed in."""

from __future__ import annotations

import math

PERHAPS, _SURELY = 0.2, 0.5  # probabilities of a voice: from the first on it is no silence
_STANDS_OUT = 12.0  # dB by which voices must be louder than what is heard between them; see docs/speech.md
_NOISE_SHARE, _VOICE_SHARE = 1 / 16, 1 / 32  # of one piece in the mean levels: half a second, and a second of voice
_GAP = 1.0  # s without sound after which nothing is known


class Silence:
    """Follows how long it has been silent; keeps no sound, only times and mean levels.

    A noise that would drown a voice is no silence, nor is what a microphone hears that has never heard a voice: it may
    be switched off, or stand elsewhere. Our own voice is a voice like any other.
    """

    def __init__(self) -> None:
        self._heard = self._since = -math.inf
        self._voices: float | None = None
        self._noise: float | None = None

    def hear(self, probability: float, level: float, now: float) -> None:
        """Take in a piece of sound.

        Args:
            probability: that it is a voice, 0 to 1.
            level: its loudness in dB, of any zero.
            now: seconds at which it ended, never going back.
        """
        if now - self._heard > _GAP:
            self._since = now
        self._heard = now
        if probability >= _SURELY:
            self._voices = _mean(self._voices, level, _VOICE_SHARE)
        elif probability < PERHAPS:
            self._noise = _mean(self._noise, level, _NOISE_SHARE)
        if probability >= PERHAPS or self._drowns_voices:
            self._since = now

    def lasts(self, now: float) -> float | None:
        """Seconds since the last voice, 0 during one; None where a voice might be missed."""
        if self._voices is None or self._drowns_voices or now - self._heard > _GAP:
            return None
        return self._heard - self._since

    @property
    def _drowns_voices(self) -> bool:
        if self._voices is None or self._noise is None:
            return False
        return self._voices - self._noise < _STANDS_OUT


def _mean(before: float | None, level: float, share: float) -> float:
    return level if before is None else before + share * (level - before)
