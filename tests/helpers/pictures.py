"""Pictures that claim more than they hold."""

from __future__ import annotations

import struct
import zlib


def huge_picture() -> bytes:
    """A PNG of some hundred bytes whose header promises 60,000 by 60,000 pixels, more than OpenCV decodes."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
