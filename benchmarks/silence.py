"""How silent a room seems while somebody talks: `python -m benchmarks.silence`.

A speaker is heard through noise and at low gain, and our own cues as they are spoken. Silence of two seconds while
somebody talks would take their moving mouth for one that chews. The clip's sound is decoded by FFmpeg's program.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import miniaudio
import numpy as np
from numpy.typing import NDArray

from assistant import messages
from assistant.adapters.audio.microphone import RATE, SileroStream
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.cues import phrasing
from assistant.events import Attention
from assistant.expressions import Expression
from assistant.speech.silence import PERHAPS, Silence
from assistant.speech.voice_activity import VoiceActivity
from assistant.system.library_log import run_quietly
from assistant.vision.unheard import VOICE
from benchmarks.console import make_parser

_PIECE = 512  # samples that the detector takes at once
_FORM = miniaudio.SampleFormat.SIGNED16

Sound = NDArray[np.float64]


class Noted(Silence):
    """Also notes what the detector alone takes for silence.

    Attributes:
        known: seconds of silence after each piece, None where nothing is known.
        longest: seconds of the longest silence by the detector alone, whatever the noise.
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: list[float | None] = []
        self.longest = self._voice = 0.0

    def hear(self, probability: float, level: float, now: float) -> None:
        """See `Silence.hear`."""
        super().hear(probability, level, now)
        self.known.append(self.lasts(now))
        if probability >= PERHAPS:
            self._voice = now
        self.longest = max(self.longest, now - self._voice)


def listen(sound: Sound) -> Noted:
    """What the microphone makes of a sound."""
    noted = Noted()
    stream = SileroStream(VoiceActivity(), noted)
    pcm = np.clip(sound, -(2**15), 2**15 - 1).astype(np.int16)
    for end in range(_PIECE, len(pcm) + 1, _PIECE):
        stream.feed(pcm[end - _PIECE : end].tobytes(), end / RATE)
    return noted


def rooms(speaker: Sound) -> Iterator[tuple[str, Sound]]:
    """The speaker through noises and at gains."""
    rng = np.random.default_rng(2)
    white = rng.normal(0, 1, len(speaker))
    spectrum = np.fft.rfft(rng.normal(0, 1, len(speaker)))
    pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(speaker))
    noises = {"white": white, "fan": np.convolve(white, np.ones(8) / 8, "same"), "pink": pink}
    yield "as it is", speaker
    for gain in (-20, -30, -40):
        yield f"{gain} dB gain", speaker * 10 ** (gain / 20) + 1.5 * white
    for name, noise in noises.items():
        for ratio in (20, 15, 10, 0, -5):
            loudness = np.sqrt(np.mean(speaker**2)) * 10 ** (-ratio / 20)
            yield f"{name}, {ratio} dB fainter", 0.3 * (speaker + noise / noise.std() * loudness)


def main() -> None:
    """Listen to all, and print how silent it seemed."""
    parser = make_parser(__doc__, "python -m benchmarks.silence")
    clip = Path("../shared/media/talk/speech_1.mp4")
    parser.add_argument("--clip", type=Path, default=clip, help="somebody who talks all the time")
    chosen = parser.parse_args()
    command = ["ffmpeg", "-v", "error", "-i", chosen.clip, "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"]
    pcm = subprocess.run(command, capture_output=True, check=True).stdout
    print(f"{'':24}{'longest silence':>16}{'by the detector alone':>24}{'time known':>12}")
    for name, sound in rooms(np.frombuffer(pcm, np.int16).astype(np.float64)):
        noted = listen(sound)
        known = [lasts for lasts in noted.known if lasts is not None]
        longest = f"{max(known):.1f} s" if known else "–"
        print(f"{name:24}{longest:>16}{noted.longest:22.1f} s{len(known) / len(noted.known):12.2f}")
    for language in messages.LANGUAGES:
        messages.use(language)
        voice = VoiceChain(VoiceSettings(language), chain=("espeak",), deadline=5.0)
        for words in _cues():
            print(f"{_heard(voice, words):5.2f} s  {words}")
        voice.close()


def _cues() -> Iterator[str]:
    yield phrasing.cue(Expression.HAPPY, 0.9)
    yield phrasing.cue(Expression.SURPRISE, 0.5, who="someone_else")
    yield phrasing.attention(Attention.TALKING, "someone_else")


def _heard(voice: VoiceChain, words: str) -> float:
    """Seconds for which a microphone hears a voice where these words are spoken."""
    clip = voice.synthesize(words)
    data = miniaudio.convert_frames(_FORM, 1, clip.rate, clip.samples.tobytes(), _FORM, 1, RATE)
    quiet = np.zeros(2 * RATE)
    noted = listen(np.concatenate([quiet, np.frombuffer(data, np.int16).astype(np.float64), quiet]))
    return sum(lasts is not None and lasts < VOICE for lasts in noted.known) * _PIECE / RATE


if __name__ == "__main__":
    run_quietly(main)
