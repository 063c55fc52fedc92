"""Decks: class folders, zips, deck files, and what is said about bad ones."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from assistant.adapters.capture.pictures import PictureReader
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import Photograph
from assistant.practice.decks import DrawnDeck, PictureDeck
from assistant.practice.picture_folders import open_deck
from tests.helpers.closed import close_to_us
from tests.helpers.pictures import huge_picture
from tests.practice.conftest import write_picture

Folders = Callable[..., Path]


@pytest.fixture
def reader() -> Iterator[PictureReader]:
    with PictureReader() as opened:
        yield opened


def zipped(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as opened:
        for file in sorted(folder.rglob("*")):
            opened.write(file, file.relative_to(folder))
    return archive


@pytest.mark.parametrize("pack", [lambda folder: folder, zipped])
def test_class_folders_with_splits_and_aliases(
    class_folders: Folders, pack: Callable[[Path], Path], reader: PictureReader
) -> None:
    source = pack(class_folders("train/happiness/1.png", "train/fear/2.jpg", "test/happy/3.png", "happy/.hidden.png"))
    deck = open_deck(source)
    assert deck.expressions == (Expression.FEAR, Expression.HAPPY)
    assert len(deck.pictures(Expression.HAPPY)) == 2
    for expression in deck.expressions:
        for picture in deck.pictures(expression):
            assert reader.read(picture).shape == (48, 48, 3)


def test_unknown_class_is_left_out_and_named(class_folders: Folders) -> None:
    deck = open_deck(class_folders("happy/1.png", "sad/1.png", "proud/1.png"))
    assert deck.expressions == (Expression.HAPPY, Expression.SAD)
    assert "proud" in deck.notices[0]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "no pictures"),
        (["happy/1.png", "happy/2.png"], "“happy”"),
        (["proud/1.png"], "“proud”"),
    ],
)
def test_folders_that_are_no_deck(class_folders: Folders, names: list[str], said: str) -> None:
    with pytest.raises(DeckError, match=said) as caught:
        open_deck(class_folders(*names))
    assert "\n" not in str(caught.value)


def test_paths_that_are_no_deck(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="choose one that is there"):
        open_deck(tmp_path / "nowhere")
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(DeckError, match="neither a folder nor a zip"):
        open_deck(tmp_path / "text.zip")


@pytest.mark.parametrize("name", ["closed", "closed/deck", "closed/deck.zip", "x" * 300])
def test_paths_that_we_may_not_look_at(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_picture(tmp_path / "closed" / "deck" / "happy" / "1.png")
    close_to_us(tmp_path / "closed", monkeypatch)
    with pytest.raises(DeckError, match=f"{name} cannot be read: check"):
        open_deck(tmp_path / name)


def test_a_zip_that_we_may_not_open(class_folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped(class_folders("happy/1.png", "sad/1.png"))
    close_to_us(archive, monkeypatch)
    with pytest.raises(DeckError, match="cannot be read: check"):
        open_deck(archive)


def test_drawn_deck_gives_the_same_face_for_the_same_seed() -> None:
    deck = DrawnDeck()
    assert deck.expressions == EXPRESSIONS
    faces = [deck.face(Expression.SAD, 0.5, Random(seed)) for seed in (1, 1, 2)]
    assert faces[0] == faces[1] != faces[2]


def test_fer2013_works_as_it_is(shared: Path, reader: PictureReader) -> None:
    deck = open_deck(shared / "data" / "fer2013" / "images.zip")
    assert deck.expressions == EXPRESSIONS
    assert len(deck.pictures(Expression.DISGUST)) == 441 + 56
    assert reader.read(deck.face(Expression.DISGUST, 1.0, Random(0))).shape == (48, 48, 3)


GOOD = """
title = "Unsere Familie"

[words]
happy = "froh"

[hints]
sad = "Schau auf den Mund."

[[pictures]]
file = "a.png"
shows = "happy"
description = "Anna lacht."

