"""How hard the choices get: slowly harder, easier at once, and never beyond what there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.practice.difficulty import Difficulty


def test_difficulty_climbs_slowly_and_falls_at_once() -> None:
    difficulty = Difficulty()
    start = difficulty.choices
    for _ in range(6):
        difficulty.learn(right=True)
    assert (difficulty.choices, difficulty.alike) == (start + 1, False)
    difficulty.learn(right=False)
    assert (difficulty.choices, difficulty.alike) == (start, True)


@given(st.lists(st.booleans(), max_size=80))
def test_difficulty_stays_between_two_and_seven_choices(rights: list[bool]) -> None:
    difficulty = Difficulty()
    for right in rights:
        difficulty.learn(right)
        assert 2 <= difficulty.choices <= 7
