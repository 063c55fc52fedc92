"""Zips: each field of each entry can be changed or lie, while all others stay right.

Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 6.3.10.
"""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.mutators import Mutator, plain

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = struct.Struct("<4sLQL")
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_LARGEST = 2**16
_NAMES = (
    b"", b"/", b"x.png", b"happy/", b"happy/1.png", b"train/happy/1.png", b"../happy/1.png", b"/happy/1.png",
    b"sad/x.PNG",
    b"C:/happy/1.png", b"happy\\1.png", b"happy/a\0.png", b"happy/\xff.png", b"happy/\xc3\xa9.png",
    b"__MACOSX/happy/1.png",
    b".hidden/1.png", b"happy/.1.png", b"nobody/1.png", b"happy/" + b"a" * 5000 + b".png",
    b"x/" * 2000 + b"happy/1.png",
    b"deck.toml", b"happy/\xed\xa0\x80.png", b"happy/a\nb.png", b"happy/\x1b[2J.png", b"happy//1.png", b"./happy/1.png",
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One file of an archive.

    Attributes:
        packed: stands in the archive in place of the compressed data.
        lies: what the directory and the header claim in place of the truth.
    """

    name: bytes
    data: bytes
    method: int = _DEFLATED
    flags: int = 0
    version: int = 20
    extra: bytes = b""
    packed: bytes | None = None
    lies: dict[str, int] = field(default_factory=dict)


def pack(entries: list[Entry], comment: bytes = b"", lies: dict[str, int] | None = None) -> bytes:
    """A zip of `entries`; `lies` replace the counts, the size and the offset at its end."""
    lies = lies or {}
    body, directory = b"", b""
    for entry in entries:
        packed = _compressed(entry) if entry.packed is None else entry.packed
        claim = {"crc": zlib.crc32(entry.data), "packed": len(packed), "size": len(entry.data), "offset": len(body)}
        claim |= {"method": entry.method, "local_method": entry.method, "local_name": len(entry.name)} | entry.lies
        claim = {name: value % 2**32 for name, value in claim.items()}
        method, local = claim["method"] % 2**16, claim["local_method"] % 2**16
        sizes = claim["crc"], claim["packed"], claim["size"]
        lengths = claim["local_name"] % 2**16, len(entry.extra)
        body += _LOCAL.pack(b"PK\3\4", entry.version, entry.flags, local, 0, 33, *sizes, *lengths)
        body += entry.name + entry.extra + packed
        lengths = len(entry.name), len(entry.extra)
        directory += _CENTRAL.pack(
            b"PK\1\2", entry.version, entry.version, entry.flags, method, 0, 33, *sizes, *lengths,
            0, 0, 0, claim.get("attributes", 0), claim["offset"],
        )  # fmt: skip
        directory += entry.name + entry.extra
    end = {"disk": 0, "count": len(entries), "size": len(directory), "offset": len(body)} | lies
    count, disk = end["count"] % 2**16, end["disk"] % 2**16
    if "locator" in lies:
        directory += _ZIP64_LOCATOR.pack(b"PK\6\7", 0, end["locator"] % 2**64, 1)
    tail = _END.pack(b"PK\5\6", disk, disk, count, count, end["size"] % 2**32, end["offset"] % 2**32, len(comment))
    return body + directory + tail + comment


def unpack(archive: bytes) -> list[Entry] | None:
    """The entries as the central directory tells of them, lies kept as they are; None where it is none."""
    at = archive.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(archive):
        return None
    *_, size, start, _ = _END.unpack_from(archive, at)
    entries = []
    for _ in range(200):
        if start + _CENTRAL.size > len(archive) or archive[start : start + 4] != b"PK\1\2":
            break
        one = _CENTRAL.unpack_from(archive, start)
        version, flags, method, crc, packed, size, named, more, noted = (one[i] for i in (2, 3, 4, 7, 8, 9, 10, 11, 12))
        name = archive[start + _CENTRAL.size :][:named]
        extra = archive[start + _CENTRAL.size + named :][:more]
        raw, data = _content(archive, one[-1], packed, method)
        entries.append(Entry(name, data, method, flags, version, extra, raw))
        if crc != zlib.crc32(data):
            entries[-1].lies["crc"] = crc
        if size != len(data):
            entries[-1].lies["size"] = size
        start += _CENTRAL.size + named + more + noted
    return entries


def zips(inner: Mutator) -> Mutator:
    """Changes a zip's entries, its directory, or by `inner` what is packed in it."""

    def mutate(data: bytes, rng: Random) -> bytes:
        entries = unpack(data) if rng.random() < 0.95 else None
        if entries is None:
            return plain.changed(data, rng)
        for _ in range(rng.randint(1, 3)):
            if entries and rng.random() < 0.4:
                entry = rng.choice(entries)
                entry.data, entry.packed = inner(entry.data, rng), None
            else:
                rng.choice(_EDITS)(entries, rng)
        lies = {}
        if rng.random() < 0.1:
            lies[rng.choice(("disk", "count", "size", "offset", "locator"))] = rng.choice(plain.EDGES)
        packed = pack(entries, rng.choice((b"", b"", b"", b"PK\5\6", b"x" * 100)), lies)
        return b"x" * rng.choice((1, 22, 512)) + packed if rng.random() < 0.03 else packed

    return mutate


def _compressed(entry: Entry) -> bytes:
    if entry.method == _DEFLATED:
        return _deflated(entry.data)
    if entry.method == _BZIP2:
        return bz2.compress(entry.data, 1)
    if entry.method == _LZMA:
        filters = [{"id": lzma.FILTER_LZMA1, "preset": 0}]
        properties = struct.pack("<BL", 93, 1 << 16)
        return b"\x09\x04\x05\x00" + properties + lzma.compress(entry.data, lzma.FORMAT_RAW, filters=filters)
    return entry.data


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _content(archive: bytes, offset: int, packed: int, method: int) -> tuple[bytes | None, bytes]:
    """What lies in the archive where it cannot be packed anew, and the data."""
    if offset + _LOCAL.size > len(archive):
        return b"", b""
    named, more = _LOCAL.unpack_from(archive, offset)[-2:]
    raw = archive[offset + _LOCAL.size + named + more :][:packed]
    if method != _DEFLATED:
        return (None if method == _STORED else raw), raw
    try:
        unpacker = zlib.decompressobj(-15)
        data = unpacker.decompress(raw, _LARGEST)
        return (None if unpacker.eof else raw), data
    except zlib.error:
        return raw, raw


def _renamed(entries: list[Entry], rng: Random) -> None:
    if entries:
        entry = rng.choice(entries)
        entry.name = rng.choice(_NAMES) if rng.random() < 0.7 else plain.changed(entry.name, rng)[:60_000]


def _added(entries: list[Entry], rng: Random) -> None:
    data = rng.choice(entries).data if entries else b""
    entries.insert(rng.randint(0, len(entries)), Entry(rng.choice(_NAMES), data))


def _removed(entries: list[Entry], rng: Random) -> None:
    if entries:
        del entries[rng.randrange(len(entries))]


def _other_method(entries: list[Entry], rng: Random) -> None:
    if not entries:
        return
    entry = rng.choice(entries)
    if rng.random() < 0.5:
        entry.method, entry.packed = rng.choice((_STORED, _DEFLATED, _BZIP2, _LZMA, 1, 9, 93, 97, 99, 255)), None
    else:  # packed by one method and said to be by another
        entry.lies[rng.choice(("method", "local_method"))] = rng.choice((_STORED, _DEFLATED, _BZIP2, _LZMA, 9, 93, 99))


def _lying(entries: list[Entry], rng: Random) -> None:
    if entries:
        entry = rng.choice(entries)
        what = rng.choice(("crc", "packed", "size", "size", "offset", "local_name", "attributes"))
        near = len(entry.data) + rng.choice((-1, 1, 100))
        entry.lies[what] = rng.choice((*plain.EDGES, near, near, near))


def _flagged(entries: list[Entry], rng: Random) -> None:
    if entries:
        rng.choice(entries).flags ^= rng.choice((0x1, 0x8, 0x20, 0x40, 0x800, 0x2000))


def _versioned(entries: list[Entry], rng: Random) -> None:
    if entries:
        rng.choice(entries).version = rng.choice((0, 10, 45, 63, 64, 90, 255, 65535))


def _extended(entries: list[Entry], rng: Random) -> None:
    if entries:
        size = rng.choice((0, 4, 8, 16, 24, 28, 65535))
        body = rng.choice((rng.randbytes(min(size, 28)), b"\xff" * min(size, 28), bytes(min(size, 28))))
        rng.choice(entries).extra = struct.pack("<HH", rng.choice((1, 0x5455, 0x7075, 0x9901)), size) + body


_EDITS: tuple[Callable[[list[Entry], Random], None], ...] = (
    _renamed, _renamed, _added, _removed, _other_method, _other_method, _lying, _lying, _flagged, _versioned, _extended,
)  # fmt: skip
