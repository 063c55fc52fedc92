"""Containers of video, told by their first bytes, and whether a file has all the bytes that its container speaks of.

Layouts: ISO/IEC 13818-1 (MPEG streams), Microsoft's RIFF and ASF, Adobe's FLV 10.1, GIF89a, W3C's PNG, RFC 3533 (Ogg),
SMPTE ST 377-1 (MXF), and what is usual in IVF and YUV4MPEG2.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from assistant.adapters.capture import matroska, mp4
from assistant.system.bounded_file import read_at

_HEAD = 1024
"""Bytes at the beginning of a file that show what it is."""

_PROGRAM = b"\x00\x00\x01\xba"
_PROGRAM_END = b"\x00\x00\x01\xb9"
_FLV, _GIF, _PNG = b"FLV\x01", b"GIF8", b"\x89PNG\r\n\x1a\n"
_OGG, _IVF, _MXF, _Y4M = b"OggS", b"DKIF", b"\x06\x0e+4", b"YUV4MPEG2 "
_ASF = b"0&\xb2u\x8ef\xcf\x11"
_ASF_FILE = b"\xa1\xdc\xab\x8cG\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c Se"

_BEGINNINGS = (
    matroska.BEGINNING,
    b"\x00\x00\x01",  # MPEG program and elementary streams
    b"\x00\x00\x00\x01",  # H.264 and H.265 without a container
    _FLV,
    _GIF,
    _ASF,
    _PNG,
    _OGG,
    _IVF,
    _MXF,
    _Y4M,
)

_PACKETS = {188: 0, 192: 4, 204: 0}
"""Bytes of a packet of a transport stream, and where its mark lies: it may have a time before it, or a sum behind."""

_MARK = b"G"
_PIECE = 2**13
"""Packets that are read at once."""

_MOST_SEARCHED = 2**31
"""Bytes of a transport stream that are searched for a hole: some seconds of a disk's time."""

_TAIL = 2**18
"""Bytes at the end of a file in which its last pack or page begins."""

_MOST_PIECES = 2**20
"""Chunks or frames that are looked at: nine hours of a recording."""

_Y4M_FRAME = b"FRAME\n"
_Y4M_COLOURS = {
    "420": (2, 2, 2),
    "422": (2, 1, 2),
    "411": (4, 1, 2),
    "444alpha": (1, 1, 3),
    "444": (1, 1, 2),
    "mono": (1, 1, 0),
}
"""How many pixels share a value of the further planes, across and down, and how many such planes there are."""

_Y4M_DEEP = re.compile(r"(p|mono)\d")
"""Colours of more than eight bits a value."""


def holds_video(file: BinaryIO) -> bool:
    """Whether the file begins as a container of video does, not as a playlist, a script or anything else."""
    head = read_at(file, 0, _HEAD)
    return head.startswith(_BEGINNINGS) or mp4.is_mp4(head) or _is_avi(head) or _packet(head) > 0


def ends_early(file: BinaryIO) -> bool:
    """Whether the file ends before its container does, where that can be seen.

    It cannot in a recording of unknown length that ends between two of its pieces.
    """
    return _any_finds(_ENDS, file)


def has_hole(file: BinaryIO) -> bool:
    """Whether bytes are lost or overwritten within the file, where that can be seen without decoding it."""
    return _any_finds(_HOLES, file)


def seconds_shown(file: BinaryIO, counted: float) -> float:
    """Seconds for which the container says that it shows pictures; 0 where it says nothing of them alone.

    Args:
        file: an open file.
        counted: seconds that its pictures last by OpenCV's count, which other containers make up from how long all of
            it lasts, be it sound.
    """
    head = read_at(file, 0, _HEAD)
    if mp4.is_mp4(head):
        return mp4.seconds_shown(file, os.fstat(file.fileno()).st_size, counted)
    return counted if _is_avi(head) else 0.0


