from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import NEUTRAL, UNITS, ActionUnits, Identity
from assistant.drawn_faces.animation import Beat, Clip, blink, demo_clip, sway, talk
from assistant.expressions import EXPRESSIONS, Expression

RATE = 25
seeds = st.integers(0, 10_000)
times = st.floats(0, 600)


def vector(act: ActionUnits) -> list[float]:
    return [getattr(act, unit) for unit in UNITS]


def test_the_demo_shows_every_expression_and_ends_neutral() -> None:
    clip = demo_clip()
    shown = [clip.shown(index / RATE) for index in range(round(clip.duration * RATE))]
    runs = [(label, len(list(run)) / RATE) for label, run in groupby(shown)]
    assert {label for label, _ in runs} == set(EXPRESSIONS)
    assert [label for label, _ in runs[::2]] == [Expression.NEUTRAL] * len(EXPRESSIONS)
    assert all(seconds >= 1.2 for _, seconds in runs)
    assert all(seconds >= 2.0 for label, seconds in runs if label is not Expression.NEUTRAL)
    assert 3.5 * len(EXPRESSIONS) <= clip.duration <= 4.3 * len(EXPRESSIONS)


def test_a_clip_replays_exactly() -> None:
    for (time, first), (again, second) in zip(demo_clip().drawings(5), demo_clip().drawings(5), strict=True):
        assert time == again
        assert all(np.array_equal(a.outline, b.outline) for a, b in zip(first.shapes, second.shapes, strict=True))


def test_frames_come_at_the_rate_asked_for() -> None:
    stamps = [time for time, _ in Clip(Identity.random(1), duration=2.0).drawings(10)]
    assert stamps == pytest.approx(np.arange(20) / 10)


@given(st.sampled_from(EXPRESSIONS), st.floats(0.1, 1), st.floats(0, 1), times)
def test_a_beat_rises_holds_and_falls(expression: Expression, onset: float, intensity: float, time: float) -> None:
    beat = Beat(expression, start=2.0, hold=3.0, onset=onset, intensity=intensity)
    assert 0 <= beat.share(time) <= 1
    assert beat.at(2.0) == NEUTRAL
    assert beat.share(2.0 + onset) == beat.share(2.0 + onset + 3.0) == 1
    assert beat.at(beat.end) == NEUTRAL


@given(seeds, st.floats(0, 30))
def test_nothing_jumps_from_one_frame_to_the_next(seed: int, time: float) -> None:
    clip = Clip(Identity.random(seed), 30.0, demo_clip().beats, seed, talking=((3.0, 9.0),))
    step = np.abs(np.subtract(vector(clip.moves(time + 0.01)), vector(clip.moves(time))))
    assert step.max() < 0.15


@given(seeds, times)
def test_units_stay_within_their_range(seed: int, time: float) -> None:
    for act in (talk(time, seed), Clip(Identity.random(seed), 600.0, seed=seed, talking=((0.0, 600.0),)).moves(time)):
        assert all(0 <= intensity <= 1 for intensity in vector(act))


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_people_blink_about_17_times_a_minute(seed: int) -> None:
    closed = np.array([blink(time, seed) > 0.5 for time in np.arange(0, 120, 0.04)])
    blinks = np.count_nonzero(np.diff(closed.astype(int)) == 1)
    assert 12 <= blinks / 2 <= 22


@given(seeds, times, st.floats(0, 15))
def test_the_head_sways_within_its_bound(seed: int, time: float, degrees: float) -> None:
    pose = sway(time, degrees, seed)
    for angle in (pose.yaw, pose.pitch, pose.roll):
        assert abs(angle) <= 1.02 * degrees


def test_a_talking_mouth_opens_and_closes_again_and_again() -> None:
    clip = Clip(Identity.random(0), 20.0, talking=((5.0, 15.0),))
    jaw = np.array([clip.moves(time).au26 for time in np.arange(0, 20, 0.04)])
    assert jaw[: 5 * RATE].max() == jaw[15 * RATE + 1 :].max() == 0
    turns = np.count_nonzero(np.diff(np.sign(np.diff(jaw[5 * RATE : 15 * RATE]))))
    assert 2 <= turns / 10 <= 10  # the jaw turns round so often a second
    assert np.ptp(jaw) > 0.4
    assert all(clip.moves(time).au4 == 0 for time in np.arange(0, 20, 0.1))
