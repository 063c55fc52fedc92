"""Movements told by themselves, where no expression is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cues.cue_engine import CueEngine
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
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Channel, CueEvent, CueKind, Event, ExpressionEvent, FaceReading, NoticeEvent, Trouble
from assistant.expressions import Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure

SMILE = dict.fromkeys(MOVES["smiles"], 0.8)
OPEN = {"jawOpen": 0.7}


def face(talks: bool = False, **measured: float) -> FaceReading:
    return replace(reading(1, None), blendshapes=measured, talks=talks)


def told(frames: list[FaceReading], **chosen: object) -> list[Event]:
    wanted: dict = {"expressions": Delivery.OFF, "movements": Delivery.ON, **chosen}
    engine = CueEngine(CuePreferences(**wanted), None)
    events = [e for n, frame in enumerate(frames) for e in engine.observe(n / 10, [frame], FRAME_SIZE)]
    return [event for event in events if isinstance(event, CueEvent | ExpressionEvent | NoticeEvent)]


def texts(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, CueEvent | NoticeEvent)]


def test_a_movement_and_its_end_are_told_and_no_expression() -> None:
    events = told([face()] * 20 + [face(**SMILE)] * 20 + [face()] * 20)
    assert texts(events) == ["face at rest", "smiles", "face at rest"]
    for cue in events:
        assert isinstance(cue, CueEvent)
        assert (cue.about, cue.expression, cue.earcon) == (CueKind.MOVEMENT, None, None)
        assert Channel.EARCON not in cue.channels


def test_several_movements_are_told_together() -> None:
    assert texts(told([face(**SMILE, **OPEN)] * 20))[-1] == "smiles, opens the mouth"


def test_talking_opens_the_mouth_and_is_not_told() -> None:
    assert texts(told([face(talks=True, **OPEN)] * 20)) == ["face at rest"]


def test_the_budget_leaves_no_movement_standing() -> None:
    frames = [frame for _ in range(4) for frame in [face(**SMILE)] * 20 + [face()] * 20]
    assert texts(told(frames, per_minute=3)) == ["face at rest", "smiles", "face at rest", "looks different now"]


def test_what_was_told_before_a_trouble_is_told_again() -> None:
    hidden = reading(1, None, trouble=Trouble.TURNED_AWAY)
    frames = [face(**SMILE)] * 20 + [hidden] * 20 + [face(**SMILE)] * 20
    assert texts(told(frames)).count("smiles") == 2


@pytest.mark.parametrize("delivery", [Delivery.ON_REQUEST, Delivery.OFF])
def test_nothing_is_told_by_itself_on_request(delivery: Delivery) -> None:
    assert told([face(**SMILE)] * 30, movements=delivery) == []


def test_where_expressions_are_told_movements_go_with_them() -> None:
    both = replace(face(**SMILE), probabilities=sure(Expression.HAPPY))
    engine = CueEngine(CuePreferences(movements=Delivery.ON), (0.4,) * 7)
    events = [event for n in range(30) for event in engine.observe(n / 10, [both], FRAME_SIZE)]
    assert [event.text for event in events if isinstance(event, CueEvent)] == ["looks happy: smile"]


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
        (9.0, 0.1, ()),
        (10.0, 0.6, ()),
        (10.0 + HOLD, 0.6, (move,)),
    ):
        moving.update(now, dict.fromkeys(MOVES[move], strength))
        assert moving.moves == moves, now


@pytest.mark.parametrize("move", MOVES)
def test_a_picture_shows_what_is_plain(move: str) -> None:
    least = BROWS_IN_PICTURES if move in BROWS else BEGINS
    assert doing(dict.fromkeys(MOVES[move], least + 0.01)) == (move,)
    assert doing(dict.fromkeys(MOVES[move], least - 0.01)) == ()
