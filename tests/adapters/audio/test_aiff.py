"""Sound as macOS writes it: read like any other, and refused where it is damaged or of another kind."""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.audio import aiff
from assistant.adapters.voices.pyttsx3_engine import read_sound
from assistant.audio_clip import Clip, write_wav

SAMPLES = np.arange(-300, 301, dtype="<i2")


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack(">I", len(data)) + data + bytes(len(data) % 2)


def written(
    sound: bytes,
    *,
    kind: bytes = b"AIFF",
    coding: bytes = b"",
    rate: float = 22050,
    channels: int = 1,
    bits: int = 16,
    between: bytes = b"",
    offset: int = 0,
) -> bytes:
    """An AIFF file; its rate is an 80-bit number."""
    mantissa, exponent = math.frexp(rate)
    extended = struct.pack(">HQ", exponent - 1 + 16383, int(mantissa * 2**64))
    common = struct.pack(">hIh", channels, len(sound) // 2, bits) + extended + coding
    placed = struct.pack(">II", offset, 0) + bytes(offset) + sound
    body = kind + chunk(b"COMM", common) + between + chunk(b"SSND", placed)
    return b"FORM" + struct.pack(">I", len(body)) + body


BIG, LITTLE = SAMPLES.astype(">i2").tobytes(), SAMPLES.tobytes()


@pytest.mark.parametrize(
    "data",
    [
        written(BIG),
        written(BIG, kind=b"AIFC", coding=b"NONE\0\0"),
        written(BIG, kind=b"AIFC", coding=b"twos\0\0"),
        written(LITTLE, kind=b"AIFC", coding=b"sowt\0\0"),
        written(BIG, between=chunk(b"ANNO", b"odd") + chunk(b"MARK", b"even")),
        written(BIG, offset=8),
    ],
)
def test_samples_come_as_they_were_in_whichever_order_their_bytes_are(data: bytes) -> None:
    assert aiff.read(data) == (LITTLE, 22050)


@given(st.integers(1000, 192_000))
def test_any_rate_is_read(rate: int) -> None:
    assert aiff.read(written(BIG, rate=rate))[1] == rate


@pytest.mark.parametrize("other", [{"channels": 2}, {"bits": 8}, {"kind": b"AIFC", "coding": b"ulaw\0\0"}])
def test_another_kind_of_sound_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not mono 16 bit"):
        aiff.read(written(BIG, **other))


@given(st.integers(0, len(written(BIG)) - 1))
def test_one_that_was_cut_off_gives_what_it_has_or_is_said_to_be_damaged(end: int) -> None:
    try:
        sound, rate = aiff.read(written(BIG)[:end])
    except ValueError as error:
        assert "damaged" in str(error)  # noqa: PT017 # either is right
    else:
        assert rate == 22050
        assert LITTLE.startswith(sound)
        assert len(sound) % 2 == 0


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg to write AIFF as macOS does")
@pytest.mark.parametrize("codec", ["pcm_s16be", "pcm_s16le"])
def test_aiff_is_read_like_wav(tmp_path: Path, codec: str) -> None:
    samples = np.arange(-3000, 3001, dtype=np.int16)
    write_wav(tmp_path / "in.wav", Clip(samples, 22050))
    aiff = tmp_path / "phrase.wav"  # the name that the engine was given; macOS writes AIFF into it
    convert = ["ffmpeg", "-v", "error", "-i", tmp_path / "in.wav", "-c:a", codec, "-f", "aiff", aiff]
    subprocess.run(convert, check=True)
    sound = read_sound(aiff)
    assert sound.rate == 22050
    assert np.array_equal(Clip.from_pcm(sound.pcm, sound.rate).samples, samples)
