"""Events as JSON lines, as a JSON document or as a table, for other programs and for a protocol of a session."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any

from assistant import messages
from assistant.errors import OutputError
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
from assistant.runtime.line_file import LineFile

STANDARD_OUTPUT = "-"

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


class EventLog:
    """Writes JSON lines to a file or to standard output, each at once. Use it as a context manager.

    What was in the file stays until `begin` or the first line: what is to be read may turn out not to be there. Who is
    killed meanwhile may leave a last line without its end, which is to be passed over.

    Args:
        target: a path, or "-" for standard output.

    Raises:
        OutputError: the file cannot be written, or another run is writing it.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        if target == STANDARD_OUTPUT and sys.stdout is None:
            raise self._unwritable(OSError(errno.EBADF, os.strerror(errno.EBADF)))
        try:
            self._lines = None if target == STANDARD_OUTPUT else LineFile(target)
        except BlockingIOError as error:
            raise OutputError(messages.say("error.events_file_in_use", file=target)) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def begin(self) -> None:
        """Empty the file of what was in it: there is something to tell now, if only that nothing happened.

        Raises:
            OutputError: the file cannot be written.
        """
        try:
            if self._lines:
                self._lines.begin()
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, entry: dict[str, Any]) -> None:
        """Append one JSON object as a line.

        Raises:
            OutputError: the file cannot be written; the lines before it are whole.
            OSError: standard output cannot be written.
        """
        line = _to_json(entry) + "\n"
        if self._lines is None:
            # The command line has words for what happens to standard output, captions included.
            sys.stdout.write(line)
            sys.stdout.flush()
            return
        try:
            # A file's name need not be UTF-8.
            self._lines.add(line.encode(errors="replace"))
        except BrokenPipeError:
            raise  # the reader has closed the pipe, and needs no sentence
        except OSError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lines:
            self._lines.close()

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(messages.say("error.file_unwritable", file=self._target, detail=error.strerror))


def _rounded(box: Box) -> list[float]:
    """Left, top, width and height, to a tenth of a pixel."""
    return [round(side, 1) for side in (box.x, box.y, box.width, box.height)]


def _label(expression: Expression | None) -> str:
    return UNSURE if expression is None else str(expression)


class EventRecorder:
    """Writes what a session brings about into a log, if there is one.

    Args:
        with_frames: also write the readings of every frame.

    Attributes:
        broken: whether it was ended because the log could not be written.
    """

    def __init__(self, log: EventLog | None, with_frames: bool = False) -> None:
        self._log, self._with_frames = log, with_frames
        self.broken = False

    def end(self) -> None:
        """Write nothing more, because the log cannot be written."""
        self._log, self.broken = None, True

    def observation(self, observation: Observation) -> None:
        """Write the events of one frame, and its readings where they are asked for."""
        if self._log:
            self._log.begin()
        if self._log and self._with_frames:
            self._log.write(frame_to_dict(observation))
        for event in observation.events:
            self.event(event)

    def event(self, event: Event) -> None:
        """Write one event."""
        if self._log:
            self._log.write(to_dict(event))
