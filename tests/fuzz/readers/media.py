"""Pictures, videos and sound."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.capture.recordings import FolderSource
from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.voices.chain import believable
from assistant.adapters.voices.engine import Sound
from assistant.adapters.voices.pyttsx3_engine import read_sound

_MOST_FRAMES = 200


def picture(path: Path) -> None:
    """A picture as `photo` reads it."""
    pixels = read_picture(path)
    assert pixels.ndim == 3
    assert pixels.dtype.name == "uint8"


def picture_folder(path: Path) -> None:
    """A picture as one of a folder."""
    for frame in FolderSource(path.parent).frames():
        assert frame.pixels.ndim == 3


def video(path: Path) -> None:
    """A video's frames, whose times never go back."""
    last = -1.0
    for frame in islice(VideoSource(path).frames(), _MOST_FRAMES):
        assert frame.pixels.ndim == 3
        assert frame.time >= last
        last = frame.time


def sound(path: Path) -> None:
    """A voice's file, and the phrase that is made of it."""
    _spoken(read_sound(path))


def reply(path: Path) -> None:
    """What the speech process hands over: a rate of 8 bytes and samples."""
    data = path.read_bytes()
    _spoken(Sound(data[8:], int.from_bytes(data[:8], "little", signed=True)))


def sounds() -> Sequence[bytes]:
    """A WAV file and AIFF files of a short tone."""
    tone = b"".join((value * 900 % 30_000).to_bytes(2, "little") for value in range(2400))
    wav = b"RIFF" + (36 + len(tone)).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    wav += b"\1\0\1\0" + (8000).to_bytes(4, "little") + (16_000).to_bytes(4, "little") + b"\2\0\x10\0data"
    wav += len(tone).to_bytes(4, "little") + tone
    return [wav, _aiff(b"AIFF", tone, b""), _aiff(b"AIFC", tone, b"sowt\x04sowt\0"), _aiff(b"AIFC", tone, b"twos\0\0")]


def replies() -> Sequence[bytes]:
    """A tone at a usual rate, and silence."""
    return [(8000).to_bytes(8, "little") + sounds()[0][44:] * 8, (22_050).to_bytes(8, "little") + bytes(4000)]


def _aiff(form: bytes, pcm: bytes, coding: bytes) -> bytes:
    rate = b"\x40\x0b\xfa" + bytes(7)  # 8000 as an 80-bit number
    common = b"\0\1" + (len(pcm) // 2).to_bytes(4, "big") + b"\0\x10" + rate + coding
    chunks = b"COMM" + len(common).to_bytes(4, "big") + common
    chunks += b"SSND" + (len(pcm) + 8).to_bytes(4, "big") + bytes(8) + pcm
    return b"FORM" + (len(chunks) + 4).to_bytes(4, "big") + form + chunks


def _spoken(found: Sound) -> None:
    clip = believable(found, "yes", 170)
    assert 0 <= clip.audible_seconds <= 1.1 * clip.seconds + 0.01
    assert clip.trimmed().seconds <= clip.seconds
