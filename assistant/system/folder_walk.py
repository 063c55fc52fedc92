"""Everything below a folder, in the order of the names, within a bound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path


class TooManyEntriesError(Exception):
    """A folder with more in it than was bargained for."""


def walk(folder: Path, most: int) -> Iterator[os.DirEntry[str]]:
    """Files and folders below `folder`, a folder before what is in it; links to folders are not followed.

    Raises:
        TooManyEntriesError: there are more than `most`.
        OSError: a folder cannot be read.
    """
    # No recursion: folders can be nested deeper than Python's functions.
    pending = [_sorted(os.fspath(folder), most)]
    left = most - len(pending[0])
    while pending:
        if not pending[-1]:
            pending.pop()
            continue
        entry = pending[-1].pop()
        yield entry
        if entry.is_dir(follow_symlinks=False):
            inside = _sorted(entry.path, left)
            left -= len(inside)
            pending.append(inside)


def _sorted(folder: str, most: int) -> list[os.DirEntry[str]]:
    """The first name last, to be taken from the end."""
    with os.scandir(folder) as entries:
        found = list(islice(entries, most + 1))
    if len(found) > most:
        raise TooManyEntriesError
    found.sort(key=lambda entry: entry.name, reverse=True)
    return found
