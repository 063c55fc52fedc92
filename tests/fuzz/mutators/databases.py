"""SQLite files: rows, tables and pages changed; the file stays one that SQLite opens, most of the time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from random import Random

from tests.fuzz.mutators import plain

_VALUES = (
    None, 0, 1, -1, 2**62, -(2**63), 1.5, float("inf"), "", "x", "happy", "name", "2026-01-01T00:00:00.000+00:00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-13-01", "a\0b", "é" * 300, b"", b"\xff\xfe",
    b"happy",
)  # fmt: skip
_SCHEMA = (
    "PRAGMA user_version = 0", "PRAGMA user_version = 2", "PRAGMA user_version = -1", "DROP TABLE answers",
    "DROP TABLE learners", "ALTER TABLE answers RENAME TO x", "ALTER TABLE answers DROP COLUMN described",
    "ALTER TABLE answers ADD COLUMN more", "CREATE VIEW v AS SELECT * FROM answers", "DROP INDEX answers_of_learner",
    "CREATE TRIGGER t AFTER INSERT ON answers BEGIN DELETE FROM learners; END", "DELETE FROM learners",
    "ALTER TABLE learners RENAME COLUMN name TO title", "PRAGMA application_id = -1",
    "INSERT INTO learners (name) VALUES (x'ff')",
)  # fmt: skip


def rows(data: bytes, rng: Random) -> bytes:
    """Values and tables changed by SQL."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.deserialize(data)
        database.text_factory = bytes
        for _ in range(rng.randint(1, 3)):
            rng.choice(_EDITS)(database, rng)
        return database.serialize()
    except (sqlite3.Error, OverflowError, MemoryError):
        return pages(data, rng)
    finally:
        database.close()


def pages(data: bytes, rng: Random) -> bytes:
    """Bytes changed in the file's header or anywhere in its pages."""
    return plain.number(data, rng, 0, 100) if rng.random() < 0.3 else plain.changed(data, rng)


def _value(database: sqlite3.Connection, rng: Random) -> None:
    column = rng.choice(
        ("learner", "time", "kind", "expression", "chosen", "right", "intensity", "choices", "described")
    )
    database.execute(
        f'UPDATE answers SET "{column}" = ? WHERE id = (SELECT id FROM answers LIMIT 1 OFFSET ?)',
        (rng.choice(_VALUES), rng.randrange(4)),
    )


def _name(database: sqlite3.Connection, rng: Random) -> None:
    database.execute("UPDATE learners SET name = ? WHERE id = 1", (rng.choice(_VALUES),))


def _schema(database: sqlite3.Connection, rng: Random) -> None:
    database.execute(rng.choice(_SCHEMA))


_EDITS: tuple[Callable[[sqlite3.Connection, Random], None], ...] = (_value, _value, _value, _name, _schema)
