"""Encoded pictures, decoded only where their header claims no more than the memory is meant for.

Decoding takes at most about 800 MB: measured, OpenCV 5.1 needs 6 to 9 bytes a pixel for most formats (3 more where
the picture is turned), and 12 to 17 for the costly ones. Pillow reads the headers, and decodes AVIF and animations.
"""

from __future__ import annotations

import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import cv2
import numpy as np
import PIL.ExifTags
import PIL.Image

from assistant.imaging import Image, upright
from assistant.messages import say

MOST_BYTES = 2**28
"""Bytes of an encoded picture; a larger one is not read."""

MOST_PIXELS = 2**26
"""Pixels of a picture that is decoded."""

_COSTLY = frozenset({"AVIF", "GIF", "JPEG2000"})
_COSTLY_PIXELS = 2**25

_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF", *sorted(_COSTLY), "PPM", "SUN", "MPO")
"""What both Pillow and OpenCV know, by Pillow's names."""

_MOVING = frozenset({"AVIF", "GIF", "PNG", "WEBP"})
"""Formats whose moving pictures are read as videos."""

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""Brands of HEIC; AVIF, which is decoded, calls itself otherwise, or is known to Pillow."""

_CLEAR = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})
"""Pillow's modes of pictures with an alpha channel."""

_TILE_SIDES = (322, 323)
_BITS = 258
"""TIFF's numbers for the sides of its tiles, and for the bits of each channel of a pixel."""

_USUAL_BITS = 32
"""Bits of a TIFF's pixel; deeper ones take the more memory."""

_TIFF = (b"II", b"MM")
"""How a TIFF begins; nothing else that is read here does."""

_MOST_TIFF_HEADER = 2**23
"""Bytes of a TIFF's header; each can become a number of Python's, and the list of strips take minutes to read."""

# The size is compared here, where it can be told.
PIL.Image.MAX_IMAGE_PIXELS = None


class TooManyPixelsError(Exception):
    """A picture is larger than what is decoded.

    Attributes:
        width, height: in pixels.
        most: how many pixels a picture of this kind may have.
    """

    def __init__(self, width: int, height: int, most: int) -> None:
        super().__init__(f"{width}x{height}")
        self.width, self.height, self.most = width, height, most

    def sentence(self, file: Path | str) -> str:
        """What is wrong with the picture of this name, for the user."""
        sizes = {"width": self.width, "height": self.height, "megapixels": self.most // 10**6}
        return say("error.picture_too_large", file=file, **sizes)


@dataclass(frozen=True, slots=True)
class Header:
    """What an encoded picture claims.

    Attributes:
        width, height: in pixels.
        most: how many pixels a picture of its kind may have.
        tile: pixels of one tile, which is decoded as a whole; 0 for formats without tiles.
        moving: whether it is an animation that is read as a video.
        clear: whether it may be transparent in places.
        avif: whether it is AVIF, which OpenCV does not turn, and does not decode on Windows.
    """

    width: int
    height: int
    most: int
    tile: int
    moving: bool
    clear: bool
    avif: bool


def header(file: BinaryIO) -> Header | None:
    """What the header of the picture in an open file claims; None if it has no picture header. Nothing is decoded."""
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            PIL.Image.open(_bounded(file), formats=_FORMATS) as picture,
        ):
            most = _COSTLY_PIXELS if picture.format in _COSTLY else MOST_PIXELS
            tile = 0
            if picture.format == "TIFF":
                tags = picture.tag_v2  # type: ignore[attr-defined] # only TIFF files have it
                most = int(most / max(sum(tags.get(_BITS, (8,))) / _USUAL_BITS, 1))
                tile = int(tags.get(_TILE_SIDES[0], 0)) * int(tags.get(_TILE_SIDES[1], 0))
            moving = picture.format in _MOVING and bool(getattr(picture, "is_animated", False))
            clear = picture.mode in _CLEAR or "transparency" in picture.info
            most = most // 2 if clear else most
            return Header(picture.width, picture.height, most, tile, moving, clear, picture.format == "AVIF")
    # Damaged headers fail in Pillow's readers in many ways.
    except Exception:
        return None


def seen(picture: PIL.Image.Image) -> Image:
    """The RGB pixels of a picture that Pillow has opened, turned upright, and white where it is transparent.

    Raises:
        Exception: whatever Pillow raises where it is damaged.
    """
    shown = picture
    if picture.has_transparency_data:
        layer = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        shown = PIL.Image.new("RGB", picture.size, "white")
        shown.paste(layer, mask=layer)
    # Pillow tells by EXIF's number what AVIF says in a way of its own.
    return upright(np.asarray(shown.convert("RGB")), int(picture.getexif().get(PIL.ExifTags.Base.Orientation, 1)))


class _Bounded(io.RawIOBase):
    """An open file of which only so many bytes are given.

    Raises:
        ValueError: more are wanted.
    """

    def __init__(self, file: BinaryIO, most: int) -> None:
        super().__init__()
        self._file, self._left = file, most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= self._left:
            raise ValueError("the header is too long")
        data = self._file.read(size)
        self._left -= len(data)
        return data


def _bounded(file: BinaryIO) -> BinaryIO:
    begins = file.read(2)
    file.seek(0)
    return cast("BinaryIO", _Bounded(file, _MOST_TIFF_HEADER)) if begins in _TIFF else file


def is_heic(head: bytes) -> bool:
    """Whether a file begins as a picture in HEIC or HEIF does (ISO/IEC 23008-12), which is decoded nowhere here."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def decoded(data: bytes) -> Image | None:
    """The RGB pixels of an encoded picture, turned upright; None if the bytes are no picture.

    Of an animation, or of a file with several pictures, it is the first.

    Raises:
        TooManyPixelsError: the picture claims more pixels than are decoded.
    """
    claimed = header(io.BytesIO(data))
    if claimed is None or min(claimed.width, claimed.height) < 1:
        return None
    if claimed.width * claimed.height > claimed.most:
        raise TooManyPixelsError(claimed.width, claimed.height, claimed.most)
    if claimed.tile > claimed.most:
        return None
    if claimed.avif or claimed.clear:
        return _by_pillow(data)
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error:  # it is damaged, or OpenCV reads another size in it
        return None
    return None if pixels is None else np.asarray(pixels, dtype=np.uint8)


def _by_pillow(data: bytes) -> Image | None:
    try:
        with warnings.catch_warnings(action="ignore"), PIL.Image.open(io.BytesIO(data)) as picture:
            return seen(picture)
    # Damaged pictures fail in as many ways as headers.
    except Exception:
        return None
