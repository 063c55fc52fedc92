from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cues.stabilizer import DOUBT, HOLD, LEAST, NEUTRAL, StableExpression
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import NoisyFace, Stretch, frame_times, sure

ABSTAIN = (0.4,) * 7
HAPPY, SAD, UNCLEAR = sure(Expression.HAPPY), sure(Expression.SAD), sure(Expression.HAPPY, 0.2)


def changes(
    readings: Iterable[tuple[float, tuple[float, ...] | None]], abstain: tuple[float, ...] = ABSTAIN
) -> list[tuple[float, Expression | None]]:
    stable = StableExpression(abstain, 0.0)
    told = ((now, stable.update(now, reading)) for now, reading in readings)
    return [(now, change.expression) for now, change in told if change is not None]


def frames(*parts: tuple[tuple[float, ...], float], fps: int = 10) -> list[tuple[float, tuple[float, ...]]]:
    """Readings one after the other, each held for some seconds."""
    held = [reading for reading, seconds in parts for _ in range(round(seconds * fps))]
    return [(n / fps, reading) for n, reading in enumerate(held)]


def test_an_expression_becomes_stable_once() -> None:
    told = changes((now, sure(Expression.HAPPY)) for now in frame_times(5.0, 30))
    assert [expression for _, expression in told] == [Expression.HAPPY]
    assert HOLD <= told[0][0] <= 0.7


@given(st.sampled_from(EXPRESSIONS), st.sampled_from(EXPRESSIONS), st.integers(1, 3))
def test_a_flash_changes_nothing(shown: Expression, flash: Expression, frames: int) -> None:
    told = changes((n / 30, sure(flash if 60 <= n < 60 + frames else shown)) for n in range(150))
    assert [expression for _, expression in told] == [shown]


@given(st.floats(0.15, LEAST - 0.01))
def test_an_unclear_face_becomes_unsure_and_stays_so(probability: float) -> None:
    told = changes((now, sure(Expression.SAD, probability)) for now in frame_times(5.0, 15))
    assert [expression for _, expression in told] == [None]
    assert told[0][0] == pytest.approx(DOUBT, abs=0.1)


@given(st.sampled_from(EXPRESSIONS), st.floats(0.01, 1.0), st.sampled_from([5, 10, 30]))
def test_what_is_clear_enough_is_told_however_doubtful(shown: Expression, above: float, fps: int) -> None:
    least = NEUTRAL if shown is Expression.NEUTRAL else LEAST
    probability = least + above * (0.95 - least)
    told = changes((now, sure(shown, probability)) for now in frame_times(5.0, fps))
    assert [expression for _, expression in told] == [shown]
    assert told[0][0] <= 1.2


@pytest.mark.parametrize(("probability", "told"), [(NEUTRAL - 0.02, None), (NEUTRAL + 0.02, Expression.NEUTRAL)])
def test_what_may_be_neutral_is_not_told(probability: float, told: Expression | None) -> None:
    ((_, shown),) = changes((now, sure(Expression.NEUTRAL, probability)) for now in frame_times(5.0, 15))
    assert shown is told


@pytest.mark.parametrize(
    ("probability", "told"), [(0.52, Expression.SAD), (0.48, None), (LEAST + 0.02, None), (0.9, Expression.SAD)]
)
def test_a_high_abstain_threshold_suffices_by_half(probability: float, told: Expression | None) -> None:
    (change,) = changes(((now, sure(Expression.SAD, probability)) for now in frame_times(5.0, 15)), (1.0,) * 7)
    assert change[1] is told


@given(st.floats(0.0, 0.9), st.floats(0.0, 0.9))
def test_less_is_told_the_higher_the_least(one: float, other: float) -> None:
    def told(least: float) -> bool:
        stable = StableExpression(ABSTAIN, 0.0, least)
        steps = [stable.update(now, sure(Expression.SAD, 0.6)) for now in frame_times(1.5, 10)]
        return any(change is not None and change.expression is Expression.SAD for change in steps)

    low, high = sorted((one, other))
    assert told(low) >= told(high)


