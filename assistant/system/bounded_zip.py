"""Zips that others made: listed and unpacked within bounds, whatever their headers claim.

Nothing is ever written to disk. Only stored and deflated files are read: Python unpacks the other kinds without
any bound, so that a few kilobytes of them could fill the memory.
"""

from __future__ import annotations

import os
import re
import zipfile
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from assistant.system.bounded_file import open_regular
from assistant.system.file_names import is_clutter, natural_order
from assistant.system.printable import brief

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED, _UTF8 = 0x1, 0x800
_SPLIT, _END, _END_LENGTH = b"PK\x07\x08", b"PK\x05\x06", 22
_FIRST_PART = (b"\x00\x00", b"\xff\xff")
"""The number of the last part where there is but one, also as it stands in a zip of more than 4 GB."""
_DRIVE = re.compile("[A-Za-z]:")


class ZipError(Exception):
    """A zip, or a file in it, that cannot be read; its message says why, to follow the name."""


class NoZipError(ZipError):
    """A file that never was a zip."""


class EncryptedZipError(ZipError):
    """A zip that wants a password."""


class SplitZipError(ZipError):
    """One of the files into which a zip was split."""


class UnusualPackingError(ZipError):
    """A file that is neither stored nor deflated."""


class UnsafeZipError(ZipError):
    """A zip that was made to do harm."""


class TooMuchError(ZipError):
    """More than the bound: of a list, or of a file's bytes."""


class Entry(NamedTuple):
    """A file or folder in a zip.

    Attributes:
        path: with "/" between the folders, whichever system the zip comes from.
        is_folder: whether it is a folder.
        info: by which `BoundedZip.read` finds it.
    """

    path: PurePosixPath
    is_folder: bool
    info: zipfile.ZipInfo


class BoundedZip:
    """A zip that is open for reading.

    Args:
        path: of the zip.
        index: bytes that its list of files may take: about 100 for each, 46 and the name at least.

    Raises:
        ZipError: it is no zip, a damaged one, one part of several, or one that was made to do harm.
        OSError: it cannot be opened, or is no regular file.
    """

    def __init__(self, path: Path, index: int) -> None:
        self._file = _Guarded(open_regular(path), index)
        try:
            if _is_part(self._file):
                raise SplitZipError("is one part of a split zip")
            # One that was cut off has lost its end, by which zips are known.
            if not self._file.peek(2).startswith(b"PK") and not zipfile.is_zipfile(self._file):
                raise NoZipError("is no zip")
            self._archive = zipfile.ZipFile(self._file)
            self._file.most = None
            packed = sum(info.compress_size for info in self._archive.infolist())
            if packed > path.stat().st_size:
                raise UnsafeZipError("holds files that overlap")
        except ZipError:
            self._file.close()
            raise
        # Damaged headers fail in many ways: as bad zips, unknown versions, wrong numbers, no text, places before zero.
        except Exception as error:
            self._file.close()
            raise ZipError(f"is damaged or of an unknown kind ({error})") from error

    def close(self) -> None:
        """Close the file."""
        self._archive.close()
        self._file.close()

    def entries(self) -> list[Entry]:
        """All that is in it and not hidden, in natural order; of several with one path the last, which replaced them.

        Raises:
            UnsafeZipError: an entry's path leaves the zip.
        """
        found: dict[str, Entry] = {}
        for info in self._archive.infolist():
            # Some programs on Windows write backslashes.
            name = _decoded(info).replace("\\", "/")
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or _DRIVE.match(name):
                raise UnsafeZipError(f"names a path outside itself ({brief(info.filename)})")
            if not any(map(is_clutter, path.parts)):
                found[name] = Entry(path, name.endswith("/"), info)
        return sorted(found.values(), key=lambda entry: [natural_order(part) for part in entry.path.parts])

    def entry(self, name: str) -> zipfile.ZipInfo:
        """The last entry of this name, as `ZipInfo.filename` has it.

        Raises:
            ZipError: there is none.
        """
        try:
            return self._archive.getinfo(name)
        except KeyError as error:
            raise ZipError("is not in the zip") from error

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """The unpacked bytes of a file, `limit` at most, counted as they come and not as they are claimed.

        Raises:
            TooMuchError: there are more.
            ZipError: it is damaged, wants a password, or is packed in an unusual way.
        """
        require_readable(info)
        try:
            with self._archive.open(info) as file:
                data = file.read(min(info.file_size, limit) + 1)
        except Exception as error:  # as above
            raise ZipError(f"is damaged ({error})") from error
        if len(data) > limit:
            raise TooMuchError(f"is larger than {limit / 2**20:.0f} MB")
        return data


def require_readable(info: zipfile.ZipInfo) -> None:
    """Refuse a file that is never unpacked.

    Raises:
        EncryptedZipError: it wants a password.
        UnusualPackingError: it is neither stored nor deflated.
    """
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedZipError("is protected by a password")
    if info.compress_type not in _METHODS:
        raise UnusualPackingError("is packed in an unusual way (not with Deflate)")


def _is_part(file: BufferedReader) -> bool:
    """Whether it is the first part of a split zip, which begins as such, or the last, whose end counts those before.

    It is left at its beginning.
    """
    start = file.read(len(_SPLIT))
    file.seek(max(0, file.seek(0, os.SEEK_END) - _END_LENGTH))
    end = file.read(_END_LENGTH)
    file.seek(0)
    return end[4:6] not in _FIRST_PART if end.startswith(_END) else start == _SPLIT


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name of a file; macOS writes it in UTF-8 without saying so, which Python then takes for the old PC's."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


class _Guarded(BufferedReader):
    """Refuses to give more than `most` bytes at once, as which a zip's list of files is asked for."""

    def __init__(self, file: BufferedReader, most: int) -> None:
        super().__init__(file.detach())
        self.most: int | None = most

    def read(self, size: int | None = -1, /) -> bytes:
        if self.most is not None and size is not None and size > self.most:
            raise TooMuchError("lists too many files")
        return super().read(size)
