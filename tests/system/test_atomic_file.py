"""Files are old or new, never half: what is written, what stays of those that were there, and what a kill leaves."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.system.atomic_file import free_name, remove_parts, replace, write_atomically
from tests.helpers.places import ROOT

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions, links and pipes")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@settings(max_examples=10)
@given(st.binary(max_size=200), st.text(max_size=50))
def test_what_is_written_is_what_is_read(data: bytes, text: str) -> None:
    file = Path(os.environ["HOME"]) / "file"
    write_atomically(file, data)
    assert file.read_bytes() == data
    write_atomically(file, text)
    assert file.read_bytes() == text.encode(errors="replace")
    assert names(file.parent) == ["file"]


def test_lines_keep_their_ends_and_what_is_no_character_becomes_a_question_mark(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "a\r\nb\n\udcff.png")
    assert (tmp_path / "file").read_bytes() == b"a\r\nb\n?.png"


@pytest.mark.parametrize("before", [None, "old"])
def test_a_full_disk_leaves_what_was_there_and_names_the_file(
    before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = tmp_path / "file"
    if before is not None:
        file.write_text(before)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_atomically(file, "new")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(file))
    assert names(tmp_path) == ([] if before is None else ["file"])
    assert before is None or file.read_text() == before


def test_a_folder_that_is_not_there_is_told_of_by_the_files_name(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "file"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(file, "new")
    assert caught.value.filename == str(file)


@ON_POSIX
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_private_file_is_its_owners_and_one_that_was_there_stays_as_they_chose(umask: int, tmp_path: Path) -> None:
    file = tmp_path / "file"
    before = os.umask(umask)
    try:
        write_atomically(file, "new", private=True)
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o664)
        write_atomically(file, "newer", private=True)
        assert file.stat().st_mode & 0o777 == 0o664
        write_atomically(tmp_path / "other", "new")
        assert (tmp_path / "other").stat().st_mode & 0o777 == 0o666 & ~umask
    finally:
        os.umask(before)


@ON_POSIX
def test_a_link_stays_a_link_and_the_file_behind_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "behind").write_text("old")
    (tmp_path / "link").symlink_to("behind")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").readlink() == Path("behind")
    assert (tmp_path / "behind").read_text() == "new"


def test_what_is_kept_aside_takes_no_others_name(tmp_path: Path) -> None:
    file, taken = tmp_path / "settings.json", []
    for _ in range(3):
        taken.append(free_name(file, "damaged"))
        taken[-1].touch()
    assert [path.name for path in taken] == [
        "settings.damaged.json",
        "settings.damaged-2.json",
        "settings.damaged-3.json",
    ]


@ON_POSIX
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, error in ((pipe, "Invalid argument"), (tmp_path, "Is a directory"), (Path(os.devnull), "Invalid")):
        with pytest.raises(OSError, match=error):
            write_atomically(path, "words")
    assert pipe.is_fifo()
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


HELD = """
import sys
from pathlib import Path
from assistant.system import atomic_file
with atomic_file._part(Path(sys.argv[1]), 0o600) as (part, file):
    print(part.name, flush=True)
    sys.stdin.readline()
    file.write(b"whole")
    file.flush()
    file.close()
    part.replace(Path(sys.argv[1]) / "other")
"""


def test_what_another_instance_is_writing_now_stays(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HELD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdout
        part = other.stdout.readline().strip()
        remove_parts(tmp_path)
        write_atomically(tmp_path / "ours", "ours")
        assert names(tmp_path) == sorted((part, "ours"))
        other.communicate("\n")
        assert other.returncode == 0
    assert (tmp_path / "other").read_text() == "whole"


def test_only_parts_of_ours_are_removed(tmp_path: Path) -> None:
    theirs = ("film.mp4.part", ".part", ".0123456789abcdef.part.txt", ".0123456789ABCDEF.part", "0123456789abcdef.part")
    for name in (*theirs, ".0123456789abcdef.part"):
        (tmp_path / name).write_text("")
    (tmp_path / ".0123456789abcde0.part").mkdir()
    remove_parts(tmp_path)
    remove_parts(tmp_path / "nowhere")
    assert names(tmp_path) == sorted((*theirs, ".0123456789abcde0.part"))


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_windows_is_waited_for_while_another_program_has_the_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    (tmp_path / "new").write_text("new", "utf-8")
    (tmp_path / "file").write_text("old", "utf-8")
    refused = iter([PermissionError(13, "Permission denied"), PermissionError(13, "Permission denied")])
    rename = Path.replace

    def hold(path: Path, target: Path) -> Path:
        if error := next(refused, None):
            raise error
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", hold)
    monkeypatch.setattr(sys, "platform", system)
    with nullcontext() if system == "win32" else pytest.raises(PermissionError):
        replace(tmp_path / "new", tmp_path / "file")
    assert (tmp_path / "file").read_text("utf-8") == ("new" if system == "win32" else "old")


@ON_POSIX
@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_is_open_under_another_name_is_not_replaced(tmp_path: Path, place: str) -> None:
    """Of `--json /dev/stdout > file` neither was left in the file that the shell had opened."""
    program = f"from assistant.system.atomic_file import *; write_atomically(Path({place!r}), 'text')"
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=out, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False
        )
    assert f"Invalid argument: '{place}'" in done.stderr
    assert (tmp_path / "out").stat().st_size == 0
