"""A file of lines keeps what was in it until there is something to write, and is one run's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.runtime.line_file import LineFile
from assistant.system import file_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with an earlier line."""
    path = tmp_path / "lines"
    path.write_bytes(b"earlier\n")
    return path


def test_what_was_there_stays_until_something_is_to_be_written(path: Path) -> None:
    LineFile(str(path)).close()
    assert path.read_bytes() == b"earlier\n"
    file = LineFile(str(path))
    for line in (b"one\n", b"two\n"):
        file.add(line)
    file.close()
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_file_that_is_begun_is_empty_and_loses_nothing_later(path: Path) -> None:
    file = LineFile(str(path))
    file.begin()
    assert path.read_bytes() == b""
    file.add(b"one\n")
    file.begin()
    file.close()
    assert path.read_bytes() == b"one\n"


def test_a_file_that_is_being_written_is_refused_and_left_alone(path: Path) -> None:
    file = LineFile(str(path))
    file.add(b"one\n")
    with pytest.raises(BlockingIOError):
        LineFile(str(path))
    file.add(b"two\n")
    file.close()
    assert path.read_bytes() == b"one\ntwo\n"
    LineFile(str(path)).close()


def test_where_files_cannot_be_held_they_are_written_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError

    monkeypatch.setattr(file_lock, "lock", fail)
    file = LineFile(str(path))
    file.add(b"one\n")
    file.close()
    assert path.read_bytes() == b"one\n"
