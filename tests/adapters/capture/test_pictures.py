"""The learner's pictures, from files and from zips: decoded when they are shown, and refused in one sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.capture.pictures import PictureReader
from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.practice.cards import Photograph
from assistant.practice.picture_folders import open_deck
from tests.helpers.pictures import huge_picture
from tests.practice.conftest import write_picture


@pytest.fixture
def reader() -> Iterator[PictureReader]:
    with PictureReader() as opened:
        yield opened


def test_picture_that_is_none(tmp_path: Path, reader: PictureReader) -> None:
    for name, data in (
        ("empty.png", b""),
        ("text.png", b"hello"),
        ("cut.png", b"\x89PNG\r\n\x1a\n1234"),
        ("huge.png", huge_picture()),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DeckError, match=name):
            reader.read(Photograph(tmp_path / name, Expression.HAPPY))
    with pytest.raises(DeckError, match=r"gone\.png"):
        reader.read(Photograph(tmp_path / "gone.png", Expression.HAPPY))


def test_zip_bomb_is_not_unpacked(tmp_path: Path, reader: PictureReader) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("happy/1.png", b"\0" * (65 * 2**20))
        opened.writestr("sad/1.png", b"")
    picture = open_deck(archive).pictures(Expression.HAPPY)[0]
    with pytest.raises(DeckError, match="64 MB"):
        reader.read(picture)


def test_a_damaged_zip_is_said(tmp_path: Path, reader: PictureReader) -> None:
    folder = tmp_path / "pictures"
    for name in ("happy/1.png", "sad/1.png"):
        write_picture(folder / name)
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in sorted(folder.rglob("*.png")):
            opened.write(file, file.relative_to(folder))
    data = bytearray(archive.read_bytes())
    data[50:120] = bytes(70)
    archive.write_bytes(data)
    with pytest.raises(DeckError, match=r"1\.png"):
        reader.read(open_deck(archive).pictures(Expression.HAPPY)[0])


def test_pictures_of_several_zips_are_read_in_turn(tmp_path: Path, reader: PictureReader) -> None:
    write_picture(tmp_path / "1.png", brightness=10)
    write_picture(tmp_path / "2.png", brightness=200)
    faces = []
    for name in ("1", "2"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as opened:
            opened.write(tmp_path / f"{name}.png", "happy/face.png")
        faces.append(Photograph(tmp_path / f"{name}.zip", Expression.HAPPY, "happy/face.png"))
    assert [int(reader.read(face).mean()) for face in (*faces, *faces)] == [10, 200, 10, 200]
    with pytest.raises(DeckError, match=r"sad/face\.png"):
        reader.read(Photograph(faces[0].path, Expression.SAD, "sad/face.png"))
    assert int(reader.read(faces[0]).mean()) == 10, "one that is missing costs its own card only"
