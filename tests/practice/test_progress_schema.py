"""The file's versions: older ones are brought along with their answers, newer and foreign ones left alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import ProgressError
from assistant.practice import progress_schema
from assistant.practice.progress import Progress
from tests.helpers.answers import ANSWER
from tests.practice.conftest import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "practice.db"


def test_newer_file_is_left_alone(path: Path) -> None:
    Progress(path, NOW).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ProgressError, match="update the program"):
        Progress(path, NOW)
    assert path.exists()


def test_migration_keeps_the_answers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
    step = ("ALTER TABLE learners ADD COLUMN colour TEXT",)
    monkeypatch.setattr(progress_schema, "MIGRATIONS", (*progress_schema.MIGRATIONS, step))
    for _ in range(2):
        with Progress(path, NOW) as progress:
            assert progress.answers("Ada") == [ANSWER]
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(progress_schema.MIGRATIONS),)
        assert database.execute("SELECT colour FROM learners").fetchall() == [(None,)]
    database.close()


def test_failed_migration_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Ada")
    migrations = progress_schema.MIGRATIONS
    broken = (*migrations, ("ALTER TABLE learners ADD COLUMN colour TEXT", "no statement"))
    monkeypatch.setattr(progress_schema, "MIGRATIONS", broken)
    with pytest.raises(ProgressError):
        Progress(path, NOW)
    monkeypatch.setattr(progress_schema, "MIGRATIONS", migrations)
    with Progress(path, NOW) as progress:
        assert progress.notice == ""
        assert progress.learners() == ("Ada",)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def test_a_new_file_gets_all_tables_and_a_second_look_changes_nothing(database: sqlite3.Connection, path: Path) -> None:
    states = []
    for _ in range(2):
        progress_schema.migrate(database, path)
        progress_schema.require_ours(database)
        states.append(database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall())
        assert not database.in_transaction
    assert states[0] == states[1] != []


@pytest.mark.parametrize("version", [0, -1])
def test_tables_of_another_program_are_not_built_upon(database: sqlite3.Connection, path: Path, version: int) -> None:
    database.execute("CREATE TABLE notes (text)")
    database.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(sqlite3.DatabaseError, match="another program"):
        progress_schema.migrate(database, path)
    database.execute("ROLLBACK")
    assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE answers",
        "ALTER TABLE answers RENAME COLUMN described TO told",
        "ALTER TABLE learners RENAME COLUMN name TO called",
        "CREATE VIEW everybody AS SELECT name FROM learners",
        "CREATE TRIGGER gone AFTER INSERT ON answers BEGIN DELETE FROM answers; END",
    ],
)
def test_a_file_that_lacks_something_or_acts_is_not_ours(
    database: sqlite3.Connection, path: Path, statement: str
) -> None:
    progress_schema.migrate(database, path)
    database.execute(statement)
    with pytest.raises(sqlite3.DatabaseError, match="another program"):
        progress_schema.require_ours(database)
