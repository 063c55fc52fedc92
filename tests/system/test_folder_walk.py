from pathlib import Path

import pytest

from assistant.system.folder_walk import TooManyEntriesError, walk


def test_everything_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a/c/3", "d"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path)
    names = ["a", "a/c", "a/c/3", "b", "b/1", "b/2", "d", "link"]
    assert [Path(entry.path).relative_to(tmp_path).as_posix() for entry in walk(tmp_path, 8)] == names
    with pytest.raises(TooManyEntriesError):
        list(walk(tmp_path, 7))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(walk(tmp_path / "nowhere", 1))
