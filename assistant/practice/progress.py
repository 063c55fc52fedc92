"""The learners' answers, kept in a local SQLite file and nowhere else.

Only answers are kept; everything else is computed from them. Each is committed when it is given
(write-ahead log, synced to disk), so that neither a crash nor a power cut loses an answered card.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from assistant.errors import OutputError, ProgressError
from assistant.messages import joined, say
from assistant.practice.answer_rows import COLUMNS, VALUES, from_row, text_or_bytes, to_row
from assistant.practice.cards import Answer
from assistant.practice.progress_schema import migrate, require_ours
from assistant.system.atomic_file import write_atomically
from assistant.system.bounded_file import require_regular
from assistant.system.file_names import composed, folded
from assistant.system.private_files import make_private, make_private_file, make_private_folder

_NAMES = ", ".join(f'"{column}"' for column in COLUMNS)
_LONGEST_NAME = 80
_PATIENCE = 1.5  # s to wait for another window that is writing; nothing else happens in ours meanwhile
_TICK = 0.02  # s between two tries where SQLite itself does not wait
_NO_PLACE = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}
)


class Progress:
    """The answers of all learners on this computer.

    Attributes:
        notice: what the user must know about the file: that it was damaged and is kept aside, that nothing can be
            kept in it, how many of its answers cannot be read and are left out, or nothing.
        keeps: whether new answers outlive the program.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        """Open the file, or start a new one; a damaged or foreign one is kept aside under a name with the time `now`.

        Where nothing can be written, answers are kept in memory, beside those that can be read.

        Raises:
            ProgressError: another program holds the file, or it was written by a newer version.
        """
        self._path = path
        self._only_read = False
        self.keeps = True
        self.notice = ""
        with _explained(path):
            if path.exists():
                require_regular(path)
        try:
            self._database = self._open_or_begin(now)
        except (sqlite3.Error, OSError) as error:
            if not _lacks_a_place(error):
                raise _unusable(path, error) from error
            self._database = _in_memory(path)
            self._only_read = os.path.lexists(path)
            self.keeps = False
            detail = error.strerror if isinstance(error, OSError) else error
            self.notice = say("progress.not_kept", file=path, detail=detail)
        with _explained(path):
            left_out = self._unreadable()
        if left_out:
            self.notice = joined(" ", (self.notice, say("progress.left_out", count=left_out, file=path)))

    def _open_or_begin(self, now: datetime) -> sqlite3.Connection:
        make_private_folder(self._path.parent)
        try:
            return _open(self._path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = _keep_aside(self._path, now)
            self.notice = say("progress.damaged", file=aside)
            return _open(self._path)

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
        """All learners' names, in the order of the alphabet; what is no name is left out."""
        with _explained(self._path):
            names = self._database.execute("SELECT name FROM learners ORDER BY name")
            return tuple(name for (name,) in names if _is_name(name))

    def add_learner(self, name: str) -> str:
        """Add a learner; one who is there already stays as they are.

        Returns:
            The learner's name as it is kept: neither capital letters, nor spaces, nor how accents are composed make
            another learner.

        Raises:
            ProgressError: the name is empty or too long.
        """
        tidy = _tidy(name)
        if not _is_name(tidy):
            raise ProgressError(say("progress.name", longest=_LONGEST_NAME))
        kept = self._kept(tidy)
        with _explained(self._path):
            self._database.execute("INSERT OR IGNORE INTO learners (name) VALUES (?)", (kept,))
        return kept

    def record(self, learner: str, answer: Answer) -> None:
        """Keep an answer for good: when this returns it is on disk.

        Raises:
            ProgressError: it cannot be kept, or there is no such learner any more.
        """
        kept = self._kept(learner)
        with _explained(self._path):
            try:
                self._database.execute(
                    f"INSERT INTO answers (learner, {_NAMES}) "  # noqa: S608 (our own column names)
                    "VALUES ((SELECT id FROM learners WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
                    (kept, *to_row(answer)),
                )
            except sqlite3.IntegrityError as error:
                raise ProgressError(say("progress.learner_gone", name=learner)) from error

    def answers(self, learner: str) -> list[Answer]:
        """All answers of a learner that can be read, in the order in which they were given."""
        with _explained(self._path):
            rows = self._database.execute(
                f"SELECT {VALUES} FROM answers JOIN learners ON learners.id = learner "  # noqa: S608 (our own column names)
                "WHERE name = ? ORDER BY answers.id",
                (self._kept(learner),),
            )
            return [answer for answer in map(from_row, rows) if answer]

    def _kept(self, name: str) -> str:
        """The learner's name as it is kept, or `name` where there is no such learner."""
        alike = [kept for kept in self.learners() if folded(_tidy(kept)) == folded(_tidy(name))]
        # An earlier version kept some apart that differ in little.
        return name if name in alike or not alike else alike[0]

    def _unreadable(self) -> int:
        """How many answers cannot be read, or are of nobody."""
        rows = self._database.execute(
            f"SELECT name, {VALUES} FROM answers LEFT JOIN learners ON learners.id = learner"  # noqa: S608 (likewise)
        )
        return sum(not _is_name(name) or from_row(row) is None for name, *row in rows)

    def export_csv(self, learner: str, path: Path) -> None:
        """Write all answers of a learner to a CSV file (UTF-8, RFC 4180).

        Raises:
            OutputError: the file cannot be written.
        """
        text = io.StringIO(newline="")
        table = csv.writer(text)
        table.writerow(COLUMNS)
        for answer in self.answers(learner):
            table.writerow(to_row(answer))
        try:
            write_atomically(path, text.getvalue(), private=True)
        except OSError as error:
            raise OutputError(say("progress.export_failed", file=path, detail=error.strerror)) from error

    def delete_learner(self, name: str) -> None:
        """Delete a learner with all their answers; the space on disk is overwritten.

        Raises:
            ProgressError: the file cannot be written, so that they are in it still.
        """
        if self._only_read:
            raise ProgressError(self.notice)
        with _explained(self._path):
            self._database.execute("DELETE FROM learners WHERE name = ?", (self._kept(name),))
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def delete_everything(self) -> None:
        """Delete all learners and answers, damaged files that were kept aside included; this object ends here.

        Raises:
            ProgressError: the files cannot be deleted, or another window has them open.
        """
        with _explained(self._path):
            with closing(self._database):
                # Works only where nobody else has the file open: what they kept after this would be lost in silence.
                self._database.execute("PRAGMA journal_mode = DELETE")
            for file in (*_files(self._path), *self._path.parent.glob(f"{self._path.stem}-damaged-*")):
                file.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    make_private_file(path)
    # SQLite gives its journals the permissions of the file; these are from before.
    for file in _files(path):
        make_private(file)
    database = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    database.text_factory = text_or_bytes
    try:
        _write_ahead(database)
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            database.execute(f"PRAGMA {pragma}")
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check found damage")
        migrate(database, path)
        require_ours(database)
    except BaseException:
        database.close()
        raise
    return database


def _write_ahead(database: sqlite3.Connection) -> None:
    """Keep a write-ahead log. Where another window begins the file just now, SQLite refuses this without waiting."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
        time.sleep(_TICK)


def _lacks_a_place(error: sqlite3.Error | OSError) -> bool:
    """Whether nothing can be written there, now and later; a file that another program holds is free again soon."""
    return isinstance(error, OSError) or (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _NO_PLACE


def _in_memory(path: Path) -> sqlite3.Connection:
    """The answers of a file that can only be read, if it can, for new ones to join them until the program ends."""
    # As immutable, for without it SQLite would write beside the file in order to read it.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(uri, uri=True)) as kept:
        return _copied(kept, path)
    with closing(sqlite3.connect(":memory:")) as nothing:
        return _copied(nothing, path)


def _copied(kept: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.text_factory = text_or_bytes
    kept.backup(database)
    database.execute("PRAGMA foreign_keys = ON")
    migrate(database, path)
    return database


def _keep_aside(path: Path, now: datetime) -> Path:
    """Rename the damaged file and its journal, so that it can still be examined."""
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y%m%d-%H%M%S}{path.suffix}")
    for file, target in zip(_files(path), _files(aside), strict=True):
        if file.exists():
            file.replace(target)
    return aside


def _files(path: Path) -> tuple[Path, ...]:
    return path, *(path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm", "journal"))


def _tidy(name: str) -> str:
    return composed(" ".join(name.split()))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value.strip()) <= _LONGEST_NAME


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system complain of into one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> ProgressError:
    detail = error.strerror if isinstance(error, OSError) else error
    return ProgressError(say("progress.unusable", file=path, detail=detail))
