"""Zips of others: listed in the order that people count in, and never more of them than was asked for."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.system.bounded_file import NotRegularError
from assistant.system.bounded_zip import (
    BoundedZip,
    EncryptedZipError,
    NoZipError,
    SplitZipError,
    TooMuchError,
    UnsafeZipError,
    ZipError,
    require_readable,
)
from tests.faults.hostile import patched, write_list_of, write_zip

INDEX = 100_000


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., BoundedZip]]:
    """Opens a zip of these members, which is closed in the end."""
    with ExitStack() as stack:

        def make(*names: str, data: bytes = b"data", method: int = zipfile.ZIP_DEFLATED) -> BoundedZip:
            path = write_zip(tmp_path / "some.zip", dict.fromkeys(names, data), method)
            return stack.enter_context(closing(BoundedZip(path, INDEX)))

        yield make


def listed(archive: BoundedZip) -> list[str]:
    return [str(entry.path) for entry in archive.entries()]


def test_files_come_in_natural_order_without_what_systems_add(opened: Callable[..., BoundedZip]) -> None:
    archive = opened("b/10.png", "b/9.png", "a.png", "__MACOSX/a.png", "b/.hidden", "b/Thumbs.db", "c/")
    assert listed(archive) == ["a.png", "b/9.png", "b/10.png", "c"]
    assert [entry.is_folder for entry in archive.entries()] == [False, False, False, True]


def test_folders_of_windows_are_folders_and_the_file_is_found_by_its_own_name(
    opened: Callable[..., BoundedZip],
) -> None:
    archive = opened("happy\\1.png", data=b"pixels")
    (entry,) = archive.entries()
    assert entry.path.parts == ("happy", "1.png")
    assert archive.read(archive.entry(entry.info.filename), 100) == b"pixels"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "c:a", "..\\a", "\\a"])
def test_a_path_out_of_the_zip_is_refused(opened: Callable[..., BoundedZip], name: str) -> None:
    archive = opened("good.png", name)
    with pytest.raises(UnsafeZipError, match="outside itself"):
        archive.entries()


def test_of_several_files_of_one_name_the_last_counts(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "some.zip", {"a": b"old"})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a", b"new")
    with closing(BoundedZip(path, INDEX)) as read:
        (entry,) = read.entries()
        assert read.read(entry.info, 100) == read.read(read.entry("a"), 100) == b"new"


def test_names_of_macos_are_read_as_utf_8_and_those_of_old_pcs_as_theirs(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "some.zip", {"wuetend": b"", "gluecklichx": b""})
    # In the list of files and before each file: macOS writes "ü" in two bytes, the old PC in one.
    data = path.read_bytes().replace(b"wuetend", "wütend".encode())
    path.write_bytes(data.replace(b"gluecklichx", b"gl\x81cklich.m"))
    with closing(BoundedZip(path, INDEX)) as read:
        assert listed(read) == ["glücklich.m", "wütend"]


@settings(max_examples=20)
@given(st.binary(max_size=3000), st.integers(0, 3000))
def test_no_more_is_unpacked_than_was_asked_for(data: bytes, limit: int) -> None:
    path = Path(os.environ["HOME"]) / "some.zip"
    write_zip(path, {"a": data})
    with closing(BoundedZip(path, INDEX)) as archive:
        if len(data) <= limit:
            assert archive.read(archive.entry("a"), limit) == data
        else:
            with pytest.raises(TooMuchError):
                archive.read(archive.entry("a"), limit)


def test_a_file_that_claims_to_be_small_is_not_unpacked_beyond_its_claim(tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "some.zip", {"a": bytes(2**20)})
    patched(bomb, lambda data, start: struct.pack_into("<L", data, start + 24, 10))
    with closing(BoundedZip(bomb, INDEX)) as archive, pytest.raises(ZipError, match="is damaged"):
        archive.read(archive.entry("a"), 2**30)


def test_a_list_beyond_the_bound_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_list_of(tmp_path / "many.zip", 1000)
    BoundedZip(path, 100_000).close()
    with pytest.raises(TooMuchError, match="too many files"):
        BoundedZip(path, 10_000)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_python_unpacks_without_a_bound_is_never_unpacked(opened: Callable[..., BoundedZip], method: int) -> None:
    archive = opened("a", method=method)
    (entry,) = archive.entries()
    for ask in (require_readable, lambda info: archive.read(info, 100)):
        with pytest.raises(ZipError, match="unusual way"):
            ask(entry.info)


def test_a_password_is_told_of(tmp_path: Path) -> None:
    path = patched(
        write_zip(tmp_path / "some.zip", {"a": b"data"}), lambda data, at: struct.pack_into("<H", data, at + 8, 1)
    )
    with closing(BoundedZip(path, INDEX)) as archive, pytest.raises(EncryptedZipError, match="password"):
        archive.read(archive.entry("a"), 100)


def test_files_that_overlap_are_refused(tmp_path: Path) -> None:
    path = patched(
        write_zip(tmp_path / "some.zip", {"a": b"data"}), lambda data, at: struct.pack_into("<L", data, at + 20, 2**20)
    )
    with pytest.raises(UnsafeZipError, match="overlap"):
        BoundedZip(path, INDEX)


def test_parts_of_a_split_zip_are_told_of(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "some.zip", {"a": b"data"}).read_bytes()
    first, last = b"PK\x07\x08" + whole[:-40], bytearray(whole)
    struct.pack_into("<2H", last, len(last) - 18, 1, 1)
    for part in (first, last, last[20:]):
        (tmp_path / "part").write_bytes(part)
        with pytest.raises(SplitZipError, match="one part of a split zip"):
            BoundedZip(tmp_path / "part", INDEX)


def test_what_could_be_split_but_is_one_file_is_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "some.zip", {"a": b"data"})
    data = bytearray(b"PK\x07\x08" + path.read_bytes())
    struct.pack_into("<2H", data, len(data) - 18, 0xFFFF, 0xFFFF)
    path.write_bytes(data)
    with closing(BoundedZip(path, INDEX)) as archive:
        assert archive.read(archive.entry("a"), 100) == b"data"


def test_what_is_no_zip_is_told_from_one_that_is_damaged(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "some.zip", {"a": b"data"}).read_bytes()
    for content, error in ((b"Dear reader", NoZipError), (b"", NoZipError), (whole[:-30], ZipError)):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(ZipError) as caught:
            BoundedZip(tmp_path / "file", INDEX)
        assert type(caught.value) is error
    with pytest.raises(NotRegularError):
        BoundedZip(tmp_path, INDEX)


def test_a_name_that_is_not_in_it(opened: Callable[..., BoundedZip]) -> None:
    with pytest.raises(ZipError, match="is not in the zip"):
        opened("a").entry("b")
