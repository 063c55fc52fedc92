from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from assistant.directions import CAMERA, Gaze
from assistant.vision.attention import LASTS, LookingUsersWay


def changes(gaze: Callable[[float], Gaze], seconds: float, your_way: Gaze = CAMERA) -> list[tuple[float, bool]]:
    looks = LookingUsersWay()
    times = [number / 12 for number in range(round(12 * seconds))]
    return [(time, bool(looks.toward)) for time in times if looks.update(time, gaze(time), your_way)]


def test_a_look_counts_once_it_has_lasted() -> None:
    told = changes(lambda time: Gaze(20, 0) if 5 <= time < 10 else CAMERA, 15)
    assert [toward for _, toward in told] == [True, False, True]
    assert [time for time, _ in told] == pytest.approx([LASTS, 5 + LASTS, 10 + LASTS], abs=0.6)


def test_a_glance_is_no_look() -> None:
    assert len(changes(lambda time: Gaze(30, -10) if 5 <= time % 8 < 5.5 else CAMERA, 30)) == 1


def test_nobody_flickers_at_the_border() -> None:
    assert len(changes(lambda time: Gaze(10 + 1.4 * (-1) ** int(time * 2), 0), 30)) <= 1


def test_your_way_is_where_it_was_set() -> None:
    assert changes(lambda _: Gaze(25, -8), 3, Gaze(25, -8))[0][1] is True
    assert changes(lambda _: CAMERA, 3, Gaze(25, -8))[0][1] is False


def test_a_head_that_is_read_a_little_low_still_looks_the_users_way() -> None:
    told = changes(lambda time: Gaze(0, -21) if 5 <= time < 10 else Gaze(0, -8), 15)
    assert [toward for _, toward in told] == [True, False, True]


def test_a_head_that_nods_and_shakes_looks_on() -> None:
    def moved(time: float) -> Gaze:
        return Gaze(13 * math.sin(9 * time), 7 * math.cos(11 * time) - 7) if time > 3 else CAMERA

    assert [toward for _, toward in changes(moved, 20)] == [True]