@given(st.integers(2, 10), st.sampled_from([10, 30]))
def test_a_face_that_is_read_now_and_then_stays_what_it_was(every: int, fps: int) -> None:
    told = changes((n / fps, sure(Expression.HAPPY) if n < fps or n % every == 0 else None) for n in range(8 * fps))
    assert [expression for _, expression in told] == [Expression.HAPPY]


def test_without_readings_a_face_becomes_unsure_and_then_stable_again() -> None:
    told = changes((n / 10, None if 20 <= n < 60 else sure(Expression.HAPPY)) for n in range(100))
    assert [expression for _, expression in told] == [Expression.HAPPY, None, Expression.HAPPY]
    assert told[1][0] == pytest.approx(1.9 + DOUBT, abs=0.11)


def test_doubt_adds_up_over_kind_frames_in_between() -> None:
    told = changes(frames((HAPPY, 1.0), *[(UNCLEAR, 1.2), (HAPPY, 0.3)] * 4))
    assert [expression for _, expression in told][:2] == [Expression.HAPPY, None]


@pytest.mark.parametrize("reading", [UNCLEAR, None])
def test_a_time_in_which_nobody_looked_is_no_doubt(reading: tuple[float, ...] | None) -> None:
    told = changes([*frames((HAPPY, 1.0)), (60.0, reading), (60.1, HAPPY)])
    assert [expression for _, expression in told] == [Expression.HAPPY]


def test_doubt_from_before_a_change_does_not_count_after_it() -> None:
    told = changes(frames((UNCLEAR, 5.0), (HAPPY, 1.0), (UNCLEAR, 1.0), (HAPPY, 1.0)))
    assert [expression for _, expression in told] == [None, Expression.HAPPY]


@pytest.mark.parametrize("doubtful", [1.5, 1.6])
def test_a_face_about_to_show_something_else_is_not_called_unsure_first(doubtful: float) -> None:
    told = changes(frames((HAPPY, 1.0), (UNCLEAR, doubtful), (SAD, 1.0)))
    assert [expression for _, expression in told] == [Expression.HAPPY, Expression.SAD]


def test_hysteresis_keeps_a_face_on_the_brink() -> None:
    brink = [sure(Expression.HAPPY, LEAST + 0.02), sure(Expression.HAPPY, LEAST - 0.05)]
    told = changes((n / 15, sure(Expression.HAPPY) if n < 30 else brink[n % 2]) for n in range(300))
    assert [expression for _, expression in told] == [Expression.HAPPY]


@pytest.mark.parametrize("fps", [5, 10, 15, 20, 25, 30])
def test_a_clean_change_is_told_at_the_same_moment_at_every_usual_frame_rate(fps: int) -> None:
    told = changes((n / fps, sure(Expression.HAPPY if n >= 2 * fps else Expression.NEUTRAL)) for n in range(5 * fps))
    assert [expression for _, expression in told] == [Expression.NEUTRAL, Expression.HAPPY]
    assert told[1][0] == pytest.approx(2.4)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([5, 10, 15]))
def test_frame_rate_changes_no_sequence_of_a_clear_face(seed: int, fps: int) -> None:
    face = NoisyFace(
        [Stretch(Expression.NEUTRAL, 3.0), Stretch(Expression.HAPPY, 3.0), Stretch(Expression.SURPRISE, 3.0)],
        seed,
        confidence=0.85,
        noise=0.4,
    )
    slow, fast = (
        changes((now, face.probabilities(now)) for now in frame_times(face.seconds, rate)) for rate in (fps, 30)
    )
    assert [expression for _, expression in slow] == [expression for _, expression in fast]
    for (at_slow, _), (at_fast, _) in zip(slow, fast, strict=True):
        assert at_slow == pytest.approx(at_fast, abs=0.3)
