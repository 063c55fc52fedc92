"""Decks: drawn faces without end, and pictures that may run out."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.decks import DrawnDeck
from assistant.practice.picture_folders import open_deck

Folders = Callable[..., Path]


def test_drawn_deck_gives_the_same_face_for_the_same_seed() -> None:
    deck = DrawnDeck()
    assert deck.expressions == EXPRESSIONS
    faces = [deck.face(Expression.SAD, 0.5, Random(seed)) for seed in (1, 1, 2)]
    assert faces[0] == faces[1] != faces[2]


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


def test_deck_that_runs_out_of_pictures(class_folders: Folders) -> None:
    deck = open_deck(class_folders("happy/1.png", "happy/2.png", "sad/1.png"))
    deck.drop(deck.pictures(Expression.HAPPY)[0])
    assert (deck.broken, len(deck.pictures(Expression.HAPPY))) == (1, 1)
    deck.require_enough()
    deck.drop(deck.pictures(Expression.SAD)[0])
    with pytest.raises(DeckError, match="“happy”"):
        deck.require_enough()
    deck.take_back()
    deck.require_enough()
    assert deck.broken == 0
