"""Folders in which something is made before it takes its place, told from those that killed commands left."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.system.file_lock import try_lock

_PREFIX = "unfinished-"


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new folder in `folder`, which goes at the end; those that killed commands left go first.

    Raises:
        OSError: it cannot be made.
    """
    for place in folder.glob(f"{_PREFIX}*"):
        with held(place) as ours:
            if ours:
                shutil.rmtree(place, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder, ignore_cleanup_errors=True) as made, held(Path(made)):
        yield Path(made)


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold a folder, and tell whether it is ours: False where another process holds it.

    Where folders cannot be held, on Windows and some networks, each is taken for ours.

    Raises:
        OSError: the folder cannot be read.
    """
    if sys.platform == "win32":
        yield True
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield try_lock(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of writing tell which file or folder it is about: that of a full disk does not."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
