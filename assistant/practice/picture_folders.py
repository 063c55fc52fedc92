"""The learner's own labelled pictures: class folders as FER2013 has them, plain or zipped.

Nothing is decoded here: 36,000 pictures are listed in a moment and read when they are shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import either, say
from assistant.practice.cards import Photograph
from assistant.practice.deck_file import DECK_FILE, read_deck_file
from assistant.practice.decks import PictureDeck
from assistant.system.bounded_file import NotRegularError
from assistant.system.bounded_zip import (
    BoundedZip,
    EncryptedZipError,
    NoZipError,
    TooMuchError,
    UnsafeZipError,
    ZipError,
    require_readable,
)
from assistant.system.folder_walk import TooManyEntriesError, walk
from assistant.system.printable import brief

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".tif", ".tiff"})

MOST_ENTRIES = 200_000
"""Files and folders of a deck: they are listed in a second or two."""

MOST_INDEX = 8 * 2**20
"""Bytes of a zip's list of files, which tell of some 100,000."""

_NAMED = 5
"""So many names of folders are told at most: who listens wants to know what is wrong, not all of it."""


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
            # Also a deck file that is none shall be told of.
            if (path / DECK_FILE).exists():
                return read_deck_file(path)
            return _class_folders(path, _listed(path))
        return _class_folders(path, _indexed(path))
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
    except UnsafeZipError as error:
        raise DeckError(say("deck.unsafe", deck=path)) from error
    except ZipError as error:
        raise DeckError(say("deck.zip_unreadable", deck=path)) from error


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
        raise DeckError(say("deck.no_known_class", deck=source, names=_names(unknown), labels=either(EXPRESSIONS)))
    notices = [say("deck.unknown_class", names=_names(unknown))] if unknown else []
    return PictureDeck(source.stem, source, pictures, notices=notices)


def _listed(folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Every picture under `folder` with the name of the folder it lies in, sorted by name."""
    hidden = ""
    for entry in walk(folder, MOST_ENTRIES):
        if hidden and entry.path.startswith(hidden):
            continue
        if entry.name.startswith("."):
            hidden = entry.path + os.sep
        elif _is_picture(entry.name) and not entry.is_dir(follow_symlinks=False):
            path = Path(entry.path)
            yield path.parent.name, path, None


def _indexed(archive: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Every picture in a zip with the name of the folder it lies in, sorted by name."""
    with closing(BoundedZip(archive, MOST_INDEX)) as opened:
        for path, is_folder, info in opened.entries():
            *folders, file = path.parts or ("",)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if folders and not hidden and not is_folder and _is_picture(file):
                require_readable(info)
                yield folders[-1], archive, info.filename


def _is_picture(file: str) -> bool:
    return os.path.splitext(file)[1].lower() in _PICTURES  # noqa: PTH122 (a Path for each file would cost a second)


def _names(unknown: set[str]) -> str:
    listed = [f"“{brief(name)}”" for name in sorted(unknown)]
    return ", ".join(listed[:_NAMED] + ["…"] * (len(listed) > _NAMED))
