"""Sound through a real audio system, heard at its other end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.audio.playback import AudioOutput
from assistant.audio_clip import Clip, load_earcons
from assistant.errors import AudioError
from assistant.events import Earcon
from tests.helpers.pulse import MISSING, RATE, SoundRecorder, pulse_server

needs_pulse = pytest.mark.skipif(bool(MISSING), reason=f"needs PulseAudio's {', '.join(MISSING)} to listen")

TONE = Clip((8000 * np.sin(2 * np.pi * 440 * np.arange(22050 * 2) / 22050)).astype(np.int16), 22050)
EARCONS = load_earcons()


@pytest.fixture(scope="module")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with pulse_server(tmp_path_factory.mktemp("pulse")) as environment:
        yield environment


@pytest.fixture
def output(pulse: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[AudioOutput]:
    for name, value in pulse.items():
        monkeypatch.setenv(name, value)
    output = AudioOutput([miniaudio.Backend.PULSEAUDIO])
    output.wait_until_open()
    yield output
    output.close()


@pytest.mark.slow
@needs_pulse
def test_a_phrase_is_heard_whole_and_at_its_pitch(output: AudioOutput, pulse: dict[str, str]) -> None:
    with SoundRecorder(pulse) as recorder:
        assert output.speech(TONE, volume=1.0) == pytest.approx(2.0, abs=0.05)
        recorder.wait_for_silence()
        heard = recorder.recording()
    loud = _loud(heard)
    assert 1.7 < len(loud) / RATE < 2.05  # PulseAudio may drop a moment on a busy machine, but says nothing twice
    assert _pitch(heard[loud, 0]) == pytest.approx(440, abs=5)
    assert np.sqrt(np.mean(heard[loud] ** 2)) == pytest.approx(8000 / 32768 / np.sqrt(2), rel=0.05)


@needs_pulse
def test_after_stop_it_is_silent(output: AudioOutput, pulse: dict[str, str]) -> None:
    with SoundRecorder(pulse) as recorder:
        output.speech(TONE, volume=1.0)
        time.sleep(0.6)
        output.stop()
        recorder.wait_for_silence()
        heard = recorder.recording()
    assert len(_loud(heard)) / RATE < 1.0


@needs_pulse
@pytest.mark.parametrize(("pan", "side", "other"), [(-1.0, 0, 1), (1.0, 1, 0)])
def test_an_earcon_comes_from_its_side(
    output: AudioOutput, pulse: dict[str, str], pan: float, side: int, other: int
) -> None:
    with SoundRecorder(pulse) as recorder:
        output.earcon(EARCONS[Earcon.POSITIVE], pan, volume=1.0)
        recorder.wait_for_silence()
        heard = np.abs(recorder.recording()).max(axis=0)
    assert heard[side] > 0.1
    assert heard[other] < 1e-4


@pytest.mark.slow
@needs_pulse
def test_a_lost_audio_system_is_said_and_its_return_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = AudioOutput([miniaudio.Backend.PULSEAUDIO])
    with pulse_server(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        output.wait_until_open()
    assert _comes_to(output, works=False)
    with pytest.raises(AudioError, match="captions"):
        output.speech(TONE, volume=1.0)
    with pulse_server(tmp_path) as environment, SoundRecorder(environment) as recorder:
        assert _comes_to(output, works=True)
        output.speech(TONE, volume=1.0)
        recorder.wait_for_silence()
        assert len(_loud(recorder.recording())) > RATE
    output.close()


def test_a_machine_without_sound_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    output = AudioOutput([miniaudio.Backend.PULSEAUDIO])
    with pytest.raises(AudioError):
        output.wait_until_open()
    for _ in range(2):
        with pytest.raises(AudioError, match=r"captions show everything\."):
            output.earcon(EARCONS[Earcon.NEUTRAL], 0.0, 1.0)
    output.stop()
    output.close()


def _comes_to(output: AudioOutput, works: bool) -> bool:
    for _ in range(1000):
        try:
            output.check()
        except AudioError:
            if not works:
                return True
        else:
            if works:
                return True
        time.sleep(0.01)
    return False


def _loud(heard: NDArray[np.float32]) -> NDArray[np.intp]:
    """Frames that are not silent; a busy machine may put gaps between them."""
    return np.flatnonzero(np.abs(heard).max(axis=1) > 0.001)


def _pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * RATE / len(samples)
