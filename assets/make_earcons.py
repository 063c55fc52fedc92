"""Synthesize the earcons: `python assets/make_earcons.py` writes assets/earcons/*.wav.

Four of expressions that an ear tells apart by their contour alone: positive rises, negative falls,
neutral stays, attention is two short taps. Two of the head, in a hollow tone of their own and moving as
the head does: a nod dips twice, a shake goes to and fro. All lie between 390 and 790 Hz, where hearing and
the loudness weighting of ITU-R BS.1770 are nearly flat, so equal RMS is equal loudness.
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

HOLLOW = (1.0, 0.0, 0.35, 0.0, 0.08)
"""The same of the head's sounds: odd overtones alone, as of a clarinet or a stopped pipe."""

Signal = NDArray[np.float64]


def tone(start: float, end: float, seconds: float) -> Signal:
    """A tone that glides from `start` to `end` Hz, with a soft attack and a longer release."""
    time = _time(seconds)
    glide = 0.5 - 0.5 * np.cos(np.pi * np.clip((time / seconds - 0.25) / 0.4, 0, 1))
    return _sung(start * (end / start) ** glide, HARMONICS)


def dip(top: float, bottom: float, seconds: float) -> Signal:
    """A hollow tone that goes down and up again, in Hz."""
    depth = np.sin(np.pi * _time(seconds) / seconds) ** 2
    return _sung(top * (bottom / top) ** depth, HOLLOW)


def to_and_fro(low: float, high: float, times: float, seconds: float) -> Signal:
    """A hollow tone that goes up and down so many times, in Hz."""
    share = 0.5 - 0.5 * np.cos(2 * np.pi * times * _time(seconds) / seconds)
    return _sung(low * (high / low) ** share, HOLLOW)


def silence(seconds: float) -> Signal:
    """Nothing, for that long."""
    return np.zeros(round(seconds * RATE))


def earcons() -> dict[str, NDArray[np.int16]]:
    """All by name: (n,) mono samples at 48 kHz, at most 250 ms, all of the same RMS."""
    tap = tone(523.25, 523.25, 0.105)
    nod = dip(523.25, 392.00, 0.118)
    signals = {
        "positive": tone(523.25, 783.99, 0.230),
        "negative": tone(587.33, 392.00, 0.230),
        "neutral": tone(523.25, 523.25, 0.180),
        "attention": np.concatenate([tap, silence(0.035), tap]),
        "nod": np.concatenate([nod, silence(0.010), nod]),
        "shake": to_and_fro(440.00, 587.33, 3, 0.245),
    }
    return {name: _levelled(signal) for name, signal in signals.items()}


def _time(seconds: float) -> Signal:
    return np.asarray(np.arange(round(seconds * RATE)) / RATE)


def _sung(pitch: Signal, harmonics: tuple[float, ...]) -> Signal:
    """A tone of this pitch, in Hz for each sample, with a soft attack and a longer release."""
    phase, time = 2 * np.pi * np.cumsum(pitch) / RATE, np.arange(len(pitch)) / RATE
    signal = sum(amplitude * np.sin((index + 1) * phase) for index, amplitude in enumerate(harmonics))
    return np.asarray(signal * np.minimum(_swell(time, ATTACK_SECONDS), _swell(time[::-1], RELEASE_SECONDS)))


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
