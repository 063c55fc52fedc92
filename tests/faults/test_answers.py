"""The file of answers with damage in it: what can be read is read, and what cannot is told of."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.errors import ProgressError
from assistant.expressions import Expression
from assistant.practice.cards import Answer, Kind
from assistant.practice.progress import Progress
from assistant.practice.scheduling import Learner
from tests.faults.hostile import NO_FILES, make_no_file
from tests.practice.conftest import NOW

ANSWER = Answer(NOW, Kind.NAME, Expression.FEAR, Expression.SURPRISE, False, 0.5, 3, False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with three answers of Ada."""
    with closing(Progress(tmp_path / "practice.sqlite", NOW)) as progress:
        progress.add_learner("Ada")
        for _ in range(3):
            progress.record("Ada", ANSWER)
    return tmp_path / "practice.sqlite"


def change(path: Path, statement: str, *values: object) -> None:
    """What another program, or damage, does to the file."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(statement, values)


BAD: dict[str, list[object]] = {
    "time": [0, 1e300, float("inf"), b"\xff\xfe", "", "tomorrow", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00"],
    "kind": ["", "telepathy", 7, b"name", "NAME", "x" * 1_000_000],
    "expression": ["", "proud", "unsure", 3, b"fear", b"\xff"],
    "chosen": ["", "proud", 3, b"\xff\xfe"],
    "right": [2, -1, 0.5, "yes", b"\x01", 2**62],
    "intensity": [-0.1, 1.1, float("inf"), -1e300, "strong", b"\x00"],
    "choices": [0, 1, 8, -3, 2.5, "many", b"", 2**62],
    "described": [2, "no", b"", 0.5],
}


@pytest.mark.parametrize(("column", "value"), [(column, value) for column, values in BAD.items() for value in values])
def test_a_bad_value_costs_its_own_answer_only(path: Path, column: str, value: object) -> None:
    change(path, f'UPDATE answers SET "{column}" = ? WHERE id = 2', value)
    with closing(Progress(path, NOW)) as progress:
        assert progress.answers("Ada") == [ANSWER, ANSWER]
        assert progress.notice.startswith("1 of the stored answers")
        assert str(path) in progress.notice
        Learner(progress.answers("Ada"))
        progress.record("Ada", ANSWER)
        progress.export_csv("Ada", path.parent / "ada.csv")
        assert len(progress.answers("Ada")) == 3
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (4,), "nothing is thrown away"


def test_text_in_the_file_that_is_none(path: Path) -> None:
    change(path, "UPDATE answers SET kind = CAST(x'fffe' AS TEXT), time = CAST(x'80' AS TEXT) WHERE id = 1")
    with closing(Progress(path, NOW)) as progress:
        assert progress.answers("Ada") == [ANSWER, ANSWER]
        assert progress.notice


@pytest.mark.parametrize("name", [b"\xff", "", "   ", "x" * 100_000])
def test_a_learner_without_a_name(path: Path, name: object) -> None:
    change(path, "INSERT INTO learners (id, name) VALUES (7, ?)", name)
    change(path, "UPDATE answers SET learner = 7 WHERE id = 1")
    change(path, "UPDATE answers SET learner = 99 WHERE id = 2")
    with closing(Progress(path, NOW)) as progress:
        assert progress.learners() == ("Ada",)
        assert progress.notice.startswith("2 of the stored answers")
        assert progress.answers("Ada") == [ANSWER]


def test_answers_from_a_clock_that_was_wrong_still_count(path: Path) -> None:
    change(path, "UPDATE answers SET time = '2101-01-01T00:00:00.000+00:00' WHERE id = 2")
    with closing(Progress(path, NOW)) as progress:
        answers = progress.answers("Ada")
        assert (len(answers), progress.notice) == (3, "")
        assert answers[1].time == datetime(2101, 1, 1, tzinfo=UTC)
        Learner(answers)


FOREIGN: dict[str, tuple[str, ...]] = {
    "a table is missing": ("DROP TABLE answers",),
    "a column is missing": ("ALTER TABLE answers RENAME COLUMN kind TO sort",),
    "another program's": (
        "DROP TABLE answers",
        "DROP TABLE learners",
        "CREATE TABLE notes (text)",
        "PRAGMA user_version = 0",
    ),
    "a version below all": ("PRAGMA user_version = -5",),
    "a version before ours": ("PRAGMA user_version = 0",),
    "a view without an end": (
        "DROP TABLE answers",
        "CREATE VIEW answers AS WITH RECURSIVE n(learner) AS (SELECT 1 UNION ALL SELECT 1 FROM n) "
        "SELECT 1 AS id, learner, 'x' AS time, 'x' AS kind, 'x' AS expression, 'x' AS chosen, 1 AS \"right\", "
        "1.0 AS intensity, 2 AS choices, 0 AS described FROM n",
    ),
    "a trigger": ("CREATE TRIGGER gone AFTER INSERT ON answers BEGIN DELETE FROM answers; END",),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_kept_aside(path: Path, kind: str) -> None:
    for statement in FOREIGN[kind]:
        change(path, statement)
    with closing(Progress(path, NOW)) as progress:
        assert "is kept aside as" in progress.notice
        assert progress.learners() == ()
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
    assert len(list(path.parent.glob("practice-damaged-*.sqlite"))) == 1


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2 + 100]


@pytest.mark.parametrize(
    "damage", [cut, lambda data: data[:100], lambda data: b"text" * 1000, lambda data: bytes(8192)]
)
def test_a_file_that_is_no_database(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    with closing(Progress(path, NOW)) as progress:
        assert "is kept aside as" in progress.notice
        progress.add_learner("Ada")


@pytest.mark.parametrize("kind", [kind for kind in NO_FILES if kind not in ("huge", "system", "circle")])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "practice.sqlite")
    with pytest.raises(ProgressError) as caught:
        Progress(tmp_path / "practice.sqlite", NOW)
    assert "practice.sqlite cannot be used" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_circle_of_links_is_a_place_that_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite"
    make_no_file("circle", path)
    with closing(Progress(path, NOW)) as progress:
        assert "practice.sqlite" in progress.notice
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
        assert progress.answers("Ada") == [ANSWER]
    assert path.is_symlink()


@pytest.fixture
def holder(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that keeps the file to itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        yield database


def test_a_file_that_another_program_holds(path: Path, holder: sqlite3.Connection) -> None:
    begun = time.monotonic()
    with pytest.raises(ProgressError, match=r"cannot be used .*locked.*: close other windows"):
        Progress(path, NOW)
    assert time.monotonic() - begun < 10, "waits for a bounded time"
    holder.execute("ROLLBACK")
    holder.close()
    with closing(Progress(path, NOW)) as progress:
        assert progress.answers("Ada") == [ANSWER] * 3
        assert not progress.notice


def test_a_file_that_is_taken_while_it_is_open(path: Path) -> None:
    with closing(Progress(path, NOW)) as progress, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProgressError, match="locked"):
            progress.record("Ada", ANSWER)
        other.execute("ROLLBACK")
        progress.record("Ada", ANSWER)
        assert len(progress.answers("Ada")) == 4
