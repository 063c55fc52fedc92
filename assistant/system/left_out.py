"""What is in a folder but is not read with it: its other files, and folders in which there would be more to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.system.folder_walk import Listing, TooManyEntriesError, has_suffix, is_folder, walk
from assistant.system.media_files import PICTURE_SUFFIXES, VIDEO_SUFFIXES

_MOST_LOOKED_AT = 10_000
"""Files and folders in and below a folder; of one with more, it is not worth a second to know."""


class LeftOut(NamedTuple):
    """The names of the files and of the folders that are left out."""

    files: Sequence[str] = ()
    folders: Sequence[str] = ()


def rest_of(folder: Path, inside: Listing) -> LeftOut:
    """What is left out of a folder of which the files are read that its listing has taken."""
    return LeftOut(inside.left_out, [name for name in inside.folders if _may_be_missed(folder / name)])


def _may_be_missed(folder: Path) -> bool:
    """Whether there are pictures or videos in a folder or below it, as far as anyone can tell."""
    media = PICTURE_SUFFIXES | VIDEO_SUFFIXES
    try:
        return any(has_suffix(entry.name, media) and not is_folder(entry) for entry in walk(folder, _MOST_LOOKED_AT))
    except (OSError, TooManyEntriesError):
        return True
