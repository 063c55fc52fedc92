"""Which recordings a user's names stand for, and what the files of their events are called."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.adapters.capture.recordings import VIDEOS


def find_recordings(names: Iterable[str]) -> list[Path]:
    """The recordings that the user named, each once, in the order of the names.

    A folder stands for the videos in it, by name; one without videos is itself a recording if it holds pictures.
    A name with `*`, `?` or `[` that is no file stands for all that it matches, and `**` for folders in folders.
    What names nothing is kept, so that it is complained of in its turn.
    """
    found: dict[str, Path] = {}
    for name in names:
        # Path.exists fails where a folder on the way is closed to us, and Path.glob takes no absolute pattern.
        there = os.path.exists(name)  # noqa: PTH110 # see above
        matches = [name] if there else sorted(glob.glob(name, recursive=True)) or [name]  # noqa: PTH207 # see above
        for path in map(Path, matches):
            videos = [file for file in _files(path) if file.suffix.lower() in VIDEOS]
            for one in videos or [path]:
                found.setdefault(os.path.realpath(one), one)
    return list(found.values())


def _files(folder: Path) -> list[Path]:
    """What lies in a folder, by name; nothing where it is none, or is closed to us."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def names_for(recordings: Sequence[Path]) -> list[str]:
    """A name for each recording's file, without its suffix, no two of which any system takes for the same.

    It is the recording's own; where that is another's too, its suffix is added, and then the folders that it lies in.
    """
    all_candidates = [list(_candidates(path.absolute())) for path in recordings]
    shared = Counter(folded for candidates in all_candidates for folded in {*map(_folded, candidates)})
    taken: set[str] = set()
    names = []
    for candidates in all_candidates:
        fitting = [name for name in candidates if shared[_folded(name)] == 1]
        names.append(fitting[0] if fitting else _numbered(candidates[-1], {*taken, *shared}))
        taken.add(_folded(names[-1]))
    return names


def _candidates(path: Path) -> Iterator[str]:
    own = path.name if os.path.isdir(path) else path.stem  # noqa: PTH112 - Path.is_dir fails in a closed folder
    folders: list[str] = []
    for folder in (None, *path.parents):
        if folder is not None:
            if not folder.name:
                return
            folders.insert(0, folder.name)
        yield " - ".join([*folders, own])
        yield " - ".join([*folders, path.name])


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while _folded(f"{name} {number}") in taken:
        number += 1
    return f"{name} {number}"


def _folded(name: str) -> str:
    # Windows and macOS take names that differ in case or in their composition for the same.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
