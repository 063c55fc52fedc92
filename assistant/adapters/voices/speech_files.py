"""Private folders for the files that phrases pass through, and the end of those that a kill left behind.

Each folder holds a lock that the system takes back with the death of the process, however that comes about. So a
folder whose lock can be had is abandoned; one in use by another instance is never touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from assistant.system import ending
from assistant.system.file_lock import lock
from assistant.system.own_data import TEMPORARY, TEMPORARY_NAME

_LOCK, PHRASE = "lock", "phrase.wav"
_CONTENT = {_LOCK, PHRASE}
_FRESH_SECONDS = 60.0  # a folder without a lock may be about to get it


class SpeechFiles:
    """A folder that only its owner may look into, until `close`.

    Raises:
        OSError: the folder cannot be made.
    """

    def __init__(self) -> None:
        self.folder = ending.make_folder(lambda: Path(tempfile.mkdtemp(prefix=TEMPORARY)))
        try:
            (self.folder / _LOCK).touch(mode=0o600, exist_ok=False)
            self._held = _open_lock(self.folder / _LOCK)
            lock(self._held.fileno())
        except OSError:
            ending.remove_folder(self.folder)
            raise

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._held.close()  # Windows removes no file that is open
        ending.remove_folder(self.folder)


def remove_left_behind(place: Path) -> None:
    """Remove the folders in `place` whose owner is dead; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        for folder in place.iterdir():
            if TEMPORARY_NAME.fullmatch(folder.name):
                with contextlib.suppress(OSError):
                    _remove_if_left(folder)


def _remove_if_left(folder: Path) -> None:
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or (sys.platform != "win32" and about.st_uid != os.getuid()):
        return
    if not {file.name for file in folder.iterdir()} <= _CONTENT:
        return  # made by another program, whatever its name
    try:
        with _open_lock(folder / _LOCK) as file:
            lock(file.fileno())
            if sys.platform != "win32":
                shutil.rmtree(folder)  # while it is locked, so that no other instance does the same
    except FileNotFoundError:
        if abs(time.time() - about.st_mtime) < _FRESH_SECONDS:
            return
    shutil.rmtree(folder, ignore_errors=True)


def _open_lock(path: Path) -> BinaryIO:
    """Open the file without following links or blocking; this program makes only regular files.

    Raises:
        OSError: there is no such file, or not as a plain file.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path} is no file")
    return path.open("rb+")
