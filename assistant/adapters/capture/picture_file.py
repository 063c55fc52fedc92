"""A picture file: told from a film, and read."""

from __future__ import annotations

import os
from pathlib import Path

from assistant import messages
from assistant.adapters.capture.encoded_picture import MOST_BYTES, TooManyPixelsError, decoded, header, is_heic
from assistant.adapters.capture.source_file import opened, unreadable
from assistant.errors import SourceError
from assistant.imaging import Image
from assistant.system.bounded_file import TooLargeError, read_bounded
from assistant.system.folder_walk import has_suffix
from assistant.system.media_files import PICTURE_SUFFIXES


def read_picture(path: Path) -> Image:
    """The RGB pixels of a picture file, turned upright.

    Raises:
        SourceError: the file cannot be read, is no picture, or a larger one than is decoded.
    """
    data = _encoded(path)
    try:
        picture = decoded(data)
    except TooManyPixelsError as error:
        raise SourceError(error.sentence(path)) from error
    if picture is None:
        raise SourceError(messages.say("error.heic" if is_heic(data) else "error.no_picture", file=path))
    return picture


def _encoded(path: Path) -> bytes:
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
    try:
        if size > MOST_BYTES:
            raise TooLargeError(path, MOST_BYTES)
        return read_bounded(path, MOST_BYTES)
    except TooLargeError as error:
        sizes = {"megabytes": max(size, MOST_BYTES + 1) // 2**20, "most": MOST_BYTES // 2**20}
        raise SourceError(messages.say("error.file_too_large", file=path, **sizes)) from error
    except OSError as error:
        raise unreadable(path, error) from error


def is_picture(path: Path) -> bool:
    """Whether a file is to be read as a single picture, and not as a film or an animation.

    Raises:
        SourceError: the path cannot be opened, or is no regular file.
    """
    with opened(path) as file:
        claimed = None if os.fstat(file.fileno()).st_size > MOST_BYTES else header(file)
        if claimed is not None:
            return not claimed.moving
        file.seek(0)
        return is_heic(file.read(12)) or has_suffix(path.name, PICTURE_SUFFIXES)
