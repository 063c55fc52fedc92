"""Pictures that claim more than they hold, and films of hand-made frames."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np


def huge_picture(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some hundred bytes whose header promises that many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _tiff(tags: Sequence[tuple[int, int]]) -> bytes:
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


_JPEG_FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 65_000, 65_000, 3) + b"\x01\x22\0\x02\x11\x01\x03\x11\x01"
_JPEG_SCAN = b"\xff\xda" + struct.pack(">HB", 12, 3) + b"\x01\0\x02\x11\x03\x11\0\x3f\0" + bytes(1000)
_TIFF_SIZE = ((256, 100_000), (257, 100_000), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 9), (279, 9))

HUGE = {
    "png": huge_picture(),
    "bmp": b"BM" + struct.pack("<IHHI", 154, 0, 0, 54)
    + struct.pack("<IiiHHIIiiII", 40, 60_000, -60_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(100),
    "jpg": b"\xff\xd8" + _JPEG_FRAME + _JPEG_SCAN + b"\xff\xd9",
    "gif": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0xF0, 0, 0) + bytes(6)
    + b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\0;",
    "webp": b"RIFF" + struct.pack("<I", 100) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xfe\x3f\0\xfe\x3f\0"
    + b"VP8L" + struct.pack("<I", 70) + b"\x2f" + struct.pack("<I", 16_382 | 16_382 << 14) + bytes(65),
    "tif": _tiff(_TIFF_SIZE),
    "ppm": b"P6 50000 50000 255\n" + bytes(100),
    "ras": struct.pack(">8I", 0x59A66A95, 50_000, 50_000, 24, 0, 1, 0, 0) + bytes(100),
}  # fmt: skip
"""By suffix: pictures of a few bytes whose headers promise more pixels than any memory holds."""

_TILES = ((322, 32_752), (323, 32_752), (324, 8), (325, 9))

GIANT_TILE = _tiff(((256, 16), (257, 16), (258, 8), (259, 8), (262, 1), (277, 1), *_TILES))
"""A small TIFF of one gigantic tile."""


def write_long_header(path: Path, entries: int = 2**25) -> Path:
    """A TIFF of 100 by 100 pixels that lists as many strips, each number of which takes a reader time and memory."""
    tags = [(256, 100), (257, 100), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1), (278, 100), (279, 9)]
    plain = bytearray(_tiff(tags))
    struct.pack_into("<I", plain, 10 + 5 * 12 + 4, entries)
    with path.open("wb") as file:
        file.write(plain.ljust(200, b"\0"))
        file.truncate(200 + 4 * entries)
    return path


def encoded(width: int, height: int, level: int = 99, channels: int = 3) -> bytes:
    """A JPEG of one colour."""
    shape = (height, width, channels) if channels > 1 else (height, width)
    return bytes(cv2.imencode(".jpg", np.full(shape, level, dtype=np.uint8))[1])


def write_avi(path: Path, frames: Sequence[bytes], width: int, height: int) -> Path:
    """A film of encoded JPEGs whose header claims this size, whatever theirs is."""
    main = struct.pack("<14I", 40_000, 0, 0, 0x10, len(frames), 0, 1, 0, width, height, 0, 0, 0, 0)
    stream = b"vidsMJPG" + struct.pack("<IHH8I4H", 0, 0, 0, 0, 1, 25, 0, len(frames), 0, 0, 0, 0, 0, width, height)
    form = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0x47504A4D, 0, 0, 0, 0, 0)
    header = _list(b"hdrl", _part(b"avih", main) + _list(b"strl", _part(b"strh", stream) + _part(b"strf", form)))
    body = b"AVI " + header + _list(b"movi", b"".join(_part(b"00dc", frame) for frame in frames))
    path.write_bytes(_part(b"RIFF", body))
    return path


def _part(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _list(kind: bytes, data: bytes) -> bytes:
    return _part(b"LIST", kind + data)
