from __future__ import annotations

from collections.abc import Callable

from assistant.vision.blinks import LONGEST, Blinks

RATE = 15.0


def blinking(opened: Callable[[float], float], seconds: float = 8.0) -> list[float]:
    """The times at which the eyes were held to blink."""
    blinks = Blinks()
    times = [number / RATE for number in range(round(seconds * RATE))]
    return [time for time in times if blinks.update(time, opened(time))]


def test_eyes_that_close_for_a_moment_blink() -> None:
    times = blinking(lambda time: 0.05 if 3.0 <= time < 3.25 else 0.35)
    assert times
    assert all(3.0 <= time < 3.25 for time in times)


def test_eyes_that_are_narrow_by_nature_or_wide_do_not() -> None:
    assert blinking(lambda _: 0.15) == blinking(lambda time: 0.3 + 0.1 * (time > 3)) == []


def test_eyes_that_stay_shut_blink_no_longer_than_a_blink_takes() -> None:
    times = blinking(lambda time: 0.05 if time >= 3.0 else 0.35)
    assert times
    assert max(times) <= 3.0 + LONGEST
