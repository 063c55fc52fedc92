"""Voice activity on real synthesized speech, and the microphone on what a real audio system plays."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.audio.microphone import RATE, Microphone, SileroStream
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.audio_clip import Clip
from assistant.speech.silence import Silence
from assistant.speech.voice_activity import VoiceActivity
from tests.helpers.pulse import MISSING, pulse_server

SECONDS = 3
CHANCE = np.random.default_rng(11)
SENTENCE = "I would like to tell you about my day, and then I want to hear about yours."


@pytest.fixture(scope="module")
def sentence() -> Iterator[Clip]:
    speech = VoiceChain(VoiceSettings("en"), chain=("espeak",), deadline=5.0)
    yield speech.synthesize(SENTENCE)
    speech.close()


def test_speech_is_talk_from_soon_after_it_begins_to_soon_after_it_ends(sentence: Clip) -> None:
    judged = _judge(np.concatenate([np.zeros(RATE, np.int16), _at_microphone_rate(sentence), np.zeros(RATE, np.int16)]))
    begin, end = 1.0, 1.0 + sentence.seconds
    assert not any(_during(judged, 0.0, begin))
    assert all(_during(judged, begin + 0.4, end - 0.1))
    assert not any(_during(judged, end + 0.6, end + 1.0))


NOISES = {
    "silence": np.zeros(SECONDS * RATE),
    "a fan": np.convolve(CHANCE.normal(0, 3000, SECONDS * RATE), np.ones(8) / 8, "same"),
    "hiss": CHANCE.normal(0, 3000, SECONDS * RATE),
    "a tone": 8000 * np.sin(2 * np.pi * 440 * np.arange(SECONDS * RATE) / RATE),
    "clicks": np.where(CHANCE.random(SECONDS * RATE) < 0.0005, 20000, 0) + CHANCE.normal(0, 100, SECONDS * RATE),
}


@pytest.mark.parametrize("noise", NOISES)
def test_noise_is_no_talk(noise: str) -> None:
    assert not any(talking for _, talking in _judge(NOISES[noise].astype(np.int16)))


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"needs PulseAudio's {', '.join(MISSING)} to speak into")
def test_the_microphone_hears_talk_and_pauses(sentence: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pulse_server(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        loudspeaker = AudioOutput([miniaudio.Backend.PULSEAUDIO])
        microphone = Microphone(backends=[miniaudio.Backend.PULSEAUDIO])
        loudspeaker.wait_until_open()
        microphone.start()
        assert not microphone.talking()
        assert microphone.silence() is None
        loudspeaker.speech(sentence, 1.0)
        assert _comes_to(microphone.talking)
        assert _comes_to(lambda: not microphone.talking())
        assert _comes_to(lambda: (microphone.silence() or 0) >= 2)
        loudspeaker.speech(sentence, 1.0)
        assert _comes_to(lambda: microphone.silence() == 0)
        microphone.close()
        assert microphone.silence() is None
        loudspeaker.close()


def test_a_missing_microphone_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    troubles: queue.Queue[str] = queue.Queue()
    microphone = Microphone(troubles.put, [miniaudio.Backend.PULSEAUDIO])
    microphone.start()
    assert "microphone" in troubles.get(timeout=10)
    assert not microphone.talking()
    assert microphone.silence() is None
    microphone.close()
    assert troubles.empty()


NOISY = {"silence": 0.0, "a faint hiss": 3.0, "a loud hiss": 3000.0}


@pytest.mark.parametrize("noise", NOISY)
def test_silence_is_known_after_speech_unless_noise_would_drown_it(sentence: Clip, noise: str) -> None:
    pause = np.zeros(4 * RATE)
    sound = np.concatenate([pause, _at_microphone_rate(sentence), pause])
    sound += NOISY[noise] * CHANCE.normal(size=len(sound))
    silence, known = Silence(), []
    stream = SileroStream(VoiceActivity(), silence)
    for start in range(0, len(sound), 441):
        piece = sound[start : start + 441].astype(np.int16)
        stream.feed(piece.tobytes(), now := (start + len(piece)) / RATE)
        known.append((now, silence.lasts(now)))
    begin, end = 4.0, 4.0 + sentence.seconds
    assert {lasts for now, lasts in known if now < begin} == {None}
    if NOISY[noise] > 100:
        assert {lasts for now, lasts in known if now > end + 1} == {None}
    else:
        assert all(lasts is not None and lasts < 0.5 for now, lasts in known if begin + 0.4 < now < end)
        assert known[-1][1] == pytest.approx(4.0, abs=0.3)


def _comes_to(condition: Callable[[], bool]) -> bool:
    for _ in range(1000):
        if condition():
            return True
        time.sleep(0.02)
    return False


def _judge(samples: NDArray[np.int16]) -> list[tuple[float, bool]]:
    pauses = VoiceActivity()
    activity = SileroStream(pauses, Silence())
    judged = []
    for start in range(0, len(samples), 441):  # devices deliver pieces of sizes of their own
        piece = samples[start : start + 441]
        now = (start + len(piece)) / RATE
        activity.feed(piece.tobytes(), now)
        judged.append((now, pauses.talking(now)))
    return judged


def _during(judged: list[tuple[float, bool]], begin: float, end: float) -> list[bool]:
    return [talking for now, talking in judged if begin < now < end]


def _at_microphone_rate(clip: Clip) -> NDArray[np.int16]:
    form = miniaudio.SampleFormat.SIGNED16
    data = miniaudio.convert_frames(form, 1, clip.rate, clip.samples.tobytes(), form, 1, RATE)
    return np.frombuffer(data, dtype=np.int16)
