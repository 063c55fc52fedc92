"""Files and folders that only their owner may read.

On Windows the folders of each user are closed to the others already, and there are no such permissions.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only, whatever the umask.

    A folder that is there already stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    if sys.platform != "win32":
        folder.chmod(0o700)


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner only, whatever the umask; one that holds something already stays as it is.

    Raises:
        OSError: it cannot be made, or is there and cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform != "win32" and os.fstat(descriptor).st_size == 0:
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def make_private(path: Path) -> None:
    """Let only the owner of a file read it, where it is there, is a file, and is ours."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        mode = path.stat().st_mode
        if stat.S_ISREG(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
