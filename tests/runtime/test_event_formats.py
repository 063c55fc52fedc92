"""Events as the contract writes them, and tables that give back what was put in."""

import csv
import io

import pytest

from assistant.events import (
    Attention,
    AttentionEvent,
    Box,
    Channel,
    CueEvent,
    CueKind,
    Earcon,
    Event,
    ExpressionEvent,
    FaceEvent,
    Gesture,
    GestureEvent,
    NoticeEvent,
)
from assistant.expressions import Expression
from assistant.runtime.event_formats import as_csv, to_dict

CUE = CueEvent(2.5, 1, "looks happy", frozenset({Channel.SPEECH, Channel.LABEL}), Expression.HAPPY, Earcon.POSITIVE)
NOD = CueEvent(2.5, 1, "nods", frozenset({Channel.EARCON}), None, Earcon.NOD, about=CueKind.GESTURE)


@pytest.mark.parametrize(
    ("event", "entry"),
    [
        (
            NOD,
            {"time": 2.5, "kind": "cue", "face": 1, "text": "nods", "channels": ["earcon"], "about": "gesture"},
        ),
        (
            FaceEvent(0.12345, 1, "appeared", Box(1.26, 2, 3, 4)),
            {"time": 0.123, "kind": "face", "face": 1, "state": "appeared", "box": [1.3, 2, 3, 4]},
        ),
        (
            ExpressionEvent(1.0, 2, Expression.SAD, 0.81234),
            {"time": 1.0, "kind": "expression", "face": 2, "expression": "sad", "probability": 0.8123},
        ),
        (
            ExpressionEvent(1.0, 2, None, 0.3),
            {"time": 1.0, "kind": "expression", "face": 2, "expression": "unsure", "probability": 0.3},
        ),
        (
            CUE,
            {
                "time": 2.5,
                "kind": "cue",
                "face": 1,
                "text": "looks happy",
                "channels": ["label", "speech"],
                "expression": "happy",
            },
        ),
        (
            GestureEvent(4.0006, 1, Gesture.SHAKE, 25.96),
            {"time": 4.001, "kind": "gesture", "face": 1, "gesture": "shake", "strength": 26.0},
        ),
        (
            AttentionEvent(5.0, 2, Attention.TALKING),
            {"time": 5.0, "kind": "attention", "face": 2, "state": "talking"},
        ),
        (NoticeEvent(3.0, "It is too dark."), {"time": 3.0, "kind": "notice", "text": "It is too dark."}),
    ],
)
def test_events_as_the_contract_writes_them(event: Event, entry: dict[str, object]) -> None:
    assert to_dict(event) == entry


@pytest.mark.parametrize("words", ["a\rb", "a\nb", 'says "a, b"', "\r\n", "\u2028"])
def test_a_table_gives_back_the_words_that_were_put_in(words: str) -> None:
    table = as_csv([to_dict(NoticeEvent(0.5, words)), to_dict(NoticeEvent(1.5, "next"))])
    assert [row["text"] for row in csv.DictReader(io.StringIO(table, newline=""))] == [words, "next"]
