"""Pictures: headers and chunks changed under right checksums, so that the decoder goes on to what they promise.

Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81); other formats by their numbers near the beginning.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz.mutators import plain

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_SIDES = (0, 1, 2, 7, 8, 48, 255, 1000, 5000, 16_384, 30_000, 65_535, 2**20, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
_KINDS = (b"PLTE", b"tRNS", b"iCCP", b"zTXt", b"iTXt", b"eXIf", b"gAMA", b"acTL", b"fcTL", b"fdAT", b"IDAT", b"XXXX")
_PACKED = b"a\0\0" + zlib.compress(bytes(10**6))
_ORIENTATION = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"


def picture(data: bytes, rng: Random) -> bytes:
    """A changed picture; what kind it is tell its first bytes."""
    if rng.random() < 0.15:
        return plain.changed(data, rng)
    if data.startswith(_PNG):
        return _png(data, rng)
    if data.startswith(_JPEG):
        return _jpeg(data, rng)
    return plain.header(data, rng)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and the right checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(data: bytes, rng: Random) -> bytes:
    chunks, at = [], len(_PNG)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    for _ in range(rng.choice((1, 1, 2))):
        if chunks:
            rng.choice(_PNG_EDITS)(chunks, rng)
    return _PNG + b"".join(png_chunk(*chunk) for chunk in chunks)


def _png_header(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    kind, body = chunks[0]
    if kind != b"IHDR" or len(body) != 13:
        return
    fields = list(struct.unpack(">IIBBBBB", body))
    at = rng.randrange(7)
    fields[at] = rng.choice(_SIDES) if at < 2 else rng.choice((0, 1, 2, 3, 4, 6, 8, 16, 255))
    chunks[0] = kind, struct.pack(">IIBBBBB", *fields)


def _png_pixels(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    for index, (kind, body) in enumerate(chunks):
        if kind == b"IDAT":
            try:
                raw = zlib.decompressobj().decompress(body, 2**20)
            except zlib.error:
                return
            chunks[index] = kind, zlib.compress(plain.changed(raw, rng), 1)
            return


def _png_body(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    at = rng.randrange(len(chunks))
    kind, body = chunks[at]
    chunks[at] = kind, plain.changed(body, rng)


def _png_kind(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    at = rng.randrange(len(chunks))
    chunks[at] = rng.choice(_KINDS), chunks[at][1]


def _png_added(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    body = rng.choice((b"", b"\0", bytes(3), bytes(768), _PACKED, rng.randbytes(26)))
    kind = rng.choice(_KINDS)
    if kind == b"eXIf":
        body = _ORIENTATION[6:] + struct.pack(
            ">HHI", rng.choice((0, 1, 3, 6, 8, 9, 65535)), 0, rng.choice((0, 8, 2**31))
        )
    chunks.insert(rng.randint(0, len(chunks)), (kind, body))


def _png_order(chunks: list[tuple[bytes, bytes]], rng: Random) -> None:
    chunk = chunks.pop(rng.randrange(len(chunks)))
    if rng.random() < 0.6:
        chunks.insert(rng.randint(0, len(chunks)), chunk)


_PNG_EDITS: tuple[Callable[[list[tuple[bytes, bytes]], Random], None], ...] = (
    _png_header, _png_header, _png_pixels, _png_body, _png_kind, _png_added, _png_order,
)  # fmt: skip


def _jpeg(data: bytes, rng: Random) -> bytes:
    """Segments changed under lengths that fit them."""
    segments, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, at + 2)
        segments.append((data[at + 1], data[at + 4 : at + 2 + size]))
        at += 2 + size
    scan = data[at:]
    for _ in range(rng.randint(1, 3)):
        lot = rng.random()
        if lot < 0.2:
            scan = plain.changed(scan, rng)
        elif lot < 0.3:
            turned = struct.pack(">HHI", rng.choice((0, 1, 2, 5, 6, 7, 8, 9)), 0, rng.choice((0, 8, 2**32 - 1)))
            segments.insert(0, (0xE1, _ORIENTATION + turned))
        elif segments:
            _jpeg_segment(segments, rng)
    body = b"".join(bytes((0xFF, mark)) + struct.pack(">H", (len(part) + 2) % 65536) + part for mark, part in segments)
    return _JPEG + body + scan


def _jpeg_segment(segments: list[tuple[int, bytes]], rng: Random) -> None:
    index = rng.randrange(len(segments))
    mark, part = segments[index]
    lot = rng.random()
    if lot < 0.1:
        segments[index] = (
            rng.choice((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xC4, 0xDB, 0xDD, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE)),
            part,
        )
    elif lot < 0.2:
        segments.insert(rng.randint(0, len(segments)), segments.pop(index))
    elif 0xC0 <= mark <= 0xC2 and len(part) >= 5 and lot < 0.8:
        size = struct.pack(">HH", rng.choice(_SIDES) % 65536, rng.choice(_SIDES) % 65536)
        segments[index] = mark, part[:1] + size + part[5:]
    else:
        segments[index] = (
            mark,
            plain.number(part, rng, 0, len(part)) if rng.random() < 0.6 else plain.changed(part, rng),
        )
