"""What is in a folder but is not read with it: its other files, and folders in which there would be more to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.system.folder_walk import Listing, TooManyEntriesError, has_suffix, is_folder, walk
from assistant.system.media_files import PICTURE_SUFFIXES, VIDEO_SUFFIXES

_MOST_LOOKED_AT = 10_000
"""Files and folders below those of one folder; beyond that, it is not worth a second to know."""


class LeftOut(NamedTuple):
    """The names of the files and of the folders that are left out."""

    files: Sequence[str] = ()
    folders: Sequence[str] = ()


def rest_of(folder: Path, inside: Listing) -> LeftOut:
    """What is left out of a folder of which the files are read that its listing has taken.

    Of its folders, those count in which there are pictures or videos, as far as anyone can tell.
    """
    left = _MOST_LOOKED_AT
    missed = []
    for name in inside.folders:
        looked_at, holds = _look_into(folder / name, left)
        left -= looked_at
        if holds:
            missed.append(name)
    return LeftOut(inside.left_out, missed)


def _look_into(folder: Path, most: int) -> tuple[int, bool]:
    """How many entries were looked at, `most` at the most, and whether there are pictures or videos among them."""
    media = PICTURE_SUFFIXES | VIDEO_SUFFIXES
    looked_at = 0
    try:
        for looked_at, entry in enumerate(walk(folder, most), 1):
            if has_suffix(entry.name, media) and not is_folder(entry):
                return looked_at, True
    except (OSError, TooManyEntriesError):
        return looked_at, True
    return looked_at, False
