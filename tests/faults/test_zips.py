"""Zips as nobody should make them, for practice and for training: one sentence, within a second's work and memory."""

import struct
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.pictures import PictureReader
from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.practice.picture_folders import open_deck
from tests.faults.hostile import make_no_file, patched, run, write_list_of, write_zip
from training.data.sources.opening import read_records
from training.errors import TrainingError

MEGABYTE = 2**20


def picture(seed: int = 0) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 256, (48, 48), dtype=np.uint8)
    return bytes(cv2.imencode(".png", pixels)[1].tobytes())


TWO = {"happy/1.png": picture(1), "sad/1.png": picture(2)}


def at(offset: int, kind: str, value: int) -> Callable[[bytearray, int], None]:
    """Puts a number into each entry of the zip's list."""
    return lambda data, start: struct.pack_into(kind, data, start + offset, value)


def prefixed(path: Path) -> Path:
    path.write_bytes(b"#!/bin/sh\nexit\n" + path.read_bytes())
    return path


def commented(path: Path) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"x" * 65_000
    return path


def twice(path: Path) -> Path:
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("happy/1.png", picture(3))
    return path


def backslashed(path: Path) -> Path:
    return write_zip(path, {name.replace("/", "\\"): data for name, data in TWO.items()})


@pytest.mark.parametrize("made", [prefixed, commented, twice, backslashed])
def test_unusual_zips_that_are_whole_are_read(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(write_zip(tmp_path / "deck.zip", TWO))
    deck = open_deck(path)
    with PictureReader() as reader:
        (happy,) = deck.pictures(Expression.HAPPY)
        assert reader.read(happy).shape == (48, 48, 3)
    assert len(list(read_records(path))) == 2


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-60])
    return path


def zip64_with_lies(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    far = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**60, 2**60, 2**62, 2**62)
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    path.write_bytes(bytes(data[:end]) + far + pointer + bytes(data[end:]))
    return path


def zip64_sizes(path: Path) -> Path:
    return patched(patched(path, at(24, "<L", 0xFFFFFFFF)), at(20, "<L", 0xFFFFFFFF))


def _name(data: bytearray, start: int) -> None:
    struct.pack_into("<H", data, start + 8, 0x800)
    data[start + 46 : start + 48] = b"\xff\xfe"


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


NO_ZIPS: dict[str, Callable[[Path], Path]] = {
    "cut off": cut,
    "version": lambda path: patched(path, at(6, "<H", 255)),
    "encrypted": lambda path: patched(path, at(8, "<H", 1)),
    "method": lambda path: patched(path, at(10, "<H", 97)),
    "bzip2": lambda path: write_zip(path, TWO, zipfile.ZIP_BZIP2),
    "lzma": lambda path: write_zip(path, TWO, zipfile.ZIP_LZMA),
    "overlapping": lambda path: patched(path, at(20, "<L", 2**30)),
    "list elsewhere": lambda path: patched(path, at(42, "<L", 2**31)),
    "zip64 with lies": zip64_with_lies,
    "zip64 sizes": zip64_sizes,
    "absolute": lambda path: write_zip(path, {"/happy/1.png": picture(), "/sad/1.png": picture()}),
    "outside": lambda path: write_zip(path, {"../happy/1.png": picture(), "../sad/1.png": picture()}),
    "name that is no text": lambda path: patched(path, _name),
    "many": lambda path: write_list_of(path, 1_250_000),
    "empty": lambda path: _write(path, b""),
    "two letters": lambda path: _write(path, b"PK"),
    "zeros": lambda path: _write(path, bytes(100_000)),
    "an empty zip": lambda path: write_zip(path, {}),
}


@pytest.mark.parametrize("kind", NO_ZIPS)
def test_a_zip_that_is_none_is_told_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path = NO_ZIPS[kind](write_zip(tmp_path / "deck.zip", TWO))
    with PictureReader() as reader, pytest.raises(DeckError) as caught:
        reader.read(open_deck(path).pictures(Expression.HAPPY)[0])
    assert_one_sentence(str(caught.value))
    with pytest.raises(TrainingError) as refused:
        list(read_records(path))
    assert_one_sentence(str(refused.value))


