"""Which codecs' heads speak of fields, and which pictures were never decoded."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.capture.interlaced import codec, coded_in_fields, repeats, tells_fields
from tests.helpers.faces import write_film

RECORDINGS = Path(__file__).parent / "recordings"

# x264's, of 320 × 240 pixels, in MP4's and in a transport stream's way.
IN_FIELDS = "01640015ffe1001967640015acd941410fcb0800000300080000030190f8"
IN_FIELDS_STARTED = "0000000167640015acd941410fcb0800000300080000030190f8"
IN_FRAMES = "0164000dffe100186764000dacd94141fa1000000300100000030320f142"
MPEG2_IN_FIELDS = "000001b31400f023ffffe000000001b5148200010000"
MPEG2_IN_FRAMES = "000001b31400f023ffffe000000001b5148a00010000"


@pytest.mark.parametrize(
    ("tag", "extra", "fields"),
    [
        ("h264", IN_FIELDS, True),
        ("h264", IN_FIELDS_STARTED, True),
        ("h264", IN_FRAMES, False),
        ("h264", "", False),
        ("h264", IN_FIELDS[:30], False),
        ("mpg2", MPEG2_IN_FIELDS, True),
        ("mpg2", MPEG2_IN_FRAMES, False),
        ("mpg2", MPEG2_IN_FIELDS[:30], False),
        ("dvsd", "", True),
        ("mjpg", "", False),
    ],
)
def test_the_heads_of_codecs(tag: str, extra: str, fields: bool) -> None:
    assert tells_fields(tag, bytes.fromhex(extra)) is fields


@given(st.sampled_from(["h264", "mpg2"]), st.binary(max_size=60))
def test_no_bytes_confuse_what_reads_them(tag: str, extra: bytes) -> None:
    assert tells_fields(tag, extra) in {True, False}
    assert tells_fields(tag, b"\0\0\1\x67" + extra) in {True, False}


@pytest.mark.parametrize(
    ("name", "tag", "fields"),
    [
        ("interlaced.mp4", "h264", True),
        ("interlaced.mpg", "mpg2", True),
        ("grey.mp4", "h264", False),
        ("ten-bit.mp4", "h264", False),
        ("sound-longer.ts", "h264", False),
        ("ten-bit-hevc.mov", "hevc", False),
    ],
)
def test_recordings_are_told_apart(name: str, tag: str, fields: bool) -> None:
    video = cv2.VideoCapture(str(RECORDINGS / name), cv2.CAP_FFMPEG)
    assert codec(video) == tag
    assert coded_in_fields(video) is fields
    video.release()


def test_a_film_that_changes_does_not_repeat(tmp_path: Path) -> None:
    video = cv2.VideoCapture(str(write_film(tmp_path / "film.avi", frames=5)), cv2.CAP_FFMPEG)
    assert not repeats(video)
    video.release()