def _is_avi(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"AVI "


def _packet(head: bytes) -> int:
    """Bytes of a packet, where the head is a transport stream's; else 0."""
    for size, mark in _PACKETS.items():
        marks = head[mark::size]
        if len(marks) > 1 and not marks.strip(_MARK):
            return size
    return 0


def _is_transport(head: bytes) -> bool:
    return _packet(head) > 0


def _transport_ends_early(file: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the last packet is not whole. The number of bytes alone would not tell: some may be lost before."""
    packet = _packet(head)
    return size % packet != 0 and not _packet(read_at(file, max(size - 2 * packet, 0), 2 * packet))


def _transport_has_hole(file: BinaryIO, size: int, head: bytes) -> bool:
    """Whether packets begin elsewhere than they should, and go on: not whether notes or nothing follow the last one."""
    packet = _packet(head)
    mark = _PACKETS[packet]
    for place in range(0, min(size, _MOST_SEARCHED), _PIECE * packet):
        piece = read_at(file, place, _PIECE * packet)
        marks = piece[mark::packet]
        good = len(marks) - len(marks.lstrip(_MARK))
        if good < len(marks):
            after = piece[good * packet :] + read_at(file, place + len(piece), _PIECE * packet)
            return _goes_on(after, packet, mark)
    return False


def _goes_on(data: bytes, packet: int, mark: int) -> bool:
    """Whether packets begin anywhere in the data: three in a row, which nothing else resembles."""
    three = re.compile(rb"(?=%b.{%d}%b.{%d}%b)" % (_MARK, packet - 1, _MARK, packet - 1, _MARK), re.DOTALL)
    return three.search(data, mark) is not None


def _is_matroska(head: bytes) -> bool:
    return head.startswith(matroska.BEGINNING)


def _avi_ends_early(_: BinaryIO, size: int, head: bytes) -> bool:
    # Some programs count the eight bytes before the number, too.
    return size < int.from_bytes(head[4:8], "little")


def _gif_ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    return not read_at(file, max(size - _HEAD, 0), _HEAD).rstrip(b"\0").endswith(b";")


def _program_ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    """Whether the last packet of the last pack has fewer bytes than it says."""
    tail = read_at(file, max(size - _TAIL, 0), _TAIL)
    place = tail.rfind(_PROGRAM)
    if place < 0:
        return False
    if place + 14 > len(tail):
        return True
    # The header of a pack has another length in MPEG-2 than in MPEG-1.
    place += 14 + (tail[place + 13] & 7) if tail[place + 4] >> 6 == 1 else 12
    while place + 6 <= len(tail) and tail.startswith(b"\x00\x00\x01", place):
        if tail.startswith(_PROGRAM_END, place):
            return False
        place += 6 + int.from_bytes(tail[place + 4 : place + 6], "big")
    rest = tail[place:]
    return place > len(tail) or (0 < len(rest) < 6 and rest != _PROGRAM_END)


def _asf_ends_early(_: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the file is smaller than it says; a broadcast, whose flag is 1, says nothing that counts."""
    place = head.find(_ASF_FILE)
    properties = head[place : place + 92] if place > 0 else bytes(92)
    return properties[88:89] != b"\x01" and size < int.from_bytes(properties[40:48], "little")


def _flv_ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    """Whether the last four bytes are not the length of the last tag, as they are behind the first one."""
    first = 13 + 11 + int.from_bytes(read_at(file, 14, 3), "big") + 4
    return _flv_tag_ends(file, first) and not _flv_tag_ends(file, size)


def _flv_tag_ends(file: BinaryIO, place: int) -> bool:
    length = int.from_bytes(read_at(file, max(place - 4, 0), 4), "big")
    tag = read_at(file, place - 4 - length, 4) if 11 <= length <= place - 17 else b""
    return len(tag) == 4 and int.from_bytes(tag[1:], "big") == length - 11


def _png_ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    """Whether the file ends before the last of its chunks does."""
    place = len(_PNG)
    for _count in range(_MOST_PIECES):
        chunk = read_at(file, place, 8)
        place += 12 + int.from_bytes(chunk[:4], "big")
        if len(chunk) < 8 or chunk[4:] == b"IEND":
            return place > size
    return False


def _ivf_ends_early(file: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the last frame has fewer bytes than it says."""
    place = int.from_bytes(head[6:8], "little")
    for _count in range(_MOST_PIECES):
        if place >= size:
            break
        place += 12 + int.from_bytes(read_at(file, place, 4), "little")
    return place > size


def _ogg_ends_early(file: BinaryIO, size: int, _: bytes) -> bool:
    """Whether the last page has fewer bytes than it says."""
    tail = read_at(file, max(size - _TAIL, 0), _TAIL)
    page = tail[max(tail.rfind(_OGG), 0) :]
    parts = page[27 : 27 + page[26]] if len(page) > 26 else b""
    return page.startswith(_OGG) and (len(page) < 27 or len(page) < 27 + page[26] + sum(parts))


def _mxf_ends_early(_: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the last partition, where the first one says its place, begins behind the end."""
    place = 17 + (head[16] & 127 if head[16:17] >= b"\x80" else 0)
    return size <= int.from_bytes(head[place + 24 : place + 32], "big")


def _y4m_ends_early(file: BinaryIO, size: int, head: bytes) -> bool:
    """Whether the last frame has fewer bytes than the others, all of which have as many."""
    line = head.partition(b"\n")[0]
    frame, begin = len(_Y4M_FRAME) + _y4m_bytes(line), len(line) + 1
    even = _Y4M_FRAME.startswith(read_at(file, begin + frame, len(_Y4M_FRAME)))
    return even and (size - begin) % frame != 0


def _y4m_bytes(line: bytes) -> int:
    """Bytes of a frame's pixels, as the first line of the file tells."""
    found = {field[:1]: field[1:].decode("latin-1") for field in line.split()[1:]}
    sides = (found.get(b"W", ""), found.get(b"H", ""))
    width, height = (int(side) if side.isdecimal() and len(side) < 6 else 0 for side in sides)
    colours = found.get(b"C", "420")
    across, down, planes = next((shape for name, shape in _Y4M_COLOURS.items() if colours.startswith(name)), (1, 1, 0))
    deep = _Y4M_DEEP.search(colours) is not None
    others = planes * -(-width // across) * -(-height // down)
    return (width * height + others) * (2 if deep else 1)


_Checks: TypeAlias = tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO, int, bytes], bool]], ...]
"""By what a file begins with: what is to be found out about an open file of so many bytes, with this head."""

_ENDS: _Checks = (
    (_is_transport, _transport_ends_early),
    (mp4.is_mp4, mp4.ends_early),
    (_is_avi, _avi_ends_early),
    (lambda head: head.startswith(_PROGRAM), _program_ends_early),
    (_is_matroska, matroska.ends_early),
    (lambda head: head.startswith(_ASF), _asf_ends_early),
    (lambda head: head.startswith(_FLV), _flv_ends_early),
    (lambda head: head.startswith(_GIF), _gif_ends_early),
    (lambda head: head.startswith(_PNG), _png_ends_early),
    (lambda head: head.startswith(_IVF), _ivf_ends_early),
    (lambda head: head.startswith(_OGG), _ogg_ends_early),
    (lambda head: head.startswith(_MXF), _mxf_ends_early),
    (lambda head: head.startswith(_Y4M), _y4m_ends_early),
)

_HOLES: _Checks = ((_is_transport, _transport_has_hole), (_is_matroska, matroska.has_hole))


def _any_finds(checks: _Checks, file: BinaryIO) -> bool:
    size = os.fstat(file.fileno()).st_size
    head = read_at(file, 0, _HEAD)
    return any(begins(head) and finds(file, size, head) for begins, finds in checks)
