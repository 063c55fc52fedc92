"""A clip of sound in memory, its WAV file, and the shipped earcons."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.events import Earcon
from assistant.system import resources
from assistant.system.atomic_file import write_atomically

Samples: TypeAlias = NDArray[np.int16]

_FULL_SCALE = 32768.0
_BLOCK_SECONDS = 0.01
_AUDIBLE_POWER = 10 ** (-50 / 10)  # −50 dBFS


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A piece of sound.

    Attributes:
        samples: (n,) mono, signed 16 bit.
        rate: samples per second.
    """

    samples: Samples
    rate: int

    @classmethod
    def from_pcm(cls, pcm: bytes, rate: int) -> Clip:
        """Make a clip of mono samples, signed 16 bit, little-endian."""
        return cls(np.frombuffer(pcm, dtype="<i2").astype(np.int16), rate)

    @property
    def seconds(self) -> float:
        """Duration, pauses included."""
        return len(self.samples) / self.rate

    @property
    def audible_seconds(self) -> float:
        """How much of the clip is louder than −50 dBFS, in blocks of 10 ms."""
        return float(np.count_nonzero(self._audible())) * _BLOCK_SECONDS

    def trimmed(self) -> Clip:
        """The clip without the silence at its ends but for 10 ms, so that a phrase is heard when it is started."""
        heard = np.flatnonzero(self._audible())
        if not len(heard):
            return self
        first, behind = max(heard[0] - 1, 0), heard[-1] + 2
        return Clip(self.samples[first * self._block : behind * self._block], self.rate)

    @property
    def _block(self) -> int:
        return max(int(self.rate * _BLOCK_SECONDS), 1)

    def _audible(self) -> NDArray[np.bool_]:
        padded = np.pad(self.samples, (0, -len(self.samples) % self._block))
        power = np.mean(np.square(padded.reshape(-1, self._block) / _FULL_SCALE), axis=1)
        return np.asarray(power > _AUDIBLE_POWER)


def read_wav(path: Path) -> Clip:
    """A mono 16-bit WAV file."""
    with wave.open(str(path), "rb") as file:
        return Clip.from_pcm(file.readframes(file.getnframes()), file.getframerate())


def write_wav(path: Path, clip: Clip) -> None:
    """Write the clip as a mono 16-bit WAV file, whole or not at all; a new one is its owner's alone, as events are.

    Raises:
        OSError: the file cannot be written.
    """
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(clip.samples.astype("<i2").tobytes())
    write_atomically(path, target.getvalue(), private=True)


def load_earcons() -> dict[Earcon, Clip]:
    """The shipped short sounds."""
    folder = resources.folder("assets") / "earcons"
    return {earcon: read_wav(folder / f"{earcon}.wav") for earcon in Earcon}
