"""Read AIFF sound, which macOS voices write: the standard library's reader left with Python 3.13.

Source: Apple Computer, "Audio Interchange File Format AIFF-C" (1991).
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterator

_BIG_ENDIAN, _LITTLE_ENDIAN = (b"NONE", b"twos"), (b"sowt",)


def read(data: bytes) -> tuple[bytes, int]:
    """Samples (mono, signed 16 bit, little-endian) and samples per second of an AIFF or AIFF-C file.

    Raises:
        ValueError: the file is damaged or holds another kind of sound.
    """
    try:
        chunks = dict(_chunks(data))
        common, sound = chunks[b"COMM"], chunks[b"SSND"]
        channels, frames, bits = struct.unpack_from(">hIh", common)
        rate = _extended(common[8:18])
        coding = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
        (offset,) = struct.unpack_from(">I", sound)
    except (KeyError, struct.error, OverflowError) as error:
        raise ValueError("the engine wrote a damaged AIFF file") from error
    if channels != 1 or bits != 16 or coding not in _BIG_ENDIAN + _LITTLE_ENDIAN:
        raise ValueError("the engine wrote sound that is not mono 16 bit")
    start = 8 + offset
    pcm = sound[start : start + 2 * frames]
    return (pcm if coding in _LITTLE_ENDIAN else _swapped(pcm)), round(rate)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from(">4sI", data, position)
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _extended(data: bytes) -> float:
    """An 80-bit IEEE 754 extended number."""
    exponent, mantissa = struct.unpack(">HQ", data)
    return math.ldexp(mantissa, exponent - 16383 - 63)


def _swapped(pcm: bytes) -> bytes:
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    samples.byteswap()
    return samples.tobytes()
