from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.notices import PATIENCE, RECOVERY, TroubleNotices
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
