"""The learner's own labelled pictures: class folders as FER2013 has them, or a deck with a file; plain or zipped.

Nothing is decoded here: 36,000 pictures are listed in a moment and read when they are shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import either, joined, left_out, say
from assistant.practice.cards import Photograph
from assistant.practice.deck_file import deck_in_folder, deck_in_zip, is_deck_file
from assistant.practice.decks import PictureDeck
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
from assistant.system.file_names import as_there
from assistant.system.folder_walk import MOST_FILES, TooManyEntriesError, has_suffix, is_folder, walk
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import brief, listed

MOST_INDEX = 8 * 2**20
"""Bytes of a zip's list of files, which tell of some 100,000."""

_DEEPEST = 3
"""Parts of a deck file's path: it may lie up to two folders deep, as programs that unpack zips make them."""


class _File(NamedTuple):
    """A file of a deck: the folders that lead to it and its name, and where it is."""

    parts: tuple[str, ...]
    path: Path
    member: str | None


def open_deck(path: Path) -> PictureDeck:
    """The deck in a folder or zip: made with a deck file, or of class folders.

    Args:
        path: a folder or zip that holds a `deck.toml`, or `<expression>/<picture>` at any depth, such as FER2013's
            `train/happy/1.png`. A deck one or two folders further down is found, and so is that of which `path` is a
            part: its deck file, one of its class folders, or the folder of its pictures.

    Raises:
        DeckError: there is no deck that can be practised with.
    """
    path = as_there(path)
    around = Path(os.path.abspath(path)).parent  # noqa: PTH100 # without following links
    if is_deck_file(path.name):
        return _open(around)
    try:
        return _open(path)
    except DeckError:
        if not _is_part_of_deck(path, around):
            raise
    deck = _open(around)
    deck.notices = (say("deck.around", deck=around), *deck.notices)
    return deck


def _is_part_of_deck(path: Path, around: Path) -> bool:
    """Whether a folder that is no deck itself holds pictures of the one around it."""
    try:
        beside = sorted(os.listdir(around)) if path.is_dir() else []  # noqa: PTH208 # the names are enough
    except OSError:
        return False
    classes = {Expression.parse(name) for name in beside} - {None}
    return any(map(is_deck_file, beside)) or (Expression.parse(path.name) is not None and len(classes) > 1)


def _open(path: Path) -> PictureDeck:
    try:
        if path.is_dir():
            return _in_folder(path)
        return _in_zip(path)
    except FileNotFoundError as error:
        raise DeckError(say("deck.not_there", deck=path)) from error
    except (NotRegularError, NoZipError) as error:
        raise DeckError(say("deck.not_a_deck", deck=path)) from error
    except (TooManyEntriesError, TooMuchError) as error:
        raise DeckError(say("deck.too_many", deck=path)) from error
    except OSError as error:
        raise DeckError(say("deck.unreadable", deck=path)) from error
    except EncryptedZipError as error:
        raise DeckError(say("deck.encrypted", deck=path)) from error
    except SplitZipError as error:
        raise DeckError(say("deck.split", deck=path)) from error
    except UnsafeZipError as error:
        raise DeckError(say("deck.unsafe", deck=path)) from error
    except ZipError as error:
        raise DeckError(say("deck.zip_unreadable", deck=path)) from error


def _in_folder(folder: Path) -> PictureDeck:
    # A deck file names its pictures; whatever else lies in the folder is not read, nor complained of.
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 # the names are enough
        if is_deck_file(name):
            return deck_in_folder(folder / name)
    files = list(_listed(folder))
    if deck_file := _deck_file(folder, files):
        return deck_in_folder(deck_file.path)
    return _class_folders(folder, files)


def _in_zip(path: Path) -> PictureDeck:
    with closing(BoundedZip(path, MOST_INDEX)) as opened:
        entries = [entry for entry in opened.entries() if not entry.is_folder]
        files = [_File(entry.path.parts, path, entry.info.filename) for entry in entries]
        if deck_file := _deck_file(path, files):
            members = {file.parts: file.member for file in files if file.member}
            return deck_in_zip(path, opened, deck_file.parts, members)
        for entry in entries:
            if has_suffix(entry.path.name, PICTURE_SUFFIXES):
                require_readable(entry.info)
    return _class_folders(path, files)


def _listed(folder: Path) -> Iterator[_File]:
    start = len(os.path.join(folder, ""))  # noqa: PTH118 # as text, like the entries
    for entry in walk(folder, MOST_FILES):
        if not is_folder(entry):
            yield _File(tuple(entry.path[start:].split(os.sep)), Path(entry.path), None)  # noqa: PTH206 # as text


def _deck_file(source: Path, files: Sequence[_File]) -> _File | None:
    found = [file for file in files if is_deck_file(file.parts[-1]) and len(file.parts) <= _DEEPEST]
    highest = [file for file in found if len(file.parts) == min(len(each.parts) for each in found)]
    if len(highest) > 1:
        raise DeckError(say("deck.several", deck=source, names=listed("/".join(file.parts[:-1]) for file in highest)))
    return highest[0] if highest else None


def _class_folders(source: Path, files: Sequence[_File]) -> PictureDeck:
    pictures: list[Photograph] = []
    unknown: set[str] = set()
    others: list[str] = []
    for file in files:
        *folders, name = file.parts
        if not has_suffix(name, PICTURE_SUFFIXES):
            others.append(name)
            continue
        # What lies in the folder itself is known by the folder's own name.
        folder = folders[-1] if folders else "" if file.member else source.name
        # Below the folder of an expression there may be one for each person.
        known = map(Expression.parse, reversed(folders or [folder]))
        expression = next(filter(None, known), None)
        if expression is not None:
            pictures.append(Photograph(file.path, expression, file.member))
        elif folder:
            unknown.add(folder)
        else:
            others.append(name)
    notices = [say("deck.unknown_class", names=_names(unknown))] if unknown else []
    if others:
        notices.append(left_out(others))
    if not pictures:
        raise DeckError(_nothing_in(source, unknown, others))
    try:
        return PictureDeck(source.stem, source, pictures, notices=notices)
    except DeckError as error:
        # What the deck lacks may be among what is left out.
        raise DeckError(joined(" ", (error.sentence, *notices))) from error


def _nothing_in(source: Path, unknown: set[str], others: Sequence[str]) -> str:
    if unknown:
        words = say("deck.no_known_class", deck=source, names=_names(unknown), labels=either(EXPRESSIONS))
        return joined(" ", (words, left_out(others)))
    zips = [name for name in others if has_suffix(name, {".zip"})]
    if zips:
        return say("deck.zip_inside", deck=source, file=brief(zips[0]))
    return joined(" ", (say("deck.empty", deck=source), left_out(others)))


def _names(unknown: set[str]) -> str:
    return listed(f"“{brief(name)}”" for name in sorted(unknown))
