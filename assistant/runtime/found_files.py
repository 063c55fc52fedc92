"""Which files a user's names, folders and patterns stand for."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.system.file_names import as_there, is_clutter, natural_order
from assistant.system.folder_walk import TooManyEntriesError, has_suffix, listing
from assistant.system.left_out import LeftOut, rest_of
from assistant.system.media_files import PICTURE_SUFFIXES, VIDEO_SUFFIXES


class Found(NamedTuple):
    """The files, each once, in the order of the names, and what is left out of the folders among them."""

    files: list[Path]
    left_out: LeftOut


def find_recordings(names: Iterable[str]) -> Found:
    """The recordings that the user named.

    A folder stands for the videos in it, in natural order; one without videos is itself a recording if it holds
    pictures. A name with `*`, `?` or `[` that is no file stands for all that it matches, and `**` for folders in
    folders. What names nothing is kept, so that it is complained of in its turn.
    """
    return _find(names, VIDEO_SUFFIXES, PICTURE_SUFFIXES)


def find_pictures(names: Iterable[str]) -> Found:
    """The pictures that the user named; a folder stands for the pictures in it, and patterns as for recordings."""
    return _find(names, PICTURE_SUFFIXES, frozenset())


def _find(names: Iterable[str], suffixes: frozenset[str], of_parts: frozenset[str]) -> Found:
    """The files with one of the `suffixes`; a folder that has none may be one of parts, with these other suffixes."""
    found: dict[str, Path] = {}
    others: dict[str, None] = {}
    folders: dict[Path, None] = {}
    for name in names:
        for path, meant in _named(name):
            files = [path]
            if os.path.isdir(path):  # noqa: PTH112 # Path.is_dir fails in a closed folder
                files, rest = _in_folder(path, suffixes, of_parts)
                others |= dict.fromkeys(rest.files)
                folders |= dict.fromkeys(path / folder for folder in rest.folders)
            elif not meant and not has_suffix(path.name, suffixes | of_parts):
                others[path.name] = None
                continue
            for file in files:
                found.setdefault(os.path.realpath(file), file)
    return Found(list(found.values()), LeftOut(list(others), [folder.name for folder in _without(found, folders)]))


def _without(found: Collection[str], folders: Iterable[Path]) -> Iterator[Path]:
    """Those of the folders from which nothing is among the files that were found, as there is where both are named."""
    read = {os.path.join(os.path.dirname(file), "") for file in found}  # noqa: PTH118, PTH120 # as text, for there are many
    for folder in folders:
        place = os.path.realpath(folder)
        inside = os.path.join(place, "")  # noqa: PTH118 # as text, likewise
        if place not in found and not any(each.startswith(inside) for each in read):
            yield folder


def _in_folder(folder: Path, suffixes: frozenset[str], of_parts: frozenset[str]) -> tuple[list[Path], LeftOut]:
    """What a folder stands for, and what is left out of it; one that cannot be read is complained of in its turn."""
    try:
        inside = listing(folder, suffixes)
        if inside.taken:
            return inside.taken, rest_of(folder, inside)
        parts = listing(folder, of_parts)
    except (OSError, TooManyEntriesError):
        return [folder], LeftOut()
    return [folder], rest_of(folder, parts) if parts.taken else LeftOut()


def _named(name: str) -> Iterator[tuple[Path, bool]]:
    """What a name stands for, and whether the user means this very file, whatever it is."""
    path = as_there(Path(name))
    # Path.exists fails where a folder on the way is closed to us.
    matches = [] if os.path.exists(path) else _matches(os.path.expanduser(name))  # noqa: PTH110, PTH111 # see above, and a pattern is no path
    if not matches:
        yield path, True
    suffix = path.suffix.lower()
    for match in matches:
        yield match, bool(suffix) and has_suffix(match.name, {suffix})


def _matches(pattern: str) -> list[Path]:
    """What a pattern matches, in natural order and without what is hidden; its suffix in either case."""
    stem, dot, suffix = pattern.rpartition(".")
    either_case = "".join(f"[{letter.lower()}{letter.upper()}]" for letter in suffix)
    patterns = [pattern, f"{stem}{dot}{either_case}"] if dot and suffix.isalpha() else [pattern]
    asked_for = set(Path(pattern).parts)
    for each in patterns:
        # Path.glob takes no absolute pattern.
        forms = {unicodedata.normalize(form, each) for form in ("NFC", "NFD")}
        names = {match for form in forms for match in glob.glob(form, recursive=True)}  # noqa: PTH207 # see above
        paths = [Path(match) for match in names if not any(map(is_clutter, {*Path(match).parts} - asked_for))]
        if paths:
            return sorted(paths, key=lambda path: [natural_order(part) for part in path.parts])
    return []
