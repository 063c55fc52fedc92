"""The learners' answers, kept in a local SQLite file and nowhere else.

Only answers are kept; everything else is computed from them. Each is committed when it is given
(write-ahead log, synced to disk), so that neither a crash nor a power cut loses an answered card.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from assistant.errors import OutputError, ProgressError
from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Answer, Kind
from assistant.system.atomic_file import write_whole

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

_COLUMNS = ("time", "kind", "expression", "chosen", "right", "intensity", "choices", "described")
_NAMES = ", ".join(f'"{column}"' for column in _COLUMNS)
_LONGEST_NAME = 80


class Progress:
    """The answers of all learners on this computer.

    Attributes:
        notice: what the user must know about the file: that it was damaged and is kept aside, or nothing.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        """Open the file, or start a new one; a damaged one is kept aside under a name with the time `now`.

        Raises:
            ProgressError: the file cannot be opened, or was written by a newer version.
        """
        self._path = path
        self.notice = ""
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = _open(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                aside = _keep_aside(path, now)
                self._database = _open(path)
                self.notice = say("progress.damaged", file=aside)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def learners(self) -> tuple[str, ...]:
        """All learners' names, in the order of the alphabet."""
        with _explained(self._path):
            return tuple(name for (name,) in self._database.execute("SELECT name FROM learners ORDER BY name"))

    def add_learner(self, name: str) -> str:
        """Add a learner; one who is there already stays as they are.

        Returns:
            The learner's name as it is kept: capital letters make no other learner.

        Raises:
            ProgressError: the name is empty or too long.
        """
        if not 1 <= len(name.strip()) <= _LONGEST_NAME:
            raise ProgressError(say("progress.name", longest=_LONGEST_NAME))
        with _explained(self._path):
            self._database.execute("INSERT OR IGNORE INTO learners (name) VALUES (?)", (name.strip(),))
            kept = self._database.execute("SELECT name FROM learners WHERE name = ?", (name.strip(),)).fetchone()
        return str(kept[0])

    def record(self, learner: str, answer: Answer) -> None:
        """Keep an answer for good: when this returns it is on disk."""
        with _explained(self._path):
            self._database.execute(
                f"INSERT INTO answers (learner, {_NAMES}) "  # noqa: S608 (our own column names)
                "VALUES ((SELECT id FROM learners WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
                (learner.strip(), *_row(answer)),
            )

    def answers(self, learner: str) -> list[Answer]:
        """All answers of a learner, in the order in which they were given."""
        with _explained(self._path):
            rows = self._database.execute(
                f"SELECT {_NAMES} FROM answers JOIN learners ON learners.id = learner "  # noqa: S608 (our own column names)
                "WHERE name = ? ORDER BY answers.id",
                (learner.strip(),),
            ).fetchall()
            return [_answer(row) for row in rows]

    def export_csv(self, learner: str, path: Path) -> None:
        """Write all answers of a learner to a CSV file (UTF-8, RFC 4180).

        Raises:
            OutputError: the file cannot be written.
        """
        text = io.StringIO(newline="")
        table = csv.writer(text)
        table.writerow(_COLUMNS)
        for answer in self.answers(learner):
            table.writerow(_row(answer))
        try:
            write_whole(path, text.getvalue())
        except OSError as error:
            raise OutputError(say("progress.export_failed", file=path, detail=error.strerror)) from error

    def delete_learner(self, name: str) -> None:
        """Delete a learner with all their answers; the space on disk is overwritten."""
        with _explained(self._path):
            self._database.execute("DELETE FROM learners WHERE name = ?", (name.strip(),))
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def delete_everything(self) -> None:
        """Delete all learners and answers, damaged files that were kept aside included; this object ends here."""
        self.close()
        with _explained(self._path):
            for file in (*_files(self._path), *self._path.parent.glob(f"{self._path.stem}-damaged-*")):
                file.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            database.execute(f"PRAGMA {pragma}")
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check found damage")
        _migrate(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    database.execute("BEGIN IMMEDIATE")  # another window may be opening the same file
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise ProgressError(say("progress.newer", file=path))
    for statement in (statement for step in MIGRATIONS[version:] for statement in step):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    database.execute("COMMIT")


def _keep_aside(path: Path, now: datetime) -> Path:
    """Rename the damaged file; its journal goes with it, so that it can still be examined."""
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y%m%d-%H%M%S}{path.suffix}")
    for file, target in zip(_files(path), _files(aside), strict=True):
        if file.exists():
            file.replace(target)
    return aside


def _files(path: Path) -> tuple[Path, ...]:
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _row(answer: Answer) -> tuple[str | float | None, ...]:
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


def _answer(row: tuple[Any, ...]) -> Answer:
    time, kind, expression, chosen, right, intensity, choices, described = row
    return Answer(
        datetime.fromisoformat(time).astimezone(UTC),
        Kind(kind),
        Expression(expression),
        Expression(chosen) if chosen else None,
        bool(right),
        intensity,
        choices,
        bool(described),
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system complain of into one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        raise ProgressError(say("progress.unusable", file=path, detail=error)) from error
