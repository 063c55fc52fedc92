"""Pictures from files and from zips: decoded one by one, when they are shown."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from assistant.adapters.capture.recordings import decoded
from assistant.errors import DeckError
from assistant.imaging import Image
from assistant.messages import say
from assistant.practice.cards import Photograph

_LARGEST = 64
"""Megabytes; what claims to be larger, be it a zip bomb, is not unpacked."""


class PictureReader:
    """Reads the learner's pictures; a zip stays open between its pictures, as finding its index takes long."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: zipfile.ZipFile | None = None

    def __enter__(self) -> PictureReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the zip that is open."""
        if self._archive:
            self._archive.close()
        self._path = self._archive = None

    def read(self, photograph: Photograph) -> Image:
        """The pixels of a picture, (height, width, 3) RGB, upright as its EXIF orientation says.

        Raises:
            DeckError: it cannot be read, is no picture, or is too large.
        """
        try:
            data = self._bytes(photograph.path, photograph.member)
        except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
            raise DeckError(say("deck.picture_broken", file=photograph.name)) from error
        if data is None:
            raise DeckError(say("deck.picture_too_large", file=photograph.name, megabytes=_LARGEST))
        pixels = decoded(data)
        if pixels is None:
            raise DeckError(say("deck.picture_broken", file=photograph.name))
        return pixels

    def _bytes(self, path: Path, member: str | None) -> bytes | None:
        """The encoded picture, or None where it is too large."""
        if member is None:
            return path.read_bytes() if path.stat().st_size <= _LARGEST * 2**20 else None
        archive = self._opened(path)
        return archive.read(member) if archive.getinfo(member).file_size <= _LARGEST * 2**20 else None

    def _opened(self, path: Path) -> zipfile.ZipFile:
        if self._archive is None or path != self._path:
            self.close()
            self._path, self._archive = path, zipfile.ZipFile(path)
        return self._archive
