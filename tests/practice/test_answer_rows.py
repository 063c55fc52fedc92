"""An answer and its row: nothing is lost on the way there and back, and what cannot be an answer is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from assistant.practice.answer_rows import COLUMNS, VALUES, from_row, text_or_bytes, to_row
from assistant.practice.cards import Answer
from tests.helpers.answers import ANSWER
from tests.helpers.practice_cases import answers
from tests.practice.conftest import NOW


def selected(row: Sequence[object]) -> tuple[object, ...]:
    """What a file gives back of the row that was put into it."""
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    with closing(sqlite3.connect(":memory:")) as database:
        database.text_factory = text_or_bytes
        database.execute(f"CREATE TABLE answers ({names})")
        database.execute(f"INSERT INTO answers VALUES ({', '.join('?' * len(COLUMNS))})", tuple(row))
        return tuple(database.execute(f"SELECT {VALUES} FROM answers").fetchone())


def changed(column: str, value: object) -> list[object]:
    row: list[object] = list(to_row(ANSWER))
    row[COLUMNS.index(column)] = value
    return row


@settings(max_examples=30)
@given(answers)
def test_a_row_holds_all_of_an_answer(answer: Answer) -> None:
    assert from_row(to_row(answer)) == from_row(selected(to_row(answer))) == answer


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("time", "tomorrow"),
        ("time", 0),
        ("time", "0001-01-01T00:00:00+14:00"),
        ("time", "1969-12-31T23:59:59+00:00"),
        ("time", "2200-01-01T00:00:00+00:00"),
        ("kind", "telepathy"),
        ("kind", b"name"),
        ("expression", "proud"),
        ("expression", None),
        ("chosen", ""),
        ("right", 2),
        ("right", 1.0),
        ("intensity", 1.01),
        ("intensity", float("nan")),
        ("intensity", 1),
        ("intensity", "0.5"),
        ("choices", 1),
        ("choices", 99),
        ("choices", 2.5),
        ("described", None),
    ],
)
def test_a_value_that_no_answer_has_makes_it_none(column: str, value: object) -> None:
    assert from_row(to_row(ANSWER)) == ANSWER
    assert from_row(changed(column, value)) is None


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    told = from_row(changed("time", NOW.astimezone(timezone(timedelta(hours=-5))).isoformat()))
    assert told == ANSWER
    assert told.time.tzinfo is UTC
    assert told.time == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_text_that_is_far_too_long_does_not_come_into_memory() -> None:
    (place,) = (index for index, column in enumerate(COLUMNS) if column == "chosen")
    assert selected(changed("chosen", "x" * 64))[place] == "x" * 64
    assert selected(changed("chosen", "x" * 65))[place] == b""


def test_bytes_that_are_no_text_stay_bytes() -> None:
    assert text_or_bytes("Zoë".encode()) == "Zoë"
    assert text_or_bytes(b"\xff") == b"\xff"
