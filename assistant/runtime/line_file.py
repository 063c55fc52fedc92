"""A file or pipe that lines are written to, each at once and whole."""

from __future__ import annotations

import errno
import os
import select
import stat
from contextlib import suppress

from assistant.system.file_lock import try_lock

_PATIENCE = 2.0  # s within which the reader of a named pipe must take something from it


class LineFile:
    """A file of whole lines: of one that finds no room, nothing stays.

    A new file is its owner's alone, for it tells of people. One that is there keeps its permissions, since whoever
    replaces it may have opened it to others, and what is in it until `begin`. While it is open, no other run of this
    program can open it. A pipe is waited for only for so long.

    Args:
        path: of a file, or of a pipe that is being read.

    Raises:
        BlockingIOError: another run is writing the file.
        OSError: it cannot be written.
    """

    def __init__(self, path: str) -> None:
        # A pipe without a reader would be waited for; added to the end, a line follows the last whole one.
        flags = os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
        self._file = open(  # noqa: SIM115 # close() closes it
            path, "wb", buffering=0, opener=lambda name, others: os.open(name, others & ~os.O_TRUNC | flags, 0o600)
        )
        self._regular = stat.S_ISREG(os.fstat(self._file.fileno()).st_mode)
        self._begun = False
        self._end = 0
        if self._regular:
            self._hold()

    def begin(self) -> None:
        """Empty the file of what was in it before it was opened."""
        if self._regular and not self._begun:
            self._file.truncate(0)
        self._begun = True

    def add(self, line: bytes) -> None:
        """Write one line at once."""
        self.begin()
        left = memoryview(line)
        try:
            while left:
                left = left[self._write(left) :]
        except OSError:
            if self._regular:
                with suppress(OSError):
                    self._file.truncate(self._end)
            raise
        self._end += len(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _hold(self) -> None:
        if not try_lock(self._file.fileno()):
            self.close()
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    def _write(self, data: memoryview) -> int:
        written = self._file.write(data)
        if written is not None:
            return written
        if not select.select([], [self._file], [], _PATIENCE)[1]:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        return 0
