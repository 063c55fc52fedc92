"""Atomic writes: a file has its old content or its new one, never a part."""

from __future__ import annotations

import errno
import itertools
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from assistant.system.file_lock import lock, try_lock

_PATIENCE, _PAUSE = 1.0, 0.02  # s
_PART = re.compile(r"\.[0-9a-f]{16}\.part")

_OPEN_FILES = re.compile(r"/dev(/fd)?|/proc/.*")
"""Folders in which names like `stdout` stand for files that are open: another in their place nobody would read."""


def write_atomically(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Put `content` into the file: bytes, or text as UTF-8 with the line ends that it has.

    What no character stands for, as there may be in a file's name, becomes a question mark. A link stays a link: it
    is the file behind it that is written. A file that is there already keeps its permissions, since its owner may
    have chosen them.

    A concurrent reader, or a crash at any moment, leaves the old file or the new one, never a part.

    Args:
        private: a new file is readable by its owner only, whatever the umask.

    Raises:
        OSError: the path cannot be written, or is no regular file; its former content is kept.
    """
    data = content.encode(errors="replace") if isinstance(content, str) else content
    try:
        if _OPEN_FILES.fullmatch(os.path.realpath(path.parent)):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        _write(Path(os.path.realpath(path)), data, private)
    except OSError as error:
        # A full disk's error names no file, and the temporary file's name means nothing to the user.
        raise OSError(error.errno, error.strerror, str(path)) from error


def replace(path: Path, target: Path) -> None:
    """Give a file another name, in place of what has it.

    Windows refuses that while another program has the file open, as those do for a moment that look for viruses or
    copy it to a cloud: that moment is waited for.

    Raises:
        OSError: it cannot be renamed.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            path.replace(target)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def free_name(file: Path, word: str) -> Path:
    """Where a file can be kept aside as `<stem>.<word><suffix>`, numbered where another is kept there already."""
    aside = file.with_suffix(f".{word}{file.suffix}")
    numbered = (file.with_suffix(f".{word}-{number}{file.suffix}") for number in itertools.count(2))
    while os.path.lexists(aside):
        aside = next(numbered)
    return aside


def remove_parts(folder: Path) -> None:
    """Remove what `write_atomically` left in a folder when it was killed; what another process is writing now stays.

    Nothing is raised: whatever cannot be removed now may be later.
    """
    try:
        parts = [path for path in folder.iterdir() if _PART.fullmatch(path.name)]
    except OSError:
        return
    for part in parts:
        with suppress(OSError):
            _remove_abandoned(part)


def _write(target: Path, data: bytes, private: bool) -> None:
    mode = _mode_of(target)
    if mode is None and private:
        mode = 0o600
    with _part(target.parent, 0o666 if mode is None else 0o600) as (part, file):
        file.write(data)
        file.flush()
        if mode is not None and sys.platform != "win32":
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
        if sys.platform == "win32":
            file.close()  # an open file cannot be renamed there
        replace(part, target)


def _mode_of(target: Path) -> int | None:
    """The permissions of a file that is there already."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        # It would be replaced by a file: for all programs, where it is a device and we are the superuser.
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return stat.S_IMODE(status.st_mode)


@contextmanager
def _part(folder: Path, mode: int) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file beside the one to be written; it goes where it did not take the other's place."""
    part, file = _new_part(folder, mode)
    try:
        with file:
            yield part, file
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _new_part(folder: Path, mode: int) -> tuple[Path, BinaryIO]:
    while True:
        part = folder / f".{secrets.token_hex(8)}.part"
        file = open(part, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115 # the caller closes it
        if _claim(file.fileno()):
            return part, file
        file.close()


def _claim(descriptor: int) -> bool:
    """Show other processes, for as long as it is open, that a part is in use; False where one is removing it."""
    if sys.platform == "win32":  # an open file cannot be removed there
        return True
    return try_lock(descriptor) and os.fstat(descriptor).st_nlink > 0


def _remove_abandoned(part: Path) -> None:
    if sys.platform == "win32":
        part.unlink()
    else:
        descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            lock(descriptor)
            part.unlink()
        finally:
            os.close(descriptor)