[[pictures]]
file = "b.png"
shows = "sadness"
"""


@pytest.fixture
def deck_folder(tmp_path: Path) -> Path:
    write_picture(tmp_path / "family" / "a.png")
    write_picture(tmp_path / "family" / "b.png")
    write_picture(tmp_path / "c.png")
    return tmp_path / "family"


def deck_of(folder: Path, text: str) -> PictureDeck:
    (folder / "deck.toml").write_text(text, encoding="utf-8")
    return open_deck(folder)


def test_deck_file(deck_folder: Path) -> None:
    deck = deck_of(deck_folder, GOOD)
    assert deck.title == "Unsere Familie"
    assert deck.word(Expression.HAPPY) == "froh"
    assert deck.word(Expression.SAD) == "sad"
    assert deck.hint(Expression.SAD) == "Schau auf den Mund."
    assert deck.pictures(Expression.HAPPY)[0].description == "Anna lacht."
    assert not deck.has_descriptions


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Unsere Familie"', "", "“title” is missing"),
        ('title = "Unsere Familie"', "title = 3", "“title” is not written"),
        ('title = "Unsere Familie"', "title =", "not well-formed"),
        ('title = "Unsere Familie"', 'titel = "x"', "“titel”"),
        ('happy = "froh"', 'proud = "stolz"', "“proud”"),
        ('shows = "sadness"', 'shows = "proud"', "“proud”"),
        ('shows = "sadness"', 'shows = "joy"', "nothing to tell apart"),
        ('shows = "sadness"', "", "“shows” is missing"),
        ("b.png", "missing.png", "missing.png"),
        ("b.png", "../c.png", "outside"),
        ("b.png", "b\\u0000.png", "which is not there"),
        ('hints]\nsad = "Schau auf den Mund."', "hints]\nsad = 1", "“sad” is not written"),
    ],
)
def test_deck_file_that_says_what_cannot_be(deck_folder: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(DeckError, match=said) as caught:
        deck_of(deck_folder, GOOD.replace(old, new))
    assert "deck.toml" in str(caught.value) or "family" in str(caught.value)


def test_deck_file_in_another_encoding(deck_folder: Path) -> None:
    (deck_folder / "deck.toml").write_bytes('title = "Familie Müller"'.encode("latin-1"))
    with pytest.raises(DeckError, match="UTF-8"):
        open_deck(deck_folder)


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


def test_a_picture_that_is_gone_counts_once_and_changes_no_other_draw(class_folders: Folders) -> None:
    deck = open_deck(class_folders(*(f"happy/{number}.png" for number in range(9)), "sad/1.png"))
    drawn = [deck.face(Expression.HAPPY, 1.0, Random(seed)) for seed in range(30)]
    gone = drawn[0]
    deck.drop(gone)
    deck.drop(gone)
    assert deck.broken == 1
    again = [deck.face(Expression.HAPPY, 1.0, Random(seed)) for seed in range(30)]
    assert gone not in again
    assert [face for face in drawn if face != gone] == [
        face for face, before in zip(again, drawn, strict=True) if before != gone
    ]


def test_another_picture_is_drawn_where_there_is_one(class_folders: Folders) -> None:
    deck = open_deck(class_folders("happy/1.png", "happy/2.png", "sad/1.png"))
    for seed in range(20):
        first = deck.face(Expression.HAPPY, 1.0, Random(seed))
        assert deck.face(Expression.HAPPY, 1.0, Random(seed), other_than=first) != first
    (only,) = deck.pictures(Expression.SAD)
    assert deck.face(Expression.SAD, 1.0, Random(0), other_than=only) == only


def test_a_damaged_zip_is_said(class_folders: Folders, reader: PictureReader) -> None:
    folder = class_folders("happy/1.png", "sad/1.png")
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in sorted(folder.rglob("*.png")):
            opened.write(file, file.relative_to(folder))
    data = bytearray(archive.read_bytes())
    data[50:120] = bytes(70)
    archive.write_bytes(data)
    with pytest.raises(DeckError, match=r"1\.png"):
        reader.read(open_deck(archive).pictures(Expression.HAPPY)[0])


def test_deck_that_runs_out_of_pictures(class_folders: Folders) -> None:
    deck = open_deck(class_folders("happy/1.png", "happy/2.png", "sad/1.png"))
    deck.drop(deck.pictures(Expression.HAPPY)[0])
    assert (deck.broken, len(deck.pictures(Expression.HAPPY))) == (1, 1)
    with pytest.raises(DeckError, match="“happy”"):
        deck.drop(deck.pictures(Expression.SAD)[0])
