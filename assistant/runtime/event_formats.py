"""Events as other programs read them: as JSON lines, as a JSON document, or as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from assistant.events import (
    AttentionEvent,
    Box,
    CueEvent,
    CueKind,
    Event,
    ExpressionEvent,
    FaceEvent,
    GestureEvent,
    NoticeEvent,
    Observation,
)
from assistant.expressions import EXPRESSIONS, UNSURE, Expression

COLUMNS = ("time", "kind", "face", "text", "expression", "probability", "state", "gesture", "strength", "about")
"""Of a table of events."""

_FILE = "file"


def to_dict(event: Event) -> dict[str, Any]:
    """An event as the command contract writes it: `time` (s), `kind`, and what the kind adds."""
    head = {"time": round(event.time, 3)}
    match event:
        case FaceEvent():
            return head | {"kind": "face", "face": event.face, "state": event.state, "box": _rounded(event.box)}
        case ExpressionEvent():
            return head | {
                "kind": "expression",
                "face": event.face,
                "expression": _label(event.expression),
                "probability": round(event.probability, 4),
            }
        case GestureEvent():
            return head | {
                "kind": "gesture",
                "face": event.face,
                "gesture": event.gesture.value,
                "strength": round(event.strength, 1),
            }
        case AttentionEvent():
            return head | {"kind": "attention", "face": event.face, "state": event.state.value}
        case CueEvent():
            cue = {
                "kind": "cue",
                "face": event.face,
                "text": event.text,
                "channels": sorted(event.channels),
            }
            of_expression = event.about is CueKind.EXPRESSION
            return head | cue | ({"expression": _label(event.expression)} if of_expression else {"about": event.about})
        case NoticeEvent():
            return head | {"kind": "notice", "text": event.text}


def frame_to_dict(observation: Observation) -> dict[str, Any]:
    """The readings of one frame: boxes in pixels, probabilities by label, milliseconds by step."""
    return {
        "time": round(observation.time, 3),
        "kind": "frame",
        "faces": [
            {
                "face": reading.face,
                "box": _rounded(reading.found.box),
                "probabilities": None
                if reading.probabilities is None
                else {str(e): round(p, 4) for e, p in zip(EXPRESSIONS, reading.probabilities, strict=True)},
            }
            for reading in observation.faces
        ],
        "milliseconds": {step: round(duration, 2) for step, duration in observation.milliseconds.items()},
    }


def as_json_lines(entries: Iterable[dict[str, Any]]) -> str:
    """One JSON object a line."""
    return "".join(f"{_to_json(entry)}\n" for entry in entries)


def as_json(entries: Iterable[dict[str, Any]]) -> str:
    """One JSON document: a list with one object a line."""
    return "[" + ",".join(f"\n{_to_json(entry)}" for entry in entries) + "\n]\n"


def as_csv(entries: Iterable[dict[str, Any]]) -> str:
    """A table (RFC 4180) with the columns `COLUMNS`, and of photos their files; what an event lacks is left empty."""
    entries = list(entries)
    columns = (*COLUMNS, _FILE) if any(_FILE in entry for entry in entries) else COLUMNS
    table = io.StringIO(newline="")
    # With other ends of lines, Python before 3.13 does not quote a carriage return within a text.
    writer = csv.DictWriter(table, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(entries)
    return table.getvalue()


def _to_json(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False)


def _rounded(box: Box) -> list[float]:
    """Left, top, width and height, to a tenth of a pixel."""
    return [round(side, 1) for side in (box.x, box.y, box.width, box.height)]


def _label(expression: Expression | None) -> str:
    return UNSURE if expression is None else str(expression)
