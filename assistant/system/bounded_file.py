"""Files of unknown kind, read without waiting and never beyond a bound.

A named pipe waits for a writer, `/dev/zero` and some files of `/proc` never end, and the size that the system tells
of a file is no promise. So a path is opened only where it is a regular file, and only so much is read.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

# Opening a pipe without this blocks until it has a writer; Windows has no such pipes in its folders.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class NotRegularError(OSError):
    """A folder, a pipe, a socket or a device, where a file is needed."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is a folder, a pipe or a device, not a file", str(path))


class TooLargeError(OSError):
    """A file beyond its bound."""

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(errno.EFBIG, f"it is larger than {limit / 2**20:g} MB", str(path))


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading bytes.

    Raises:
        NotRegularError: it is something else.
        OSError: it cannot be opened.
    """
    # Asked before it is opened, as opening some devices does something, and after, as it may be another by then.
    require_regular(path)
    file = open(path, "rb", opener=_opened)  # noqa: SIM115 (pathlib's has no opener; the caller closes it)
    try:
        _check(path, os.fstat(file.fileno()))
    except BaseException:
        file.close()
        raise
    return file


def read_bounded(path: Path, limit: int) -> bytes:
    """All bytes of a regular file, `limit` at most.

    Raises:
        NotRegularError: it is something else.
        TooLargeError: there are more.
        OSError: it cannot be read.
    """
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise TooLargeError(path, limit)
        data = file.read(limit + 1)
    if data is None:  # what looks regular under /proc may still have nothing to give yet
        raise NotRegularError(path)
    if len(data) > limit:
        raise TooLargeError(path, limit)
    return data


def read_at(file: BinaryIO, place: int, count: int) -> bytes:
    """So many bytes of an open file from a place on; fewer where it ends before."""
    file.seek(place)
    return file.read(count) or b""


def require_regular(path: Path) -> None:
    """Refuse what is there and no regular file.

    Raises:
        NotRegularError: it is something else.
        OSError: it is not there, or cannot be looked at.
    """
    _check(path, path.stat())


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def _check(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularError(path)
