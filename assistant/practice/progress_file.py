"""The SQLite file of the learners' answers: opened, copied into memory where it cannot be written, and kept aside."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from assistant.practice.answer_rows import text_or_bytes
from assistant.practice.progress_schema import migrate, require_ours
from assistant.system.private_files import make_private, make_private_file

_PATIENCE = 1.5  # s to wait for another window that is writing; nothing else happens in ours meanwhile
_TICK = 0.02  # s between two tries where SQLite itself does not wait
_NO_PLACE = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}
)


def open_file(path: Path) -> sqlite3.Connection:
    """The file, made for its owner alone where it is missing, checked, and with the tables of this version.

    Raises:
        sqlite3.OperationalError: it cannot be opened or written now.
        sqlite3.DatabaseError: it is damaged, or somebody else's.
        OSError: it cannot be made.
        ProgressError: a newer version wrote it.
    """
    make_private_file(path)
    # SQLite gives its journals the permissions of the file; these are from before.
    for file in files_of(path):
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


def lacks_a_place(error: sqlite3.Error | OSError) -> bool:
    """Whether nothing can be written there, now and later; a file that another program holds is free again soon."""
    return isinstance(error, OSError) or (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _NO_PLACE


def in_memory(path: Path) -> sqlite3.Connection:
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


def keep_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file and its journals, with the time `now`, so that it can still be examined.

    Raises:
        OSError: they cannot be renamed.
    """
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y%m%d-%H%M%S}{path.suffix}")
    for file, target in zip(files_of(path), files_of(aside), strict=True):
        if file.exists():
            file.replace(target)
    return aside


def files_of(path: Path) -> tuple[Path, ...]:
    """The file, and the journals that SQLite may have beside it."""
    return path, *(path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm", "journal"))
