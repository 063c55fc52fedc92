"""Movements told by themselves, where no expression is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cues.cue_engine import CueEngine
from assistant.cues.movements import (
    MOVES,
)
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Channel, CueEvent, CueKind, Event, ExpressionEvent, FaceReading, NoticeEvent, Trouble
from assistant.expressions import Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure

SMILE = dict.fromkeys(MOVES["smiles"], 0.8)
OPEN = {"jawOpen": 0.7}


def face(talks: bool = False, **measured: float) -> FaceReading:
    return replace(reading(1, None), blendshapes=measured, mouth_moves=talks)


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
