"""What the files of the recordings' events are called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from assistant.system.file_names import folded

_LONGEST = 240
"""Bytes of a name: systems take 255, and a suffix follows."""


def names_for(recordings: Sequence[Path]) -> list[str]:
    """A name for each recording's file, without its suffix, no two of which any system takes for the same.

    It is the recording's own; where that is another's too, its suffix is added, and then the folders that it lies in.
    """
    all_candidates = [list(_candidates(path.absolute())) for path in recordings]
    shared = Counter(name for candidates in all_candidates for name in {*map(folded, candidates)})
    taken: set[str] = set()
    names = []
    for candidates in all_candidates:
        fitting = [name for name in candidates if shared[folded(name)] == 1]
        names.append(fitting[0] if fitting else _numbered(candidates[-1], {*taken, *shared}))
        taken.add(folded(names[-1]))
    return names


def _candidates(path: PurePath) -> Iterator[str]:
    # On Windows the root of a drive, E:\, or of a share, \\server\share\, has no name, but a letter or a last part.
    whole = path.name or path.drive.rpartition("\\")[2].rstrip(":")
    own = whole if os.path.isdir(path) else path.stem or whole  # noqa: PTH112 - Path.is_dir fails in a closed folder
    folders: list[str] = []
    for folder in (None, *path.parents):
        if folder is not None:
            if not folder.name:
                return
            folders.insert(0, folder.name)
        yield _cut(" - ".join([*folders, own]))
        yield _cut(" - ".join([*folders, whole]))


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while folded(f"{name} {number}") in taken:
        number += 1
    return f"{name} {number}"


def _cut(name: str) -> str:
    # Not within a character, and what is none in any encoding stays as it is.
    return name if len(os.fsencode(name)) <= _LONGEST else os.fsencode(name)[:_LONGEST].decode(errors="ignore")
