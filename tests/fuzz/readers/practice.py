"""Decks, pictures and answers of the practice."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from assistant.adapters.capture.pictures import PictureReader
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.behaviours import BEHAVIOURS, Subject
from assistant.practice.cards import Answer, Kind, Photograph
from assistant.practice.decks import PictureDeck
from assistant.practice.picture_folders import open_deck
from assistant.practice.progress import Progress
from assistant.practice.scheduling import Learner
from assistant.practice.summary import accuracy_table, confusion_table, threshold_table
from tests.fuzz import seeds

_NOW = datetime(2026, 1, 2, tzinfo=UTC)
_MOST_PICTURES = 12


def deck_folder(path: Path) -> None:
    """A `deck.toml` beside its pictures."""
    _practise(open_deck(path.parent))


def deck_zip(path: Path) -> None:
    """A zip of class folders."""
    _practise(open_deck(path))


def deck_picture(path: Path) -> None:
    """A picture as a deck shows it."""
    with PictureReader() as reader:
        reader.read(Photograph(path, Expression.HAPPY))


def answers(path: Path) -> None:
    """The database: read, exported, written to and read again."""
    with Progress(path, _NOW) as progress:
        name = progress.add_learner("Kim")
        for learner in progress.learners():
            given = progress.answers(learner)
            accuracy_table(given, UTC, str)
            accuracy_table(given, UTC, str, BEHAVIOURS)
            confusion_table(given, str)
            confusion_table(given, str, BEHAVIOURS)
            threshold_table(Learner(given).thresholds, str)
        progress.record(name, _answer(0))
        progress.export_csv(name, path.with_suffix(".csv"))
        assert progress.answers(name)


def deck_files() -> Sequence[bytes]:
    """Decks: the least, and one with everything."""
    least = '[[pictures]]\nfile = "1.png"\nshows = "happy"\n[[pictures]]\nfile = "2.jpg"\nshows = "sad"\n'
    whole = 'title = "Family"\n[words]\nhappy = "glad"\n[hints]\nsad = "Look at the brows."\n' + least
    return list(seeds.texts(f'title = "A"\n{least}', whole + 'description = "A boy looks down."\n'))


def deck_pictures() -> dict[str, bytes]:
    """What lies beside the deck."""
    return {"1.png": seeds.picture(".png"), "2.jpg": seeds.picture(".jpg"), "sub/3.png": seeds.picture(".png")}


def databases() -> Sequence[bytes]:
    """A database with some answers of two learners, and an empty one."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("many", 5), ("none", 0)):
            path = Path(folder, f"{name}.sqlite")
            with Progress(path, _NOW) as progress:
                for learner in ("Kim", "Ada"):
                    progress.add_learner(learner)
                    for number in range(count):
                        progress.record(learner, _answer(number))
            found.append(path.read_bytes())
    return found


def _answer(number: int) -> Answer:
    subjects: tuple[Subject, ...] = (*EXPRESSIONS, *BEHAVIOURS)
    shown = subjects[number % len(subjects)]
    return Answer(
        _NOW, list(Kind)[number % len(Kind)], shown, shown if number % 2 else None, bool(number % 2), 0.5, 4, False
    )


def _practise(deck: PictureDeck) -> None:
    rng = Random(1)
    texts = [deck.title, *deck.notices, *map(deck.word, EXPRESSIONS), *map(deck.hint, EXPRESSIONS)]
    assert all(isinstance(text, str) for text in texts)
    assert deck.has_descriptions in (True, False)
    with PictureReader() as reader:
        for expression in deck.expressions:
            assert deck.face(expression, 1.0, rng).expression is expression
            for photograph in deck.pictures(expression)[:_MOST_PICTURES]:
                # The next one is shown in its place.
                with contextlib.suppress(DeckError):
                    reader.read(photograph)
