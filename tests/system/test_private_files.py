"""Files and folders for their owner alone, whatever the umask; what the owner made stays as it is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.system.private_files import make_private, make_private_file, make_private_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there each user's folders are closed to the others")


@pytest.fixture(autouse=True, params=[0o000, 0o077, 0o277], ids=oct)
def _umask(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_all_folders_that_are_missing_are_made_for_their_owner(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    make_private_folder(there / "one" / "two")
    assert [mode(path) for path in (there, there / "one", there / "one" / "two")] == [0o755, 0o700, 0o700]
    (there / "one").chmod(0o750)
    make_private_folder(there / "one" / "two")
    assert mode(there / "one") == 0o750


def test_where_a_file_is_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        make_private_folder(tmp_path / "file" / "folder")


def test_a_new_file_is_empty_and_its_owners_and_one_with_content_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    make_private_file(file)
    assert (file.read_bytes(), mode(file)) == (b"", 0o600)
    file.write_text("words")
    file.chmod(0o644)
    make_private_file(file)
    assert (file.read_text(), mode(file)) == ("words", 0o644)


@pytest.mark.parametrize(("before", "after"), [(0o664, 0o600), (0o755, 0o700), (0o444, 0o400), (0o600, 0o600)])
def test_others_lose_what_they_may_and_the_owner_nothing(before: int, after: int, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("words")
    file.chmod(before)
    make_private(file)
    assert mode(file) == after


def test_what_is_no_file_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(0o755)
    make_private(folder)
    assert mode(folder) == 0o755
    make_private(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
