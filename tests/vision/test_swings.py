from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vision.swings import swings

TIMES = [number / 30 for number in range(120)]


def test_a_wave_is_made_of_ways_to_and_fro() -> None:
    found = swings(TIMES, [5 * math.sin(2 * math.pi * time) for time in TIMES], 1.0)
    assert [round(swing.way) for swing in found[:-1]] == [5, -10, 10, -10, 10, -10, 10, -10]
    assert all(swing.lasts == pytest.approx(0.25, abs=0.02) for swing in found[1:-1])


def test_a_stay_lies_between_two_swings() -> None:
    down, up = swings(TIMES, [-10 * min(max(min(t - 1, 3 - t) / 0.2, 0), 1) for t in TIMES], 1.0)
    assert (down.way, up.way) == (-10, 10)
    assert up.begins - down.ends == pytest.approx(1.6, abs=0.1)
    assert down.lasts == pytest.approx(0.14, abs=0.02)


def test_a_head_that_drifts_before_and_after_a_swing_lengthens_it_by_little() -> None:
    (swing,) = swings(TIMES, [t + 10 * min(max(t - 1.5, 0) / 0.4, 1) for t in TIMES], 1.0)
    assert swing.way == pytest.approx(10 + TIMES[-1])
    assert (swing.begins, swing.ends) == (pytest.approx(1.55, abs=0.07), pytest.approx(1.85, abs=0.07))


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=50))
def test_what_is_smaller_than_the_least_is_no_swing(angles: list[float]) -> None:
    assert swings([float(n) for n in range(len(angles))], angles, 2.01) == []


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=60), st.floats(0.5, 5))
def test_swings_alternate_and_follow_each_other(angles: list[float], least: float) -> None:
    found = swings([n / 10 for n in range(len(angles))], angles, least)
    for before, after in pairwise(found):
        assert before.last == after.first
        assert before.way * after.way < 0
    assert all(abs(swing.way) >= least and swing.begins <= swing.ends for swing in found)
