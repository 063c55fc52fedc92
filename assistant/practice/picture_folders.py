"""The learner's own labelled pictures: class folders as FER2013 has them, plain or zipped.

Nothing is decoded here: 36,000 pictures are listed in a moment and read when they are shown.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Photograph
from assistant.practice.deck_file import DECK_FILE, read_deck_file
from assistant.practice.decks import PictureDeck

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".tif", ".tiff"})


def open_deck(path: Path) -> PictureDeck:
    """The deck in a folder or zip: made with a deck file, or of class folders.

    Args:
        path: a folder with a `deck.toml`, or a folder or zip that holds `<expression>/<picture>` at any
            depth, such as FER2013's `train/happy/1.png`.

    Raises:
        DeckError: there is no deck that can be practised with.
    """
    try:
        if path.is_dir():
            if (path / DECK_FILE).is_file():
                return read_deck_file(path)
            return _class_folders(path, _listed(path))
        with path.open("rb") as file:
            if zipfile.is_zipfile(file):
                return _class_folders(path, _indexed(path))
    except FileNotFoundError as error:
        raise DeckError(say("deck.not_there", deck=path)) from error
    except OSError as error:
        raise DeckError(say("deck.unreadable", deck=path)) from error
    raise DeckError(say("deck.not_a_deck", deck=path))


def _class_folders(source: Path, found: Iterator[tuple[str, Path, str | None]]) -> PictureDeck:
    pictures: list[Photograph] = []
    unknown: set[str] = set()
    for folder, path, member in found:
        expression = Expression.parse(folder)
        if expression is None:
            unknown.add(folder)
        else:
            pictures.append(Photograph(path, expression, member))
    if unknown and not pictures:
        raise DeckError(say("deck.no_known_class", deck=source, names=_names(unknown)))
    notices = [say("deck.unknown_class", names=_names(unknown))] if unknown else []
    return PictureDeck(source.stem, source, pictures, notices=notices)


def _listed(folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Every picture under `folder` with the name of the folder it lies in, sorted by name."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise DeckError(say("deck.unreadable", deck=folder)) from error
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _listed(folder / entry.name)
        elif _is_picture(entry.name):
            yield folder.name, folder / entry.name, None


def _indexed(archive: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Every picture in a zip with the name of the folder it lies in, sorted by name."""
    try:
        with zipfile.ZipFile(archive) as opened:
            names = sorted(opened.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        raise DeckError(say("deck.unreadable", deck=archive)) from error
    for name in names:
        *folders, file = name.split("/")
        hidden = any(part.startswith((".", "__MACOSX")) for part in (*folders, file))
        if folders and not hidden and _is_picture(file):
            yield folders[-1], archive, name


def _is_picture(file: str) -> bool:
    return os.path.splitext(file)[1].lower() in _PICTURES  # noqa: PTH122 (a Path for each file would cost a second)


def _names(unknown: set[str]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(unknown))
