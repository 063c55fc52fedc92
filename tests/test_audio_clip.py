"""The four short sounds: short, soft, equally loud, and different in contour."""

from __future__ import annotations

import importlib.util
from itertools import combinations
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.audio_clip import Clip, load_earcons
from assistant.events import Earcon
from assistant.system import resources
from tests.helpers.loudness import level

EARCONS = load_earcons()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = resources.folder("assets") / "make_earcons.py"
    spec = importlib.util.spec_from_file_location("make_earcons", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_files_are_what_the_script_makes(script: ModuleType) -> None:
    made = script.earcons()
    assert set(made) == set(Earcon)
    for earcon, clip in EARCONS.items():
        difference = made[earcon].astype(int) - clip.samples
        assert np.abs(difference).max() <= 1  # another processor may round a sine another way


@pytest.mark.parametrize("earcon", Earcon)
def test_it_is_short_and_begins_and_ends_softly(earcon: Earcon) -> None:
    clip = EARCONS[earcon]
    assert clip.seconds <= 0.250
    envelope = _envelope(clip)
    loud = np.flatnonzero(envelope > 0.9 * envelope.max())[0]
    assert loud / clip.rate >= 0.010
    assert abs(int(clip.samples[0])) < 10
    assert abs(int(clip.samples[-1])) < 10


@pytest.mark.parametrize("earcon", Earcon)
def test_it_never_clips_even_panned_and_over_speech(earcon: Earcon) -> None:
    assert np.abs(EARCONS[earcon].samples).max() * np.sqrt(2) < 32768 / 2


def test_all_are_equally_loud() -> None:
    levels = [level(clip) for clip in EARCONS.values()]
    assert max(levels) - min(levels) < 0.1
    assert levels[0] == pytest.approx(-20, abs=0.1)


def test_contours_rise_fall_stay_and_knock_twice() -> None:
    assert _glide(EARCONS[Earcon.POSITIVE]) > 1.3
    assert _glide(EARCONS[Earcon.NEGATIVE]) < 0.75
    assert _glide(EARCONS[Earcon.NEUTRAL]) == pytest.approx(1.0, abs=0.05)
    of_expressions = (Earcon.POSITIVE, Earcon.NEGATIVE, Earcon.NEUTRAL, Earcon.ATTENTION)
    assert [_knocks(EARCONS[earcon]) for earcon in of_expressions] == [1, 1, 1, 2]


def test_the_sounds_of_the_head_move_as_it_does_in_a_tone_of_their_own() -> None:
    assert [_knocks(EARCONS[earcon]) for earcon in (Earcon.NOD, Earcon.SHAKE)] == [2, 1]
    hollow = {earcon: _octave(clip) for earcon, clip in EARCONS.items()}
    assert max(hollow[Earcon.NOD], hollow[Earcon.SHAKE]) < 0.25 * min(
        share for earcon, share in hollow.items() if earcon not in (Earcon.NOD, Earcon.SHAKE)
    )


def test_no_two_are_alike() -> None:
    for one, other in combinations(EARCONS.values(), 2):
        length = min(len(one.samples), len(other.samples))
        likeness = np.corrcoef(one.samples[:length], other.samples[:length])[0, 1]
        assert abs(likeness) < 0.9


def _envelope(clip: Clip) -> NDArray[np.float64]:
    window = clip.rate // 200
    smooth = np.convolve(np.abs(clip.samples.astype(float)), np.ones(window) / window, "full")
    return np.asarray(smooth[: len(clip.samples)])


def _glide(clip: Clip) -> float:
    quarter = len(clip.samples) // 4
    return _pitch(clip.samples[-quarter:], clip.rate) / _pitch(clip.samples[:quarter], clip.rate)


def _pitch(samples: NDArray[np.int16], rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 16))
    return float(np.argmax(spectrum)) * rate / (1 << 16)


def _octave(clip: Clip) -> float:
    """How strong the first overtone is that lies above all fundamentals, by the strongest of these."""
    spectrum = np.abs(np.fft.rfft(clip.samples.astype(float)))
    hertz = np.fft.rfftfreq(len(clip.samples), 1 / clip.rate)
    lowest, highest = spectrum[(hertz > 380) & (hertz < 790)].max(), spectrum[(hertz > 790) & (hertz < 1120)].max()
    return float(highest / lowest)


def _knocks(clip: Clip) -> int:
    loud = _envelope(clip) > 500
    return int(np.count_nonzero(np.diff(loud.astype(int)) == 1))
