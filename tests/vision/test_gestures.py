"""Nods and shakes, and what looks a little like them, on rotations alone."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from assistant.drawn_faces import Pose
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.events import Gesture
from assistant.vision.gestures import HeadGestures
from tests.helpers.heads import moments, turned

NOD, SHAKE = Gesture.NOD, Gesture.SHAKE
SECONDS = 10.0


def told(
    motion: Callable[[float], Pose],
    seconds: float = SECONDS,
    lips: Callable[[float], float] = lambda _: 0.0,
    **seen: float,
) -> list[tuple[Gesture, float, float]]:
    """(what, how wide, when) of a head that moves so."""
    head = HeadGestures()
    events = [(head.update(*moment, lips(moment[0])), moment[0]) for moment in moments(motion, seconds, **seen)]
    return [(*made, time) for made, time in events if made]


@pytest.mark.parametrize("gesture", Gesture)
@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("rate", [0.5, 1.5, 3.0])
@pytest.mark.parametrize("degrees", [5.0, 14.0, 25.0])
@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0])
def test_a_nod_and_a_shake_are_told_once_and_soon(
    gesture: Gesture, count: int, rate: float, degrees: float, fps: float
) -> None:
    if fps < 5 * rate:
        pytest.skip("too few frames in a swing")
    made = Swinging(gesture, 3.0, count, rate, degrees)
    ((what, strength, time),) = told(made.at, rate=fps, noise=0.15)
    assert what is gesture
    assert made.start < time <= made.second_swing + 0.5
    assert 0.5 * degrees < strength < 1.2 * degrees


@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_a_head_that_drifted_before_shakes_as_soon(fps: float) -> None:
    made = Swinging(SHAKE, 4.0, 3, 0.8, 8)
    ((what, _, time),) = told(lambda t: Pose(yaw=made.at(t).yaw + 1.5 * min(t, 4.0)), rate=fps, noise=0.15)
    assert what is SHAKE
    assert time <= made.second_swing + 0.5


@pytest.mark.parametrize("wide", [9.0, 14.0])
@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.5])
def test_a_head_that_turns_far_and_looks_about_does_not_shake(wide: float, seconds: float) -> None:
    # As a woman in a clip does who laughs: far to one side, some of the way back, and on.
    times, yaws = (4.5 - seconds, 4.5, 4.7, 5.3, 5.7, 6.4), (0.0, wide, wide, wide - 5.5, wide - 5.5, wide - 2.5)
    assert told(lambda t: Pose(yaw=float(np.interp(t, times, yaws))), rate=25) == []


def _pausing(time: float, way: float, pause: float) -> float:
    """0 to 1 and back, twice, from 3 s on, with `way` seconds for each way and `pause` at each turning point."""
    number, since = divmod(min(max(time - 3.0, 0.0), 4 * (way + pause)), way + pause)
    share = min(since / way, 1.0)
    return share if number % 2 == 0 else 1 - share


@pytest.mark.parametrize("gesture", Gesture)
def test_a_head_may_pause_at_its_turning_points_but_not_stay(gesture: Gesture) -> None:
    def motion(pause: float) -> Callable[[float], Pose]:
        if gesture is NOD:
            return lambda time: Pose(pitch=-12 * _pausing(time, 0.4, pause))
        return lambda time: Pose(yaw=12 * _pausing(time, 0.4, pause))

    assert [what for what, *_ in told(motion(0.4), rate=30)] == [gesture]
    assert told(motion(0.7), rate=30) == []


def test_a_head_on_its_way_is_restless_for_a_moment() -> None:
    head = HeadGestures()
    restless = []
    for moment in moments(Turn(3.0, Pose(yaw=20), 9.0).at, 6.0, rate=10, noise=0.15):
        head.update(*moment, 0.0)
        restless.append((moment[0], head.is_restless(moment[0])))
    assert not any(state for time, state in restless if time < 3.0 or time > 4.1)
    assert all(state for time, state in restless if 3.2 < time < 3.8)


@pytest.mark.parametrize("gesture", Gesture)
def test_a_tilted_head_nods_and_shakes_about_its_own_axes(gesture: Gesture) -> None:
    made, head, held = Swinging(gesture, 3.0), HeadGestures(), turned(Pose(15, -10, 40))
    steps = [(n / 15, held @ turned(made.at(n / 15))) for n in range(150)]
    found = [event for time, rotation in steps if (event := head.update(time, rotation, (0, 0), 0.0))]
    assert [what for what, _ in found] == [gesture]


@pytest.mark.parametrize("gesture", Gesture)
def test_frames_may_be_missing(gesture: Gesture) -> None:
    made = [Swinging(gesture, 3.0 + 4 * n, 2, 1.5, 12) for n in range(5)]

    def motion(time: float) -> Pose:
        return next((one.at(time) for one in made if one.start <= time <= one.end), Pose())

    assert [what for what, *_ in told(motion, 25, rate=20, dropped=0.3)] == [gesture] * 5


def test_a_gesture_that_goes_on_is_told_once_and_again_after_a_rest() -> None:
    both = Swinging(NOD, 2.0, 6, 1.2, 10), Swinging(NOD, 9.0, 2, 1.2, 10)
    times = [time for *_, time in told(lambda t: both[t > 8.5].at(t), 13)]
    assert len(times) == 2
    assert times[0] < 4
    assert times[1] > 9


def test_one_after_the_other_are_told_as_what_they_are() -> None:
    both = Swinging(NOD, 2.0, 2, 1.5, 12), Swinging(SHAKE, 4.5, 2, 1.5, 16)
    assert [what for what, *_ in told(lambda t: both[t > 4.2].at(t))] == [NOD, SHAKE]


@pytest.mark.parametrize(
    "motion",
    [
        pytest.param(lambda _: Pose(), id="still"),
        pytest.param(Turn(3, Pose(pitch=-20), 3.0).at, id="looks down"),
        pytest.param(Turn(3, Pose(pitch=-20), 1.6, 0.3).at, id="looks down for a moment"),
        pytest.param(Turn(3, Pose(yaw=30), 3.0).at, id="looks aside"),
        pytest.param(Turn(3, Pose(yaw=30), 0.9, 0.3).at, id="glances aside"),
        pytest.param(lambda t: Pose(roll=15 * math.sin(2 * math.pi * t)), id="tilts"),
        pytest.param(lambda t: Pose(yaw=8 * math.sin(1.5 * t), pitch=4 * math.sin(0.9 * t)), id="sways slowly"),
        pytest.param(lambda t: Pose(pitch=1.2 * math.sin(10 * math.pi * t), y=0.1 * math.sin(10 * t)), id="laughs"),
        pytest.param(lambda t: Pose(3 * math.sin(3 * t), x=math.sin(3 * t), roll=3 * math.sin(3 * t)), id="rocks"),
        pytest.param(lambda t: Pose(8 * math.sin(6 * t), 8 * math.cos(6 * t)), id="circles"),
        pytest.param(
            lambda t: Pose(pitch=0.7 * math.sin(4 * math.pi * t), y=0.3 * math.sin(4 * math.pi * t)), id="walks"
        ),
    ],
)
@pytest.mark.parametrize("fps", [10.0, 15.0])
def test_what_else_moves_a_head_is_neither(motion: Callable[[float], Pose], fps: float) -> None:
    assert told(motion, 20, rate=fps, noise=0.15) == []


def syllables(time: float) -> float:
    return 0.1 - 0.1 * math.cos(2 * math.pi * 4.5 * time)


def test_who_talks_must_nod_more_plainly() -> None:
    beat, nod = Swinging(NOD, 3.0, 1, 2.0, 5.0), Swinging(NOD, 3.0, 3, 1.5, 12.0)
    assert told(beat.at)
    assert not told(beat.at, lips=syllables)
    assert told(nod.at, lips=syllables)


def test_who_talks_and_nods_slowly_is_told_before_the_fourth_way_is_half_done() -> None:
    made = Swinging(NOD, 3.0, 3, 0.8, 15)
    ((_, _, time),) = told(made.at, lips=syllables, rate=60)
    assert made.start + 1.5 / made.rate < time < made.start + 1.5 / made.rate + 0.27


@pytest.mark.parametrize("gesture", Gesture)
def test_the_lips_of_a_smile_that_shows_its_teeth_tremble_and_do_not_talk(gesture: Gesture) -> None:
    beat = Swinging(gesture, 3.0, 1, 1.5, 7.0)

    def smile(way: float) -> Callable[[float], float]:
        return lambda time: 0.17 + way / 2 * (-1) ** round(15 * time)

    assert [what for what, *_ in told(beat.at, lips=smile(0.01))] == [gesture]
    assert not told(beat.at, lips=smile(0.016))


def test_a_smile_that_begins_looks_like_a_nod_and_is_none() -> None:
    beat = Swinging(NOD, 3.0, 1, 2.0, 5.0)
    assert told(beat.at, lips=lambda _: 0.2)
    assert not told(beat.at, lips=lambda time: 0.2 * (time > 3.1))


def test_what_was_before_a_gap_says_nothing() -> None:
    head = HeadGestures()
    for number, pitch in enumerate((0, -10, 0, -10, 0)):
        assert head.update(number * 0.7, turned(Pose(pitch=pitch)), (0, 0), 0.0) is None
