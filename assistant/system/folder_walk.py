"""What is in a folder and below it, in natural order, within a bound and without what systems hide there."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from assistant.system.file_names import is_hidden, natural_order

MOST_FILES = 200_000
"""So many files and folders are listed in a second or two."""


class TooManyEntriesError(Exception):
    """A folder that holds more entries than the bound."""


class Listing(NamedTuple):
    """What is in a folder itself, in natural order.

    Attributes:
        taken: the files with one of the suffixes.
        left_out: the names of the other files.
        folders: the names of the folders in it.
    """

    taken: list[Path]
    left_out: list[str]
    folders: list[str]


def listing(folder: Path, suffixes: Collection[str], most: int = MOST_FILES) -> Listing:
    """The files of a folder, those with one of the `suffixes` (in lower case) apart from the others.

    Raises:
        TooManyEntriesError: there are more than `most`.
        OSError: the folder cannot be read.
    """
    found = Listing([], [], [])
    for entry in reversed(_sorted(os.fspath(folder), most)):
        if is_folder(entry):
            found.folders.append(entry.name)
        elif has_suffix(entry.name, suffixes):
            found.taken.append(folder / entry.name)
        else:
            found.left_out.append(entry.name)
    return found


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one; what a link in a circle or into a closed folder leads to is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def has_suffix(name: str, suffixes: Collection[str]) -> bool:
    """Whether a file's name ends in one of the `suffixes`, which are in lower case."""
    return os.path.splitext(name)[1].lower() in suffixes  # noqa: PTH122 # a Path for each file would cost a second


def walk(folder: Path, most: int) -> Iterator[os.DirEntry[str]]:
    """Files and folders below `folder`, a folder before what is in it.

    Links to folders are followed, unless they lead back to one on the way there, which would have no end.

    Raises:
        TooManyEntriesError: there are more than `most`.
        OSError: a folder cannot be read.
    """
    start = _sorted(os.fspath(folder), most)
    left = most - len(start)
    # No recursion: folders can be nested deeper than Python's functions.
    pending = {os.path.realpath(folder): start}
    while pending:
        place, entries = next(reversed(pending.items()))
        if not entries:
            pending.popitem()
            continue
        entry = entries.pop()
        yield entry
        if is_folder(entry) and (inner := _place_of(entry, place)) not in pending:
            pending[inner] = _sorted(entry.path, left)
            left -= len(pending[inner])


def _place_of(entry: os.DirEntry[str], around: str) -> str:
    """Where a folder really lies, if the one around it really lies in `around`."""
    # To Python before 3.12, a junction of Windows is no link.
    if entry.is_symlink() or sys.platform == "win32":
        return os.path.realpath(entry.path)
    return os.path.join(around, entry.name)  # noqa: PTH118 # as text: a Path for each would cost time


def _sorted(folder: str, most: int) -> list[os.DirEntry[str]]:
    """The first name last, to be taken from the end."""
    with os.scandir(folder) as entries:
        found = list(islice((entry for entry in entries if not is_hidden(entry)), most + 1))
    if len(found) > most:
        raise TooManyEntriesError
    found.sort(key=lambda entry: natural_order(entry.name), reverse=True)
    return found
