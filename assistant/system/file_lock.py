"""A lock on an open file: the system takes it back with the end of the process, however that comes about."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt
    import os

    # Others cannot read what is locked there, so it is a place that no file of ours reaches.
    _FAR_BEHIND = 2**31 - 2

    def lock(descriptor: int) -> None:
        """Hold an open file for as long as it stays open.

        Raises:
            BlockingIOError: somebody else holds it, in this process or another.
            OSError: where it lies, files cannot be held.
        """
        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(error.errno, error.strerror) from error

else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Hold an open file for as long as it stays open.

        Raises:
            BlockingIOError: somebody else holds it, in this process or another.
            OSError: where it lies, files cannot be held.
        """
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def try_lock(descriptor: int) -> bool:
    """Hold an open file for as long as it stays open; False where somebody else holds it.

    Where files cannot be held, as on some networks, each is taken for ours.
    """
    try:
        lock(descriptor)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
