"""Deck files: what a teacher writes is taken as it is meant, and what cannot be is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.practice.deck_file import is_deck_file
from assistant.practice.decks import PictureDeck
from assistant.practice.picture_folders import open_deck
from tests.practice.conftest import write_picture

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
        ("b.png", "a.png", "a.png under two expressions"),
        ('happy = "froh"', 'happy = "froh"\nsad = "Froh "', "two expressions “froh”"),
        ('happy = "froh"', 'happy = "Sad"', "two expressions “sad”"),
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


@pytest.mark.parametrize("name", ["deck.toml", "Deck.toml", "DECK.TOML.TXT"])
def test_a_deck_file_is_known_as_any_editor_saves_it(name: str) -> None:
    assert is_deck_file(name)
    assert not is_deck_file(f"my {name}")
    assert not is_deck_file(f"{name}~")


def test_a_deck_in_which_every_picture_is_described_has_descriptions(deck_folder: Path) -> None:
    deck = deck_of(deck_folder, f'{GOOD}description = "Ben weint."\n')
    assert deck.has_descriptions
    assert [picture.description for picture in deck.pictures(Expression.SAD)] == ["Ben weint."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('pictures = "a.png"', "“pictures” is not written"),
        ("pictures = [1]", "“pictures” is not written"),
        ('words = "froh"', "“words” is not written"),
        ('[[pictures]]\nfile = "a.png"\nshows = "happy"\nsize = 3', "“size”"),
        ('[[pictures]]\nfile = " "\nshows = "happy"', "“file” is not written"),
    ],
)
def test_what_is_written_in_another_way_is_named(deck_folder: Path, text: str, said: str) -> None:
    with pytest.raises(DeckError, match=said):
        deck_of(deck_folder, f'title = "Familie"\n{text}\n')


def test_what_is_told_of_a_long_wrong_name_is_short(deck_folder: Path) -> None:
    with pytest.raises(DeckError) as caught:
        deck_of(deck_folder, GOOD.replace("b.png", f"{'b' * 5000}.png"))
    assert len(str(caught.value)) < 1000
