"""Events as JSON lines, as a JSON document or as a table, for other programs and for a protocol of a session."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from assistant import messages
from assistant.errors import OutputError
from assistant.events import CueEvent, Event, ExpressionEvent, FaceEvent, NoticeEvent, Observation
from assistant.expressions import EXPRESSIONS, UNSURE, Expression

STANDARD_OUTPUT = "-"

COLUMNS = ("time", "kind", "face", "text", "expression", "probability", "state")
"""Of a table of events."""


def to_dict(event: Event) -> dict[str, Any]:
    """An event as the command contract writes it: `time` (s), `kind`, and what the kind adds."""
    head = {"time": round(event.time, 3)}
    match event:
        case FaceEvent():
            box = [round(side, 1) for side in (event.box.x, event.box.y, event.box.width, event.box.height)]
            return head | {"kind": "face", "face": event.face, "state": event.state, "box": box}
        case ExpressionEvent():
            return head | {
                "kind": "expression",
                "face": event.face,
                "expression": _label(event.expression),
                "probability": round(event.probability, 4),
            }
        case CueEvent():
            return head | {
                "kind": "cue",
                "face": event.face,
                "text": event.text,
                "channels": sorted(event.channels),
                "expression": _label(event.expression),
            }
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
                "box": [round(side, 1) for side in (box.x, box.y, box.width, box.height)],
                "probabilities": None
                if reading.probabilities is None
                else {str(e): round(p, 4) for e, p in zip(EXPRESSIONS, reading.probabilities, strict=True)},
            }
            for reading in observation.faces
            for box in (reading.found.box,)
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
    """A table with the columns `COLUMNS`; what an event does not have is left empty."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(entries)
    return table.getvalue()


def _to_json(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False)


class EventLog:
    """Writes JSON lines to a file or to standard output, each at once. Use it as a context manager.

    Args:
        target: a path, or "-" for standard output.

    Raises:
        OutputError: the file cannot be written.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        if target == STANDARD_OUTPUT and sys.stdout is None:
            raise self._unwritable(OSError(errno.EBADF, os.strerror(errno.EBADF)))
        try:
            self._file: TextIO = (
                sys.stdout
                if target == STANDARD_OUTPUT
                # A file's name need not be UTF-8.
                else Path(target).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115
            )
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, entry: dict[str, Any]) -> None:
        """Append one JSON object as a line."""
        try:
            self._file.write(_to_json(entry) + "\n")
            self._file.flush()
        except BrokenPipeError:
            raise  # whoever read has left, and needs no sentence
        except OSError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._target != STANDARD_OUTPUT:
            self._file.close()

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(messages.say("error.file_unwritable", file=self._target, detail=error.strerror))


def _label(expression: Expression | None) -> str:
    return UNSURE if expression is None else str(expression)


class EventRecorder:
    """Writes what a session brings about into a log, if there is one.

    Args:
        with_frames: also write the readings of every frame.
    """

    def __init__(self, log: EventLog | None, with_frames: bool = False) -> None:
        self._log, self._with_frames = log, with_frames

    def observation(self, observation: Observation) -> None:
        """Write the events of one frame, and its readings where they are asked for."""
        if self._log and self._with_frames:
            self._log.write(frame_to_dict(observation))
        for event in observation.events:
            self.event(event)

    def event(self, event: Event) -> None:
        """Write one event."""
        if self._log:
            self._log.write(to_dict(event))
