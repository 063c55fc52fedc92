from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.notices import FORGOTTEN, GROWTH, LONGEST, PATIENCE, RECOVERY, TroubleNotices
from assistant.events import Trouble
from assistant.messages import say

moments = st.lists(st.tuples(st.floats(0.0, 1.5), st.none() | st.sampled_from(Trouble)), max_size=60)


@given(moments)
def test_a_trouble_is_said_again_only_after_it_was_better(frames: list[tuple[float, Trouble | None]]) -> None:
    notices, now = TroubleNotices(0.0), 0.0
    said: list[tuple[float, str]] = []
    seen: list[tuple[float, str]] = []
    for gap, trouble in frames:
        now += gap
        if trouble is not None:
            seen.append((now, say(f"notice.{trouble.value}")))
        notice = notices.update(now, trouble)
        if notice is not None:
            said.append((notice.time, notice.text))
    for text in {text for _, text in said}:
        for earlier, later in pairwise([time for time, other in said if other == text]):
            between = [time for time, other in seen if other == text and earlier <= time <= later]
            assert max(b - a for a, b in pairwise(between)) >= RECOVERY


@given(st.sampled_from(Trouble), st.integers(2, 30))
def test_a_lasting_trouble_is_said_once_after_some_patience(trouble: Trouble, fps: int) -> None:
    notices = TroubleNotices(0.0)
    times = [n / fps for n in range(20 * fps) if notices.update(n / fps, trouble)]
    assert len(times) == 1
    assert PATIENCE <= times[0] <= PATIENCE + 1 / fps + 1e-9


def test_a_short_trouble_is_not_worth_a_word() -> None:
    notices = TroubleNotices(0.0)
    assert not any(notices.update(n / 30, Trouble.BLURRED if n % 20 < 10 else None) for n in range(300))


def test_troubles_that_take_turns_are_said_like_one_that_lasts() -> None:
    notices = TroubleNotices(0.0)
    turns = (Trouble.TURNED_AWAY, Trouble.OUT_OF_VIEW)
    said = [n / 10 for n in range(600) if notices.update(n / 10, turns[n // 5 % 2])]
    assert said == [PATIENCE]


def test_who_looks_away_now_and_then_is_told_so_ever_more_seldom() -> None:
    notices, said = TroubleNotices(0.0), []
    for n in range(10 * 60 * 10):
        # Two seconds in five.
        if notices.update(n / 10, Trouble.TURNED_AWAY if n % 50 < 20 else None):
            said.append(n / 10)
    assert said[0] == PATIENCE
    assert len(said) <= 10


def test_a_trouble_that_lasts_is_said_however_often_it_was_there_before() -> None:
    notices, now = TroubleNotices(0.0), 0.0
    for seconds in (1.5, 5, 15, 40, 40):
        times = [now + n / 10 for n in range(round(seconds * 10))]
        assert len([time for time in times if notices.update(time, Trouble.BLURRED)]) == 1
        now = times[-1] + RECOVERY + 0.1
        notices.update(now - 0.1, None)
    assert not any(notices.update(now + n / 10, Trouble.BLURRED) for n in range(round(LONGEST * 10) - 1))


def test_a_trouble_that_was_long_gone_is_said_as_soon_as_the_first_time() -> None:
    notices, delays = TroubleNotices(0.0), []
    for begin in (0.0, 10.0, 10.0 + PATIENCE * GROWTH + FORGOTTEN + 0.1):
        times = [begin + n / 10 for n in range(round(PATIENCE * GROWTH * 10) + 1)]
        notices.update(begin - 0.1, None)
        delays += [round(time - begin, 1) for time in times if notices.update(time, Trouble.BLURRED)]
    assert delays == [PATIENCE, PATIENCE * GROWTH, PATIENCE]
