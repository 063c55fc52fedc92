"""Which files hold video, and which of them end before their time."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.capture.containers import ends_early, has_hole, holds_video, seconds_shown
from assistant.adapters.capture.encoded_picture import TooManyPixelsError, decoded, header
from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError

KINDS = [
    ("mp4", "mp4v"),
    ("mov", "mp4v"),
    ("avi", "XVID"),
    ("avi", "MJPG"),
    ("mkv", "mp4v"),
    ("webm", "VP80"),
    ("ts", "mp4v"),
    ("mpg", "PIM1"),
    ("flv", "FLV1"),
    ("wmv", "WMV2"),
    ("ivf", "VP80"),
    ("mxf", "MPG2"),
    ("y4m", "I420"),
]

HEADS = [
    b"GIF89a",
    b"FLV\x01",
    b"\x1aE\xdf\xa3",
    b"\x00\x00\x01\xba",
    b"0&\xb2u\x8ef\xcf\x11",
    b"RIFF....AVI ",
    b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00\x08ftyp\x00\x00\x00\x01moov\xff\xff\xff\xff\xff\xff\xff\xff",
    b"G" + 187 * b"\0" + b"G",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\0\x08\0\0\0",
    b"BM",
    b"RIFF....WEBP",
    b"OggS",
    b"DKIF\0\0\x20\0",
    b"\x06\x0e+4",
    b"YUV4MPEG2 W4 H2\n",
    b"",
]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    suffix, codec = request.param
    return write_moving_film(tmp_path_factory.mktemp("films") / f"film.{suffix}", codec)


def write_moving_film(path: Path, codec: str) -> Path:
    """A film of three seconds, each frame of which takes some bytes."""
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), 25, (320, 240))
    if not writer.isOpened():
        pytest.skip(f"this OpenCV writes no {codec}")
    noise = cv2.GaussianBlur(np.random.default_rng(1).integers(0, 255, (240, 320, 3), np.uint8), (9, 9), 3)
    for index in range(75):
        writer.write(np.roll(noise, 4 * index, axis=1))
    writer.release()
    return path


def test_a_whole_film_is_not_said_to_be_cut(film: Path) -> None:
    assert len(list(VideoSource(film).frames())) == 75


@pytest.mark.parametrize("share", [0.03, 0.25, 0.5, 0.75, 0.9, 0.97])
def test_a_film_that_is_cut_is_said_to_be(film: Path, share: float, tmp_path: Path) -> None:
    cut = tmp_path / film.name
    # No piece of any container ends at such a place.
    cut.write_bytes(film.read_bytes()[: int(share * film.stat().st_size) // 188 * 188 + 77])
    with pytest.raises(SourceError, match=r"breaks off|incomplete|cannot be read as a video"):
        list(VideoSource(cut).frames())


@pytest.mark.parametrize("tail", [bytes(10 * 188), b"notes of a recorder " * 94], ids=["nothing", "notes"])
def test_what_follows_a_transport_stream_is_no_hole_in_it(tail: bytes, tmp_path: Path) -> None:
    path = write_moving_film(tmp_path / "film.ts", "mp4v")
    path.write_bytes(path.read_bytes() + tail)
    assert len(list(VideoSource(path).frames())) == 75


@pytest.mark.parametrize(("suffix", "codec"), [("mkv", "mp4v"), ("webm", "VP80"), ("ts", "mp4v")])
@pytest.mark.parametrize("lost", [True, False], ids=["lost", "overwritten"])
def test_what_is_missing_within_is_not_said_to_be_the_end(suffix: str, codec: str, lost: bool, tmp_path: Path) -> None:
    path = write_moving_film(tmp_path / f"film.{suffix}", codec)
    whole = path.read_bytes()
    begin = len(whole) // 3
    end = begin + len(whole) // 6 // 188 * 188 + 77
    path.write_bytes(whole[:begin] + (b"" if lost else bytes(end - begin)) + whole[end:])
    times = []
    with pytest.raises(SourceError, match="A part of the video"):
        for frame in VideoSource(path).frames():
            times.append(frame.time)
    assert times[-1] == pytest.approx(74 / 25, abs=0.1)


OGG_PAGE = b"OggS" + bytes(22) + b"\2\xff\x10" + bytes(0xFF + 0x10)
IVF_FRAME = b"\x40\0\0\0" + bytes(8 + 0x40)
PNG_CHUNK = b"\0\0\1\0fdAT" + bytes(0x100 + 4)
MXF = b"\x06\x0e+4" + bytes(12) + b"\x83\0\0\x58" + bytes(30) + b"\2\x59" + bytes(550)
SMALL_FILMS = {
    "ogg": 3 * OGG_PAGE,
    "ivf": b"DKIF\0\0\x20\0" + bytes(24) + 3 * IVF_FRAME,
    "png": b"\x89PNG\r\n\x1a\n" + 3 * PNG_CHUNK + bytes(4) + b"IEND" + bytes(4),
    "mxf": MXF,
    "y4m": b"YUV4MPEG2 W5 H3 F25:1 C420jpeg\n" + 3 * (b"FRAME\n" + bytes(15 + 2 * 6)),
    "y4m of four planes": b"YUV4MPEG2 W5 H3 C444alpha\n" + 3 * (b"FRAME\n" + bytes(4 * 15)),
    "deep y4m": b"YUV4MPEG2 W6 H3 C422p10 XYSCSS=422P10\n" + 3 * (b"FRAME\n" + bytes(2 * (18 + 2 * 9))),
}


def ends(data: bytes) -> bool:
    path = Path(os.environ["HOME"]) / "bytes"
    path.write_bytes(data)
    with path.open("rb") as file:
        return ends_early(file)


@pytest.mark.parametrize("kind", SMALL_FILMS)
def test_the_last_piece_tells_whether_it_is_the_end(kind: str) -> None:
    whole = SMALL_FILMS[kind]
    assert not ends(whole)
    assert all(ends(whole[:-lost]) for lost in (1, 5, 20))


@pytest.mark.parametrize("kind", ["ogg", "png", "mxf"])
def test_notes_behind_the_end_are_none(kind: str) -> None:
    assert not ends(SMALL_FILMS[kind] + b"some notes of a program")


def test_frames_of_y4m_with_words_of_their_own_tell_no_end() -> None:
    assert not ends(b"YUV4MPEG2 W5 H3\n" + 3 * (b"FRAME Ip\n" + bytes(15 + 2 * 6)))


@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_no_bytes_confuse_what_looks_at_them(head: bytes, rest: bytes) -> None:
    path = Path(os.environ["HOME"]) / "bytes"
    path.write_bytes(head + rest)
    with path.open("rb") as file:
        assert holds_video(file) in {True, False}
        assert ends_early(file) in {True, False}
        assert has_hole(file) in {True, False}
        assert seconds_shown(file, 9.0) in {0.0, 9.0}
    header(io.BytesIO(head + rest))
    with suppress(TooManyPixelsError):
        decoded(head + rest)


@pytest.mark.parametrize(
    "text", ["#EXTM3U\nfilm.ts\n", "ffconcat version 1.0\nfile a.mp4\n", "v=0\nc=IN IP4 1.2.3.4\n"]
)
def test_a_text_holds_no_video(text: str, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text(text)
    with path.open("rb") as file:
        assert not holds_video(file)
