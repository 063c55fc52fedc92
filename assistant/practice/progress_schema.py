"""The tables of the learners' answers: how they came to be, and whether a file has them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from assistant.errors import ProgressError
from assistant.messages import say
from assistant.practice.answer_rows import COLUMNS

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE learners (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE
        )
        """,
        """
        CREATE TABLE answers (
            id INTEGER PRIMARY KEY,
            learner INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
            time TEXT NOT NULL,
            kind TEXT NOT NULL,
            expression TEXT NOT NULL,
            chosen TEXT,
            "right" INTEGER NOT NULL,
            intensity REAL,
            choices INTEGER NOT NULL,
            described INTEGER NOT NULL
        )
        """,
        "CREATE INDEX answers_of_learner ON answers (learner, id)",
    ),
)
"""The statements that bring the file from each version (`PRAGMA user_version`) to the next."""

_TABLES = ("answers", "learners")


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the present version.

    Raises:
        ProgressError: a newer version of this application wrote it.
        sqlite3.DatabaseError: it is another program's.
    """
    database.execute("BEGIN IMMEDIATE")  # another window may be opening the same file
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise ProgressError(say("progress.newer", file=path))
    if version < 0 or (version == 0 and database.execute("SELECT 1 FROM sqlite_master").fetchone()):
        raise sqlite3.DatabaseError("it is the file of another program")
    for statement in (statement for step in MIGRATIONS[version:] for statement in step):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    database.execute("COMMIT")


def require_ours(database: sqlite3.Connection) -> None:
    """Refuse a file of another program, or one that was made to act when it is read.

    Raises:
        sqlite3.DatabaseError: it lacks a table or a column, or has views or triggers.
    """
    kinds = {kind for (kind,) in database.execute("SELECT type FROM sqlite_master")}
    answers, learners = ({name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")} for table in _TABLES)
    if not (kinds <= {"table", "index"} and {"learner", *COLUMNS} <= answers and {"id", "name"} <= learners):
        raise sqlite3.DatabaseError("it is the file of another program")
