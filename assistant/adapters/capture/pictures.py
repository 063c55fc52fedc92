"""Pictures from files and from zips: decoded one by one, when they are shown."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from assistant.adapters.capture.encoded_picture import TooManyPixelsError, decoded, is_heic
from assistant.errors import DeckError
from assistant.imaging import Image
from assistant.messages import say
from assistant.practice.cards import Photograph
from assistant.practice.picture_folders import MOST_INDEX
from assistant.system.bounded_file import TooLargeError, read_bounded
from assistant.system.bounded_zip import BoundedZip, TooMuchError, ZipError
from assistant.system.printable import brief

_LARGEST = 64
"""Megabytes; of what turns out to be larger, be it a zip bomb, no more is read."""


class PictureReader:
    """Reads the learner's pictures; a zip stays open between its pictures, as finding its index takes long."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: BoundedZip | None = None

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
        except (TooLargeError, TooMuchError) as error:
            raise DeckError(say("deck.picture_too_large", file=brief(photograph.name), megabytes=_LARGEST)) from error
        except (OSError, ZipError) as error:
            raise DeckError(say("deck.picture_broken", file=brief(photograph.name))) from error
        try:
            pixels = decoded(data)
        except TooManyPixelsError as error:
            raise DeckError(error.sentence(brief(photograph.name))) from error
        if pixels is None:
            key = "error.heic" if is_heic(data) else "deck.picture_broken"
            raise DeckError(say(key, file=brief(photograph.name)))
        return pixels

    def _bytes(self, path: Path, member: str | None) -> bytes:
        """The encoded picture."""
        if member is None:
            return read_bounded(path, _LARGEST * 2**20)
        archive = self._opened(path)
        return archive.read(archive.entry(member), _LARGEST * 2**20)

    def _opened(self, path: Path) -> BoundedZip:
        if self._archive is None or path != self._path:
            self.close()
            self._path, self._archive = path, BoundedZip(path, MOST_INDEX)
        return self._archive
