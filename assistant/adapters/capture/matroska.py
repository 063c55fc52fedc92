"""Matroska and WebM files (RFC 8794 and 9559): whether they go on behind their end, or lack something within."""

from __future__ import annotations

from typing import BinaryIO

from assistant.system.bounded_file import read_at

BEGINNING = b"\x1aE\xdf\xa3"
_SEGMENT, _CLUSTER = b"\x18S\x80g", b"\x1fC\xb6u"

_WITHIN_SEGMENT = frozenset(
    {
        b"\x11M\x9bt",  # index of what follows
        b"\x15I\xa9f",  # information
        b"\x16T\xaek",  # tracks
        b"\x10C\xa7p",  # chapters
        b"\x1cS\xbbk",  # cues
        b"\x19A\xa4i",  # attachments
        b"\x12T\xc3g",  # tags
    }
)
_WITHIN_CLUSTER = frozenset(
    {b"\xe7", b"\xa7", b"\xab", b"\x58\x54", b"\xa0", b"\xa3", b"\xaf"}
)  # time, blocks and so on
_ANYWHERE = frozenset({b"\xec", b"\xbf"})  # nothing, and sums
_KNOWN = frozenset({BEGINNING, _SEGMENT, _CLUSTER}) | _WITHIN_SEGMENT | _WITHIN_CLUSTER | _ANYWHERE
_ENTERED = frozenset({_SEGMENT, _CLUSTER})

_MOST_ELEMENTS = 2**21
"""Elements that are looked at: seven hours of pictures and sound."""


def ends_early(_: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the segment goes on behind the end of a file of so many bytes, where its length is said."""
    end = _segment_end(head)
    return end is not None and size < end


def has_hole(file: BinaryIO, size: int, head: bytes) -> bool:
    """Whether something else lies where an element should begin."""
    end = min(size, _segment_end(head) or size)
    place = 0
    for _count in range(_MOST_ELEMENTS):
        element = read_at(file, place, 12) if place + 12 <= end else b""
        if len(element) < 12:
            return False
        width = 9 - element[0].bit_length()
        kind = element[:width]
        if kind not in _KNOWN:
            return True
        length, taken = _number(element, width)
        place += width + taken
        if kind not in _ENTERED:
            if _is_unknown(length, taken):
                return False
            place += length
    return False


def _segment_end(head: bytes) -> int | None:
    """Where the segment ends; None where its length is not said."""
    place = 4 + sum(_number(head, 4))
    if not head.startswith(_SEGMENT, place):
        return None
    place += len(_SEGMENT)
    length, taken = _number(head, place)
    return None if _is_unknown(length, taken) else place + taken + length


def _number(data: bytes, place: int) -> tuple[int, int]:
    """A number of variable length, and the bytes that it takes."""
    first = data[place] if place < len(data) else 0
    taken = 9 - first.bit_length()
    return int.from_bytes(data[place : place + taken], "big") & (2 ** (7 * taken) - 1), taken


def _is_unknown(length: int, taken: int) -> bool:
    return bool(length == 2 ** (7 * taken) - 1)
