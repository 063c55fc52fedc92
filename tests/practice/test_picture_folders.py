"""Decks as people have them: zipped in any way, one folder too high or too low, with names of any kind."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from assistant.adapters.capture.pictures import PictureReader
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.decks import PictureDeck
from assistant.practice.picture_folders import open_deck
from tests.faults.hostile import write_split_zip
from tests.helpers.closed import close_to_us
from tests.practice.conftest import write_picture

Folders = Callable[..., Path]

DECK = """
title = "Family"
[[pictures]]
file = "pictures\\\\Zoë.png"
shows = "glücklich"
[[pictures]]
file = "pictures/ben.PNG"
shows = "sad"
"""


@pytest.fixture
def reader() -> Iterator[PictureReader]:
    with PictureReader() as opened:
        yield opened


def write_zip(path: Path, files: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def picture(folder: Path) -> bytes:
    write_picture(folder / "seed.png")
    return (folder / "seed.png").read_bytes()


def family(folder: Path) -> Path:
    for name in (unicodedata.normalize("NFD", "Zoë.png"), "ben.PNG"):
        write_picture(folder / "pictures" / name)
    (folder / "deck.toml").write_text(DECK, encoding="utf-8-sig")
    return folder


def assert_family(deck: PictureDeck) -> None:
    assert deck.title == "Family"
    assert deck.expressions == (Expression.HAPPY, Expression.SAD)
    with PictureReader() as reader:
        for expression in deck.expressions:
            for photograph in deck.pictures(expression):
                assert reader.read(photograph).shape == (48, 48, 3)


@pytest.mark.parametrize("place", ["", "one", "one/two", "deck.toml", "pictures"])
def test_a_deck_with_a_file_is_found_around_the_place_that_is_given(place: str, tmp_path: Path) -> None:
    folder = family(tmp_path / "one" / "two" / "family")
    given = tmp_path / place if place.startswith("one") else folder / place
    deck = open_deck(given)
    assert_family(deck)
    assert any("part of the deck" in notice for notice in deck.notices) == (place == "pictures")


@pytest.mark.parametrize("top", ["", "family/", "stick/family/", "stick\\family\\"])
def test_a_deck_with_a_file_is_read_from_a_zip(top: str, tmp_path: Path) -> None:
    folder = family(tmp_path / "family")
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    separator = "\\" if "\\" in top else "/"
    named = {top + name.replace("/", separator): data for name, data in files.items()}
    assert_family(open_deck(write_zip(tmp_path / "faces.zip", named | {"__MACOSX/family/._deck.toml": b"\0"})))


def test_a_deck_file_as_windows_editor_saves_it(tmp_path: Path) -> None:
    folder = family(tmp_path / "family")
    (folder / "deck.toml").rename(folder / "Deck.toml.txt")
    assert_family(open_deck(folder))


def test_a_zip_that_names_pictures_outside_the_decks_folder_is_refused(tmp_path: Path) -> None:
    files = {"a/deck.toml": DECK.replace("pictures/", "../"), "ben.PNG": b"", "a/pictures/Zoë.png": b""}
    with pytest.raises(DeckError, match="outside"):
        open_deck(write_zip(tmp_path / "faces.zip", files))


def test_a_deck_that_was_made_where_case_plays_no_part(tmp_path: Path) -> None:
    folder = family(tmp_path / "family")
    text = DECK.replace("ben.PNG", "Ben.png").replace('"pictures', '"Pictures')
    (folder / "deck.toml").write_text(text, encoding="utf-8")
    assert_family(open_deck(folder))


def test_below_an_expression_there_may_be_a_folder_for_each_person(tmp_path: Path) -> None:
    files = {f"{name}/1.png": picture(tmp_path) for name in ("happy/anna", "happy/ben", "sad/anna", "proud/ben")}
    deck = open_deck(write_zip(tmp_path / "faces.zip", files))
    assert [len(deck.pictures(expression)) for expression in deck.expressions] == [2, 1]
    assert deck.notices == ("Left out, because these folders are named after no expression: “ben”.",)


def test_several_decks_are_named(tmp_path: Path) -> None:
    for name in ("animals", "family"):
        family(tmp_path / name)
    with pytest.raises(DeckError, match=r"\(animals, family\)"):
        open_deck(tmp_path)


def test_a_zip_in_a_zip_or_in_a_folder_is_named(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "folder.zip", {"happy/1.png": picture(tmp_path)})
    (tmp_path / "in").mkdir()
    inner = inner.rename(tmp_path / "in" / "inner.zip")
    outer = write_zip(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    for source in (outer, inner.parent):
        with pytest.raises(DeckError, match=r"the zip inner\.zip: unpack it"):
            open_deck(source)


def test_one_class_folder_stands_for_all_beside_it(tmp_path: Path) -> None:
    for name in ("glücklich", "triste"):
        write_picture(tmp_path / "faces" / name / "1.png")
    deck = open_deck(tmp_path / "faces" / "triste")
    assert deck.expressions == (Expression.HAPPY, Expression.SAD)
    assert "part of the deck" in deck.notices[0]


@pytest.mark.parametrize(
    "names",
    [
        ["wütend", "Ekel", "Angst", "fröhlich", "neutral", "traurig", "Überraschung"],
        ["enfado", "asco", "miedo", "alegría", "neutral", "tristeza", "sorpresa"],
        ["en colère", "dégoût", "peur", "joie", "neutre", "tristesse", "surpris"],
        ["0_angry", "1_disgust", "2_fear", "3_happy", "4_neutral", "5_sad", "6_surprise"],
        ["ANGRY", "Disgusted", "afraid", "Happy!", "neutral (2)", "sad ", "surprised"],
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folders_are_named_in_any_language(names: list[str], form: str, tmp_path: Path) -> None:
    files = {f"{unicodedata.normalize(form, name)}/1.png": picture(tmp_path) for name in names}
    assert open_deck(write_zip(tmp_path / "faces.zip", files)).expressions == EXPRESSIONS


def test_a_zip_of_macos_has_its_names_in_utf_8_without_saying_so(tmp_path: Path) -> None:
    data = picture(tmp_path)
    path = write_zip(tmp_path / "faces.zip", {"wuetend/1.png": data, "traurig/1.png": data})
    path.write_bytes(path.read_bytes().replace(b"wuetend", "wütend".encode()))
    deck = open_deck(path)
    assert deck.expressions == (Expression.ANGRY, Expression.SAD)
    with PictureReader() as reader:
        assert reader.read(deck.pictures(Expression.ANGRY)[0]).shape == (48, 48, 3)


def test_what_is_left_out_is_named_and_what_systems_add_is_not(tmp_path: Path) -> None:
    for name in ("happy/2.png", "happy/10.png", "sad/1.png", "happy/._2.png", "sad/Thumbs.db", ".Trash/sad/2.png"):
        (tmp_path / "faces" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "faces" / name).write_bytes(picture(tmp_path))
    for name in ("notes.txt", "happy/IMG.HEIC"):
        (tmp_path / "faces" / name).touch()
    deck = open_deck(tmp_path / "faces")
    assert [photograph.name for photograph in deck.pictures(Expression.HAPPY)] == ["2.png", "10.png"]
    assert len(deck.pictures(Expression.SAD)) == 1
    (notice,) = deck.notices
    assert notice.startswith("2 files left out: IMG.HEIC, notes.txt.")
    assert "save them as JPEG" in notice


def test_a_folder_of_pictures_of_a_telephone_is_not_called_empty_alone(tmp_path: Path) -> None:
    for name in ("happy", "sad"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "IMG.heic").touch()
    with pytest.raises(DeckError, match=r"2 files left out: IMG\.heic, IMG\.heic"):
        open_deck(tmp_path)


@pytest.mark.parametrize(
    ("folder", "what"),
    [("sad", r"All pictures in .* show “sad”.*"), ("proud", r"No folder in .* \(found: “proud”\).*")],
)
def test_a_deck_that_lacks_expressions_names_the_pictures_that_are_left_out(
    folder: str, what: str, tmp_path: Path
) -> None:
    write_picture(tmp_path / folder / "1.png")
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy" / "x.HEIC").touch()
    with pytest.raises(DeckError, match=what + r": .* 1 file left out: x\.HEIC\. HEIC .* save them as JPEG\.$"):
        open_deck(tmp_path)


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


def test_class_folders_may_be_links(class_folders: Folders) -> None:
    pool = class_folders("pool/joy/1.png", "pool/sad/2.png", "deck/circle.png")
    deck = pool / "deck"
    (deck / "circle.png").unlink()
    for name, target in (("happy", "../pool/joy"), ("sad", "../pool/sad"), ("all", "."), ("circle.png", "circle.png")):
        (deck / name).symlink_to(target)
    opened = open_deck(deck)
    assert [len(opened.pictures(expression)) for expression in (Expression.HAPPY, Expression.SAD)] == [1, 1]


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


def test_a_part_of_a_split_zip_is_to_be_unpacked_with_the_others(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="one part of a split zip: unpack it together with the others"):
        open_deck(write_split_zip(tmp_path / "deck.zip", {"happy/1.png": picture(tmp_path)}))


@pytest.mark.parametrize("name", ["closed", "closed/deck", "closed/deck.zip", "x" * 300])
def test_paths_that_we_may_not_look_at(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_picture(tmp_path / "closed" / "deck" / "happy" / "1.png")
    close_to_us(tmp_path / "closed", monkeypatch)
    with pytest.raises(DeckError, match=rf"{re.escape(str(Path(name)))} cannot be read: check"):
        open_deck(tmp_path / name)


def test_a_zip_that_we_may_not_open(class_folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped(class_folders("happy/1.png", "sad/1.png"))
    close_to_us(archive, monkeypatch)
    with pytest.raises(DeckError, match="cannot be read: check"):
        open_deck(archive)


def test_fer2013_works_as_it_is(shared: Path, reader: PictureReader) -> None:
    deck = open_deck(shared / "data" / "fer2013" / "images.zip")
    assert deck.expressions == EXPRESSIONS
    assert len(deck.pictures(Expression.DISGUST)) == 441 + 56
    assert reader.read(deck.face(Expression.DISGUST, 1.0, Random(0))).shape == (48, 48, 3)
