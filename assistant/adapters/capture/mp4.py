"""MP4 and QuickTime files (ISO/IEC 14496-12): whether all boxes are there, and how long pictures are shown."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from assistant.system.bounded_file import read_at

_KINDS = frozenset(
    {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid", b"junk", b"sidx"}
)
"""Boxes at the beginning of a file, or behind it."""

_MOST_BOXES = 2**17
"""Boxes of one level that are looked at: three days of a recording in pieces of two seconds."""

_MOST_EDITS = 2**20
"""Bytes of an edit list that are read."""

_EDIT, _LONG_EDIT = struct.Struct(">Iii"), struct.Struct(">Qqi")
"""An edit: ticks that it lasts, where it begins in the track, and how fast it goes."""

_USUAL_SPEED = 1 << 16


@dataclass(frozen=True, slots=True)
class _Box:
    """A box: its kind, and the places in the file where its contents begin and it ends."""

    kind: bytes
    begin: int
    end: int


def is_mp4(head: bytes) -> bool:
    """Whether a file begins as MP4 and QuickTime files do."""
    return head[4:8] in _KINDS


def ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    """Whether the last box goes on behind the end of a file of so many bytes."""
    # What else overshoots may be no box at all: some cameras write notes of their own behind the last one.
    return any(box.end > size and box.kind in _KINDS for box in _boxes(file, 0, size))


def seconds_shown(file: BinaryIO, size: int, counted: float) -> float:
    """Seconds for which the file shows pictures; 0 where it does not say.

    Args:
        file: an MP4 or QuickTime file.
        size: its bytes.
        counted: seconds that all pictures in it last; what cuts it without coding anew lets an edit list hide some.
    """
    film = _find(file, _Box(b"", 0, size), b"moov")
    inside = list(_inside(file, film)) if film else []
    if any(box.kind == b"mvex" for box in inside):  # the pictures come in pieces that are counted nowhere
        return 0.0
    ticks = next((_clock(file, box) for box in inside if box.kind == b"mvhd"), 0)
    tracks = [box for box in inside if box.kind == b"trak"]
    edits = [_edited(file, track) for track in tracks if _shows_pictures(file, track)]
    return min([counted, *(edited / ticks for edited in edits if edited and ticks)])


def _boxes(file: BinaryIO, begin: int, end: int) -> Iterator[_Box]:
    """The boxes between two places of a file; the last may end behind the second."""
    for _count in range(_MOST_BOXES):
        head = read_at(file, begin, min(16, end - begin)) if begin < end else b""
        if len(head) < 8:
            return
        length, before = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, before = int.from_bytes(head[8:], "big"), 16
        if length < before or len(head) < before:  # 0: as far as the file goes
            return
        yield _Box(head[4:8], begin + before, begin + length)
        begin += length


def _inside(file: BinaryIO, outer: _Box) -> Iterator[_Box]:
    for box in _boxes(file, outer.begin, outer.end):
        yield _Box(box.kind, box.begin, min(box.end, outer.end))


def _find(file: BinaryIO, box: _Box, *kinds: bytes) -> _Box | None:
    """The first box of each of these kinds, one within the other; the last of them."""
    for kind in kinds:
        inner = next((inner for inner in _inside(file, box) if inner.kind == kind), None)
        if inner is None:
            return None
        box = inner
    return box


def _clock(file: BinaryIO, head: _Box) -> int:
    """Ticks a second of the film's own clock."""
    data = read_at(file, head.begin, 24)
    return int.from_bytes(data[20:24] if data[:1] == b"\1" else data[12:16], "big")


def _shows_pictures(file: BinaryIO, track: _Box) -> bool:
    handler = _find(file, track, b"mdia", b"hdlr")
    return handler is not None and read_at(file, handler.begin + 8, 4) == b"vide"


def _edited(file: BinaryIO, track: _Box) -> int:
    """Ticks that a track's edit list shows; 0 where it has none, or shows something in another way than once."""
    table = _find(file, track, b"edts", b"elst")
    data = read_at(file, table.begin, min(table.end - table.begin, _MOST_EDITS)) if table else b""
    entry = _LONG_EDIT if data[:1] == b"\1" else _EDIT
    shown = 0
    for ticks, start, speed in entry.iter_unpack(data[8 : 8 + (len(data) - 8) // entry.size * entry.size]):
        if start < 0:  # it waits
            continue
        if speed != _USUAL_SPEED or not ticks:
            return 0
        shown += ticks
    return shown
