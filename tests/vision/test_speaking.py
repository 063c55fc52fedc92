"""Talk, and what looks a little like it: on the movement alone, and through the landmarks of drawn people."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces import Identity
from assistant.drawn_faces.animation import Beat, Clip
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import Expression
from assistant.pipeline import Pipeline
from assistant.vision.speaking import PAUSE, WINDOW, TalkingMouth


def spans(apart: Callable[[float], float], seconds: float, rate: float = 12.0) -> list[float]:
    """The times at which the mouth was held to talk."""
    mouth = TalkingMouth()
    return [n / rate for n in range(round(seconds * rate)) if mouth.update(n / rate, apart(n / rate))]


def syllables(time: float) -> float:
    return 0.1 - 0.1 * math.cos(2 * math.pi * 4.5 * time)


def between(low: float, high: float, value: float) -> float:
    return min(max(value, low), high)


@pytest.mark.parametrize("rate", [8.0, 10.0, 12.5, 15.0, 20.0])
def test_syllables_are_talk_from_the_second_one_on(rate: float) -> None:
    times = spans(syllables, 5.0, rate)
    assert times[0] <= WINDOW
    assert len(times) >= (5.0 - WINDOW) * rate - 1


def test_a_pause_between_two_words_is_part_of_talk_and_a_longer_one_ends_it() -> None:
    times = spans(lambda t: syllables(t) if t < 2 or 2.5 < t < 4 else 0.0, 8.0)
    assert {math.floor(t) for t in times} == {0, 1, 2, 3, 4, 5}
    assert times[-1] == pytest.approx(4 + WINDOW + PAUSE, abs=0.3)


@given(st.floats(0.1, 0.6), st.floats(0.1, 2.0))
def test_a_smile_a_yawn_or_a_gasp_parts_the_lips_once(wide: float, seconds: float) -> None:
    assert spans(lambda t: between(0, wide, wide * (t - 1) / seconds), 6.0) == []


@given(st.floats(0.2, 0.7))
def test_a_yawn_that_ends_is_no_talk(wide: float) -> None:
    assert spans(lambda t: wide * between(0, 1, (t - 1) / 1.2) * between(0, 1, (5 - t) / 1.2), 7.0) == []


def test_the_noise_of_a_silent_mouth_is_no_talk() -> None:
    noise = np.random.default_rng(0).normal(0, 0.004, 1000)
    assert spans(lambda t: 0.2 + noise[round(t * 12)], 60.0) == []


def test_the_lips_of_an_open_mouth_tremble_in_proportion() -> None:
    noise = np.random.default_rng(0).normal(0, 0.015, 1000)
    assert spans(lambda t: 0.4 + noise[round(t * 12)], 60.0) == []


def test_a_mouth_seen_again_after_a_gap_has_not_moved_meanwhile() -> None:
    mouth = TalkingMouth()
    for time, apart in ((0.0, 0.0), (0.1, 0.3), (2.0, 0.0), (2.1, 0.3)):
        assert not mouth.update(time, apart)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clip", "talks"),
    [
        (Clip(Identity.random(720), 3.0, seed=720, talking=((0.0, 3.0),)), True),
        (Clip(Identity.random(720), 3.0, (Beat(Expression.HAPPY, 0.8),), seed=720), False),
        (Clip(Identity.random(721), 3.0, (Beat(Expression.SURPRISE, 0.8),), seed=721), False),
    ],
)
def test_a_drawn_partner_is_seen_to_talk_or_not(clip: Clip, talks: bool) -> None:
    pipeline = Pipeline(FaceReader())
    seen = [
        any(reading.talks for reading in pipeline.step(paint(drawing, 480, 360), now).faces)
        for now, drawing in clip.drawings(10)
    ]
    assert any(seen) == talks
