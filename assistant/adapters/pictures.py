"""Pictures from files and from zips: decoded one by one, when they are shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import cv2
import numpy as np

from assistant.errors import DeckError
from assistant.imaging import Image
from assistant.messages import say
from assistant.practice.cards import Photograph

_LARGEST = 64
"""Megabytes; what claims to be larger, be it a zip bomb, is not unpacked."""


def read_photograph(photograph: Photograph) -> Image:
    """The pixels of a learner's picture, (height, width, 3) RGB, upright as its EXIF orientation says.

    Raises:
        DeckError: it cannot be read, is no picture, or is too large.
    """
    try:
        data = _bytes(photograph.path, photograph.member)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DeckError(say("deck.picture_broken", file=photograph.name)) from error
    if data is None:
        raise DeckError(say("deck.picture_too_large", file=photograph.name, megabytes=_LARGEST))
    return decode(data, photograph.name)


def decode(data: bytes, name: str) -> Image:
    """The pixels of an encoded picture, (height, width, 3) RGB; `name` is for the sentence of the error.

    Raises:
        DeckError: it is no picture.
    """
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB) if data else None
    except cv2.error as error:
        raise DeckError(say("deck.picture_broken", file=name)) from error
    if pixels is None:
        raise DeckError(say("deck.picture_broken", file=name))
    return np.asarray(pixels, dtype=np.uint8)


def _bytes(path: Path, member: str | None) -> bytes | None:
    """The encoded picture, or None where it is too large."""
    if member is None:
        return path.read_bytes() if path.stat().st_size <= _LARGEST * 2**20 else None
    with zipfile.ZipFile(path) as archive:
        return archive.read(member) if archive.getinfo(member).file_size <= _LARGEST * 2**20 else None
