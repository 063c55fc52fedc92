"""Interlaced recordings, of which OpenCV gives no picture.

From 4.13 on its conversion refuses frames of two fields, and hands out whatever the memory held, again and again:
black, or a picture of another film. So where a video may be coded in fields and its first pictures are the same to the
bit, nothing of it was decoded. Combs in other recordings do no harm: faces are read as well with them.

Layouts: ITU-T H.264 7.3.2.1 (sequence parameter sets), ITU-T H.262 6.2.2 (MPEG-2), ISO/IEC 14496-15 5.3.3 (MP4's).
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

_LOOKED_AT = 3
"""Pictures at the beginning of a video that are compared. A sensor's noise lets no two be the same."""

_WITH_CHROMA = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
"""H.264's profiles that tell more about colours."""

_SEQUENCE, _START = 7, b"\0\0\1"
_MPEG2_EXTENSION = b"\0\0\1\xb5"


def repeats(video: cv2.VideoCapture) -> bool:
    """Whether the next pictures of an open video are the same to the bit; takes them."""
    pictures = [picture for read, picture in (video.read() for _ in range(_LOOKED_AT)) if read]
    return len(pictures) > 1 and all(np.array_equal(one, other) for one, other in pairwise(pictures))


def coded_in_fields(video: cv2.VideoCapture) -> bool:
    """Whether each picture of an open video may be two fields of every second line, one after the other in time."""
    tag = codec(video)
    there, extra = video.retrieve(flag=int(video.get(cv2.CAP_PROP_CODEC_EXTRADATA_INDEX)))
    return tells_fields(tag, extra.tobytes() if there and extra is not None else b"")


def codec(video: cv2.VideoCapture) -> str:
    """The four characters, in lower case, by which FFmpeg calls an open video's codec."""
    return int(video.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little", signed=True).decode("latin-1").lower()


def tells_fields(tag: str, extra: bytes) -> bool:
    """Whether a codec's head speaks of fields.

    Args:
        tag: the codec's four characters.
        extra: what the decoder is told before the first picture; as in MP4, or with start codes.
    """
    if tag.startswith("dv"):
        return True
    if tag == "mpg2":
        place = extra.find(_MPEG2_EXTENSION) + len(_MPEG2_EXTENSION)
        return _MPEG2_EXTENSION in extra and place + 1 < len(extra) and not extra[place + 1] >> 3 & 1
    return tag == "h264" and _h264_in_fields(_sequence(extra))


def _sequence(extra: bytes) -> bytes:
    """The first sequence parameter set, behind its type; empty where there is none."""
    if extra[:1] == b"\1":
        return extra[9 : 8 + int.from_bytes(extra[6:8], "big")]
    units = extra.split(_START)[1:]
    return next((unit[1:] for unit in units if unit and unit[0] & 31 == _SEQUENCE), b"")


def _h264_in_fields(parameters: bytes) -> bool:
    bits = _Bits(parameters.replace(b"\0\0\3", b"\0\0"))
    profile = bits.number(8)
    bits.number(16)  # constraints and level
    bits.skip()
    if profile in _WITH_CHROMA:
        _skip_chroma(bits)
    bits.skip()
    order = bits.coded()
    if order == 0:
        bits.skip()
    elif order == 1:
        bits.number(1)
        bits.skip(2)
        bits.skip(min(bits.coded(), 255))
    bits.skip()
    bits.number(1)
    bits.skip(2)
    return not bits.ended and not bits.number(1)


def _skip_chroma(bits: _Bits) -> None:
    separate = bits.coded() == 3
    if separate:
        bits.number(1)
    bits.skip(2)
    bits.number(1)
    if bits.number(1):
        for index in range(12 if separate else 8):
            _skip_scaling_list(bits, 16 if index < 6 else 64)


def _skip_scaling_list(bits: _Bits, size: int) -> None:
    last = following = 8
    for _ in range(size if bits.number(1) else 0):
        if following:
            code = bits.coded()
            following = (last + (code + 1) // 2 * (1 if code % 2 else -1)) % 256
        last = following or last


class _Bits:
    """Numbers read bit by bit."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "big"), 8 * len(data)

    @property
    def ended(self) -> bool:
        """Whether no bit is left."""
        return self._left <= 0

    def number(self, count: int) -> int:
        """A number of so many bits; 0 behind the end."""
        self._left -= count
        return self._value >> self._left & ((1 << count) - 1) if self._left >= 0 else 0

    def coded(self) -> int:
        """A number of Exp-Golomb's code, without a sign."""
        zeros = 0
        while not self.ended and not self.number(1):
            zeros += 1
        return (1 << zeros) - 1 + self.number(zeros)

    def skip(self, count: int = 1) -> None:
        """Leave so many coded numbers out."""
        for _ in range(count):
            self.coded()
