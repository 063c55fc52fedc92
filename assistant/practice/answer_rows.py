"""An answer as a row of the file of answers, and back; rows that cannot be answers are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from assistant.expressions import EXPRESSIONS
from assistant.practice.behaviours import subject
from assistant.practice.cards import Answer, Kind

COLUMNS = ("time", "kind", "expression", "chosen", "right", "intensity", "choices", "described")

_LONGEST = 64
VALUES = ", ".join(
    f'CASE WHEN length(answers."{column}") > {_LONGEST} THEN x\'\' ELSE answers."{column}" END' for column in COLUMNS
)
"""What to select for `from_row`: text that is far too long for its column does not come into memory."""

_FIRST_YEAR, _LAST_YEAR = 1970, 2199
"""Beyond these lie only the times of damaged answers, and reviews that would fall due after the end of the calendar."""


def to_row(answer: Answer) -> tuple[str | float | None, ...]:
    """What `COLUMNS` hold of an answer."""
    return (
        answer.time.isoformat(timespec="milliseconds"),
        answer.kind.value,
        answer.expression.value,
        answer.chosen.value if answer.chosen else None,
        int(answer.right),
        answer.intensity,
        answer.choices,
        int(answer.described),
    )


def text_or_bytes(data: bytes) -> str | bytes:
    """Text as str, and bytes where it is not UTF-8: SQLite would refuse the whole table for them."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def from_row(row: Sequence[Any]) -> Answer | None:
    """The answer that a row holds, or None where one of its values can be none of an answer's."""
    time, kind, expression, chosen, right, intensity, choices, described = row
    try:
        given = datetime.fromisoformat(time).astimezone(UTC)
        answer = Answer(
            given,
            Kind(kind),
            subject(expression),
            None if chosen is None else subject(chosen),
            bool(right),
            None if intensity is None else float(intensity),
            int(choices),
            bool(described),
        )
    except (ValueError, TypeError, OverflowError, OSError):  # the last on Windows, for times before 1970
        return None
    fits = (
        _FIRST_YEAR <= given.year <= _LAST_YEAR
        and {type(right), type(choices), type(described)} == {int}
        and {right, described} <= {0, 1}
        and 2 <= choices <= len(EXPRESSIONS)
        and (answer.intensity is None or (type(intensity) is float and 0 <= intensity <= 1))
    )
    return answer if fits else None
