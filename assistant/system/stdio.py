"""Standard output and standard error: whatever encoding the terminal has, and ours alone."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TextIO

_TITLE, _ICON_ERROR = "Expression Assistant", 0x10
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def open_closed() -> None:
    """Open on the null device what whoever started us has closed of standard input, output and error.

    What is opened next would take their numbers, and `keep_from_libraries` would close it. Python keeps None for their
    streams. On Windows nothing else ever takes these numbers.
    """
    if sys.platform != "win32":
        for standard in (0, 1, 2):
            try:
                os.fstat(standard)
            except OSError:
                os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def use_utf8() -> None:
    """Let a sentence or a path in any script reach a terminal or pipe of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def complain(sentence: str) -> None:
    """Say why the program ends, on standard error; in a box where Windows has started it without a console."""
    if sys.stderr is not None:
        note(sentence)
    elif sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, sentence, _TITLE, _ICON_ERROR)


def note(sentence: str) -> None:
    """Say something on standard error; where that was closed, `print` would take standard output for it."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr, flush=True)


def ran_full(error: OSError) -> bool:
    """Whether the disk behind standard output has no room: unlike an error of a file, this one names none."""
    return not error.filename and error.errno in _FULL


def reader_left(error: OSError, platform: str = sys.platform) -> bool:
    """Whether who read standard output has closed the pipe, as `more` does that is ended before we are.

    Windows tells that as an invalid argument (https://github.com/python/cpython/issues/79935), as it tells much else.
    There it is tried anew to write what is left to write.
    """
    if platform != "win32" or error.errno != errno.EINVAL or error.filename or sys.stdout is None:
        return isinstance(error, BrokenPipeError)
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


def silence() -> None:
    """Point standard output nowhere, so that the interpreter can exit although something was left to write."""
    if sys.stdout is not None:  # it was closed before, and the reader who left was that of a pipe of events
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def keep_from_libraries(log: str = os.devnull) -> None:
    """From now on only Python writes to the user's standard output and standard error.

    TensorFlow, LiteRT, OpenCV, FFmpeg and ALSA log past Python, in their own words, beside our one sentence. What they
    and the processes that we start write goes to the end of the file `log`.
    """
    sys.stdout, sys.stderr = _own(sys.stdout, 1), _own(sys.stderr, 2)
    send_libraries_to(log)


def send_libraries_to(log: str) -> None:
    """After `keep_from_libraries`, another file for what they write."""
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    os.close(descriptor)


def _own(stream: TextIO | None, descriptor: int) -> TextIO | None:
    """A stream to the same place, by a descriptor that libraries do not know."""
    if stream is None:  # a windowed program on Windows has none
        return None
    stream.flush()
    at_once = descriptor == 2 or stream.isatty()
    return os.fdopen(
        os.dup(descriptor), "w", encoding="utf-8", errors="backslashreplace", buffering=1 if at_once else -1
    )
