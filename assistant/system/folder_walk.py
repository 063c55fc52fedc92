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

    Links that lead out of it to folders are followed. Each folder is met once: what a link leads to that is met anyway,
    or cannot be read, is passed over.

    Raises:
        TooManyEntriesError: there are more than `most`.
        OSError: a folder cannot be read.
    """
    start = _sorted(os.fspath(folder), most)
    left = most - len(start)
    root = os.path.realpath(folder)
    met = {root}
    # No recursion: folders can be nested deeper than Python's functions.
    pending = [(root, start)]
    while pending:
        place, entries = pending[-1]
        if not entries:
            pending.pop()
            continue
        entry = entries.pop()
        yield entry
        inner = _place_of(entry, place, root) if is_folder(entry) else None
        if inner is None or inner in met:
            continue
        met.add(inner)
        try:
            found = _sorted(entry.path, left)
        except OSError:
            if entry.is_symlink():
                continue
            raise
        pending.append((inner, found))
        left -= len(found)


def _place_of(entry: os.DirEntry[str], around: str, root: str) -> str | None:
    """Where a folder really lies, if the one around it lies in `around`; None for a link to what lies in the root."""
    # As text: a Path for each would cost time.
    beside = os.path.join(around, entry.name)  # noqa: PTH118 # see above
    # To Python before 3.12, a junction of Windows is no link.
    if not entry.is_symlink() and sys.platform != "win32":
        return beside
    place = os.path.realpath(entry.path)
    leads_back = place != beside and os.path.join(place, "").startswith(os.path.join(root, ""))  # noqa: PTH118 # see above
    return None if leads_back else place


def _sorted(folder: str, most: int) -> list[os.DirEntry[str]]:
    """The first name last, to be taken from the end."""
    with os.scandir(folder) as entries:
        found = list(islice((entry for entry in entries if not is_hidden(entry)), most + 1))
    if len(found) > most:
        raise TooManyEntriesError
    found.sort(key=lambda entry: natural_order(entry.name), reverse=True)
    return found
