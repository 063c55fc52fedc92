"""What moves in a face: what is plain to see, for as long as it lasts, from where it usually is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.cues import movements
from assistant.cues.movements import (
    BEGINS,
    BROWS,
    BROWS_BEGIN,
    BROWS_END,
    BROWS_IN_PICTURES,
    ENDS,
    HOLD,
    MOVES,
    MovingFace,
    doing,
)


@given(st.dictionaries(st.sampled_from(sum(movements.MOVEMENTS.values(), ())), st.floats(0, 1)))
def test_only_plain_movements_are_told_strongest_first(blendshapes: dict[str, float]) -> None:
    told = movements.describe(blendshapes)
    assert len(told) <= movements.MOST
    names = {messages.say(f"movement.{key}"): key for key in movements.MOVEMENTS}
    strengths = [
        sum(blendshapes.get(b, 0.0) for b in movements.MOVEMENTS[names[t]]) / len(movements.MOVEMENTS[names[t]])
        for t in told
    ]
    assert all(strength >= movements.VISIBLE for strength in strengths)
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize("move", MOVES)
def test_each_begins_and_ends_with_hysteresis_and_after_a_hold(move: str) -> None:
    begins, ends = (BROWS_BEGIN, BROWS_END) if move in BROWS else (BEGINS, ENDS)
    moving = MovingFace()
    for now, strength, moves in (
        (0.0, 0.0, ()),
        (1.0, begins + 0.05, ()),
        (1.0 + HOLD, begins + 0.05, (move,)),
        (2.0, (begins + ends) / 2, (move,)),
        (4.0, (begins + ends) / 2, (move,)),
        (5.0, ends - 0.05, (move,)),
        (5.0 + HOLD, ends - 0.05, ()),
    ):
        moving.update(now, dict.fromkeys(MOVES[move], strength))
        assert moving.moves == moves, now


@pytest.mark.parametrize("move", sorted(BROWS))
def test_brows_count_from_where_they_usually_are(move: str) -> None:
    moving = MovingFace()
    for now, strength, moves in (
        (0.0, 0.6, ()),
        (HOLD, 0.6, ()),
        (1.0, 0.95, ()),
        (1.0 + HOLD, 0.95, (move,)),
        (2.0, 0.6, (move,)),
        (2.0 + HOLD, 0.6, ()),
        *((seconds / 2, 0.1, ()) for seconds in range(6, 20)),
        (10.0, 0.6, ()),
        (10.0 + HOLD, 0.6, (move,)),
    ):
        moving.update(now, dict.fromkeys(MOVES[move], strength))
        assert moving.moves == moves, now


@pytest.mark.parametrize("move", sorted(BROWS))
def test_what_a_face_shows_after_a_time_in_which_nobody_looked_is_not_its_usual(move: str) -> None:
    moving = MovingFace()
    for now, strength, moves in ((0.0, 0.1, ()), (60.0, 0.6, ()), (60.0 + HOLD, 0.6, (move,))):
        moving.update(now, dict.fromkeys(MOVES[move], strength))
        assert moving.moves == moves, now


@pytest.mark.parametrize("move", MOVES)
def test_a_picture_shows_what_is_plain(move: str) -> None:
    least = BROWS_IN_PICTURES if move in BROWS else BEGINS
    assert doing(dict.fromkeys(MOVES[move], least + 0.01)) == (move,)
    assert doing(dict.fromkeys(MOVES[move], least - 0.01)) == ()
