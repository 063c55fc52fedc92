"""The mixer: one voice, earcons over it, and silence without a click."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.audio.mixer import Mixer, Stereo, panned

RATE = 48_000
FADE = RATE // 200


def level(value: float, frames: int) -> Stereo:
    return np.full((frames, 2), value, dtype=np.float32)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30), st.integers(1, 4000))
def test_buffers_of_any_size_give_the_same_sound(sizes: list[int], length: int) -> None:
    ramp = np.linspace(-1, 1, length, dtype=np.float32)[:, np.newaxis].repeat(2, axis=1)
    mixer = Mixer(RATE)
    assert mixer.speech(ramp) == length
    heard = np.concatenate([mixer.fill(size) for size in sizes])
    shared = min(length, len(heard))
    assert np.array_equal(heard[:shared], ramp[:shared])
    assert not heard[shared:].any()


@given(st.integers(0, 3000))
def test_stop_fades_in_five_milliseconds_and_then_all_is_silent(played: int) -> None:
    mixer = Mixer(RATE)
    mixer.speech(level(0.5, 4000))
    mixer.earcon(level(0.3, 4000))
    mixer.fill(played)
    mixer.stop()
    heard = mixer.fill(5000)
    assert np.abs(np.diff(heard[:, 0])).max() < 0.05
    assert not heard[FADE:].any()


@pytest.mark.parametrize("sounds", [["earcon"], ["earcon", "earcon"], ["speech", "earcon"], ["earcon", "speech"]])
def test_stop_silences_short_sounds_too_and_without_a_click(sounds: list[str]) -> None:
    mixer = Mixer(RATE)
    for sound in sounds:
        getattr(mixer, sound)(level(0.3, 4000))
    before = mixer.fill(1000)
    mixer.stop()
    heard = np.concatenate([before, mixer.fill(9000)])
    assert np.abs(np.diff(heard[:, 0])).max() < 0.05
    assert not heard[1000 + FADE :].any()


def test_a_new_phrase_takes_the_place_of_the_old_one() -> None:
    mixer = Mixer(RATE)
    mixer.speech(level(0.5, 4000))
    mixer.fill(100)
    end = mixer.speech(level(0.25, 1000))
    heard = mixer.fill(end)
    assert end == FADE + 1000
    assert np.all(heard[FADE:] == 0.25)
    assert not mixer.fill(100).any()


def test_a_phrase_begins_when_the_earcon_has_ended() -> None:
    mixer = Mixer(RATE)
    mixer.earcon(level(0.3, 1000))
    mixer.fill(400)
    assert mixer.speech(level(0.5, 500)) == 600 + 500
    heard = mixer.fill(1200)[:, 0]
    assert np.allclose(heard[:600], 0.3)
    assert np.allclose(heard[600:1100], 0.5)
    assert not heard[1100:].any()


def test_an_earcon_is_heard_over_a_phrase() -> None:
    mixer = Mixer(RATE)
    mixer.speech(level(0.5, 1000))
    mixer.earcon(level(0.3, 100))
    assert np.allclose(mixer.fill(200)[:, 0], [0.8] * 100 + [0.5] * 100)


def test_a_phrase_that_still_waits_is_stopped_unheard() -> None:
    mixer = Mixer(RATE)
    mixer.earcon(level(0.3, 1000))
    mixer.speech(level(0.5, 1000))
    mixer.stop()
    assert mixer.fill(4000).max() <= np.float32(0.3)


@given(st.floats(-1, 1), st.floats(0, 1))
def test_panning_keeps_the_power(pan: float, volume: float) -> None:
    left, right = panned(np.ones(1, dtype=np.float32), pan, volume)[0]
    assert left**2 + right**2 == pytest.approx(2 * volume**2, abs=1e-5)
    assert (left >= right) == (pan <= 0) or left == pytest.approx(right, abs=1e-6)


def test_the_sum_never_leaves_the_scale() -> None:
    mixer = Mixer(RATE)
    for _ in range(5):
        mixer.earcon(level(0.9, 10))
    assert mixer.fill(10).max() == 1.0
