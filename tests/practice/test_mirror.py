"""The mirror tells how the camera reads a face: calmly, at changes alone, and without a mark."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.decks import DrawnDeck
from assistant.practice.mirror import Mirror

word = DrawnDeck().word


def reading(expression: Expression, sure: float = 0.9) -> list[float]:
    rest = (1 - sure) / (len(EXPRESSIONS) - 1)
    return [sure if each is expression else rest for each in EXPRESSIONS]


def remarks(mirror: Mirror, shown: list[tuple[Expression, float]], rate: float = 10) -> list[tuple[float, str]]:
    """What is said, and when, while each expression is read for so many seconds."""
    return remarks_on(mirror, [(reading(expression), seconds) for expression, seconds in shown], rate)


def remarks_on(mirror: Mirror, shown: list[tuple[list[float], float]], rate: float = 10) -> list[tuple[float, str]]:
    """Likewise, for any readings."""
    said, time = [], 0.0
    for probabilities, seconds in shown:
        for _ in range(round(seconds * rate)):
            text = mirror.see(probabilities, time)
            said += [(time, text)] if text else []
            time += 1 / rate
    return said


def test_mirror_follows_the_reading() -> None:
    mirror = Mirror(Expression.HAPPY, word)
    said = remarks(mirror, [(Expression.NEUTRAL, 4), (Expression.HAPPY, 5)])
    first, second = (text for _, text in said)
    assert first.startswith("The camera reads: neutral. Looks happy: cheeks raised")
    assert second == "The camera now reads: happy."
    assert 4 < said[-1][0] < 6
    assert mirror.closeness > 0.8


def test_a_reading_that_wavers_is_no_change() -> None:
    still = (reading(Expression.NEUTRAL), 4.0)
    wavering = [(reading(Expression.HAPPY, sure), 4.0) for sure in (0.52, 0.9, 0.48, 0.9)]
    said = remarks_on(Mirror(Expression.HAPPY, word), [still, *wavering, still])
    assert [text.split(":")[0] for _, text in said] == ["The camera reads", "The camera now reads", "The camera reads"]
    assert 8 < said[1][0] < 10
    assert said[2][0] > 20


def test_what_comes_near_is_said_without_another_explanation() -> None:
    said = remarks_on(Mirror(Expression.HAPPY, word), [(reading(Expression.HAPPY, 0.5), 4.0)])
    assert [text for _, text in said] == ["The camera begins to read: happy."]


def test_what_fades_is_not_said_to_begin() -> None:
    fading = [(reading(Expression.HAPPY, sure), 4.0) for sure in (0.65, 0.3)]
    said = remarks_on(Mirror(Expression.HAPPY, word), [*fading, (reading(Expression.NEUTRAL), 4.0)])
    assert [text.split(".")[0] for _, text in said] == ["The camera now reads: happy", "The camera reads: neutral"]


def test_the_mirror_looks_for_a_second_before_it_speaks() -> None:
    ((first, _),) = remarks(Mirror(Expression.HAPPY, word), [(Expression.NEUTRAL, 4)])
    assert first == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("rate", [5, 10, 30])
def test_frame_rate_does_not_matter(rate: float) -> None:
    said = remarks(Mirror(Expression.SAD, word), [(Expression.NEUTRAL, 3), (Expression.SAD, 4)], rate)
    assert [text for _, text in said][-1] == "The camera now reads: sad."
    assert said[-1][0] == pytest.approx(3.8, abs=0.5)


@given(st.lists(st.tuples(st.sampled_from(EXPRESSIONS), st.floats(0.1, 3)), max_size=12))
def test_remarks_keep_a_distance_and_never_mark(shown: list[tuple[Expression, float]]) -> None:
    said = remarks(Mirror(Expression.FEAR, word), shown)
    assert all(later - earlier >= 2.5 - 1e-9 for (earlier, _), (later, _) in pairwise(said))
    assert all(one != two for (_, one), (_, two) in pairwise(said))
    assert all(text.startswith("The camera ") for _, text in said)
