"""The files of a data set that is a folder, within a bound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from assistant.system.folder_walk import TooManyEntriesError, walk
from training.errors import TrainingError

MOST_ENTRIES = 2_000_000
"""Files and folders of one set: more would fill the memory before the first picture is read."""


def walk_set(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies below the folder of a set, in natural order.

    Raises:
        TrainingError: that is too much.
        OSError: a folder cannot be read.
    """
    try:
        yield from walk(folder, MOST_ENTRIES)
    except TooManyEntriesError as error:
        raise TrainingError(f"{folder} holds more than {MOST_ENTRIES} files: split it into several sets.") from error