def assert_one_sentence(said: str) -> None:
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 1000


@pytest.mark.parametrize("kind", ["version", "many", "zip64 with lies", "encrypted", "cut off"])
def test_practice_with_a_zip_that_is_none(tmp_path: Path, kind: str) -> None:
    path = NO_ZIPS[kind](write_zip(tmp_path / "deck.zip", TWO))
    assert "deck.zip" in run("assistant", "practice", "--faces", path).sentence()


@pytest.mark.parametrize("kind", ["version", "many", "zip64 with lies", "encrypted", "cut off", "pipe"])
def test_inspecting_a_zip_that_is_none(tmp_path: Path, kind: str) -> None:
    path = write_zip(tmp_path / "deck.zip", TWO)
    if kind == "pipe":
        make_no_file(kind, path)
    else:
        NO_ZIPS[kind](path)
    assert "deck.zip" in run("training", "inspect", path, "--out", tmp_path / "out").sentence()


@pytest.fixture(scope="module")
def zeros(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A zip with a quarter of a gigabyte of zeros under the name of a picture."""
    path = tmp_path_factory.mktemp("bomb") / "faces.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("sad/1.png", picture())
        with archive.open("happy/1.png", "w") as file:
            for _ in range(256):
                file.write(bytes(MEGABYTE))
    return path.read_bytes()


def bomb(path: Path, zeros: bytes, claimed: int) -> Path:
    """The zeros, which the zip's list calls `claimed` bytes."""
    path.write_bytes(zeros)
    return patched(
        path, lambda data, start: at(24, "<L", claimed)(data, start) if data[start + 46 :][:5] == b"happy" else None
    )


@pytest.mark.parametrize("claimed", [1000, 30 * MEGABYTE, 2**30, 0xFFFFFFFE])
def test_a_bomb_is_bounded_by_the_bytes_that_come(tmp_path: Path, zeros: bytes, claimed: int) -> None:
    path = bomb(tmp_path / "deck.zip", zeros, claimed)
    deck = open_deck(path)
    tracemalloc.start()
    try:
        with PictureReader() as reader, pytest.raises(DeckError, match=r"happy/1\.png"):
            reader.read(deck.pictures(Expression.HAPPY)[0])
        with pytest.raises(TrainingError, match=r"happy/1\.png"):
            list(read_records(path))
        assert tracemalloc.get_traced_memory()[1] < 160 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_bomb_does_not_end_a_command(tmp_path: Path, zeros: bytes) -> None:
    path = bomb(tmp_path / "faces.zip", zeros, 1000)
    assert "happy/1.png" in run("training", "inspect", path, "--out", tmp_path / "out").sentence()


def test_a_picture_that_claims_more_than_it_has_is_read(tmp_path: Path) -> None:
    path = patched(write_zip(tmp_path / "deck.zip", TWO, zipfile.ZIP_STORED), at(24, "<L", 2**31))
    with PictureReader() as reader:
        assert reader.read(open_deck(path).pictures(Expression.SAD)[0]).shape == (48, 48, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_a_zip_that_goes_while_it_is_practised_with(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "deck.zip", TWO)
    deck = open_deck(path)
    path.unlink()
    with PictureReader() as reader, pytest.raises(DeckError, match=r"1\.png"):
        reader.read(deck.pictures(Expression.SAD)[0])


@pytest.mark.parametrize("kind", ["pipe", "endless", "socket", "huge", "system", "circle"])
def test_a_picture_of_a_deck_that_is_no_file(tmp_path: Path, kind: str) -> None:
    for name, data in TWO.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(data)
    make_no_file(kind, tmp_path / "happy" / "1.png")
    with PictureReader() as reader, pytest.raises(DeckError, match=r"1\.png"):
        reader.read(open_deck(tmp_path).pictures(Expression.HAPPY)[0])
    assert [record.pixels is None for record in read_records(tmp_path)] == [True, False]
