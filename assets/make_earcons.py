"""Synthesize the earcons: `python assets/make_earcons.py` writes assets/earcons/*.wav.

Four families that an ear tells apart by their contour alone: positive rises, negative falls,
neutral stays, attention is two short taps. All lie between 390 and 790 Hz, where hearing and the
loudness weighting of ITU-R BS.1770 are nearly flat, so equal RMS is equal loudness.
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
LEVEL_DBFS = -20.0
ATTACK_SECONDS = 0.020
RELEASE_SECONDS = 0.060

HARMONICS = (1.0, 0.20, 0.06)
"""Amplitudes of the fundamental and its overtones: a soft, flute-like tone."""

Signal = NDArray[np.float64]


def tone(start: float, end: float, seconds: float) -> Signal:
    """A tone that glides from `start` to `end` Hz, with a soft attack and a longer release."""
    time = np.arange(round(seconds * RATE)) / RATE
    glide = 0.5 - 0.5 * np.cos(np.pi * np.clip((time / seconds - 0.25) / 0.4, 0, 1))
    phase = 2 * np.pi * np.cumsum(start * (end / start) ** glide) / RATE
    signal = sum(amplitude * np.sin((index + 1) * phase) for index, amplitude in enumerate(HARMONICS))
    return np.asarray(signal * np.minimum(_swell(time, ATTACK_SECONDS), _swell(time[::-1], RELEASE_SECONDS)))


def silence(seconds: float) -> Signal:
    """Nothing, for that long."""
    return np.zeros(round(seconds * RATE))


def earcons() -> dict[str, NDArray[np.int16]]:
    """All four by name: (n,) mono samples at 48 kHz, at most 250 ms, all of the same RMS."""
    tap = tone(523.25, 523.25, 0.105)
    signals = {
        "positive": tone(523.25, 783.99, 0.230),
        "negative": tone(587.33, 392.00, 0.230),
        "neutral": tone(523.25, 523.25, 0.180),
        "attention": np.concatenate([tap, silence(0.035), tap]),
    }
    return {name: _levelled(signal) for name, signal in signals.items()}


def _swell(time: Signal, seconds: float) -> Signal:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(time / seconds, 0, 1)))


def _levelled(signal: Signal) -> NDArray[np.int16]:
    rms = np.sqrt(np.mean(np.square(signal)))
    return np.asarray(np.round(signal / rms * 10 ** (LEVEL_DBFS / 20) * 32767), dtype=np.int16)


def main() -> None:
    """Write every earcon beside this script."""
    folder = Path(__file__).resolve().parent / "earcons"
    folder.mkdir(exist_ok=True)
    for name, samples in earcons().items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.astype("<i2").tobytes())


if __name__ == "__main__":
    main()
