"""The learners' answers, kept in a local SQLite file and nowhere else.

Only answers are kept; everything else is computed from them. Each is committed when it is given
(write-ahead log, synced to disk), so that neither a crash nor a power cut loses an answered card.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from assistant.errors import OutputError, ProgressError
from assistant.messages import joined, say
from assistant.practice.answer_rows import COLUMNS, VALUES, from_row, to_row
from assistant.practice.cards import Answer
from assistant.practice.progress_file import files_of, in_memory, keep_aside, lacks_a_place, open_file
from assistant.system.atomic_file import write_atomically
from assistant.system.bounded_file import require_regular
from assistant.system.file_names import composed, folded
from assistant.system.private_files import make_private_folder

_NAMES = ", ".join(f'"{column}"' for column in COLUMNS)
_LONGEST_NAME = 80


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
            if not lacks_a_place(error):
                raise _unusable(path, error) from error
            self._database = in_memory(path)
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
            return open_file(self._path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = keep_aside(self._path, now)
            self.notice = say("progress.damaged", file=aside)
            return open_file(self._path)

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
            raise OutputError(say("error.file_unwritable", file=path, detail=error.strerror)) from error

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
            for file in (*files_of(self._path), *self._path.parent.glob(f"{self._path.stem}-damaged-*")):
                file.unlink(missing_ok=True)


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
