"""Recordings as devices make them are read right, or it is said why not (recordings/README.md: how they were made)."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.expressions import Expression
from assistant.pipeline import Pipeline

RECORDINGS = Path(__file__).parent / "recordings"
READ = sorted(file for file in RECORDINGS.iterdir() if file.name.startswith(("sound", "ten-bit", "grey", "pause")))
INTERLACED = sorted(RECORDINGS.glob("interlaced.*"))

_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""By degrees clockwise: what a track's matrix does to x and y (ISO/IEC 14496-12, 8.3.2)."""


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def frames_of(file: Path) -> list[Frame]:
    return list(VideoSource(file).frames())


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_the_face_is_read_to_the_last_picture(file: Path, reader: FaceReader) -> None:
    frames = frames_of(file)
    assert len(frames) == 12
    places = []
    for frame in (frames[0], frames[-1]):
        (reading,) = Pipeline(reader).step(frame.pixels, 0.0).faces
        assert reading.probabilities
        assert np.argmax(reading.probabilities) == Expression.HAPPY.position
        places.append(reading.found.box.centre[0])
    assert places[1] - places[0] == pytest.approx(44, abs=6)


def test_a_recording_in_grey_is_grey() -> None:
    pixels = frames_of(RECORDINGS / "grey.mp4")[0].pixels
    assert (pixels == pixels[..., :1]).all()


@pytest.mark.parametrize("name", ["pause.mp4", "pause.webm"])
def test_uneven_times_and_a_pause_are_kept_and_nobody_leaves_in_it(name: str, reader: FaceReader) -> None:
    frames, pipeline = frames_of(RECORDINGS / name), Pipeline(reader)
    times = [frame.time for frame in frames]
    assert times == pytest.approx([0, 0.033, 0.05, 0.117, 0.15, 0.183, 9, 9.033, 9.1, 9.133, 9.2, 9.233])
    faces = {face.face for frame in frames for face in pipeline.step(frame.pixels, frame.time).faces}
    assert faces == {1}


@pytest.mark.parametrize("file", INTERLACED, ids=lambda file: file.name)
def test_an_interlaced_recording_is_read_or_said_to_be_one(file: Path, reader: FaceReader) -> None:
    """Some builds of OpenCV decode it; others give black, or what the memory held."""
    try:
        frames = frames_of(file)
    except SourceError as error:
        assert f"{file.name} is interlaced" in str(error)  # noqa: PT017 # either is right
    else:
        assert all(reader.search(frame.pixels) for frame in frames)


def test_a_recording_of_a_codec_that_is_missing_is_read_or_the_codec_is_named(reader: FaceReader) -> None:
    try:
        frames = frames_of(RECORDINGS / "av1.mp4")
    except SourceError as error:
        assert "av1.mp4 is coded as AV1" in str(error)  # noqa: PT017 # either is right
    else:
        assert all(reader.search(frame.pixels) for frame in frames)


@pytest.mark.parametrize("name", ["sound-longer.mkv", "sound-longer.webm"])
def test_what_breaks_off_is_still_said_to_where_sound_is_longer(name: str, tmp_path: Path) -> None:
    whole = (RECORDINGS / name).read_bytes()
    cut = tmp_path / name
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match=r"breaks off after 0 of [23] seconds"):
        frames_of(cut)


@pytest.mark.parametrize("turn", [0, *_TURNS])
def test_a_film_is_shown_upright_however_the_telephone_was_held(turn: int, tmp_path: Path) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "film.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 25, (96, 64))
    picture = np.zeros((64, 96, 3), np.uint8)
    picture[:20, :30] = 255  # at the top left, as it lies on the sensor
    for _ in range(5):
        writer.write(picture)
    writer.release()
    film = tmp_path / "film.mp4"
    if turn:
        film.write_bytes(_turned(film.read_bytes(), turn))
    shown = frames_of(film)[0].pixels
    upright = np.rot90(picture, -turn // 90)
    assert shown.shape == upright.shape
    assert np.abs(shown.astype(int) - upright).mean() < 12


def _turned(film: bytes, degrees: int) -> bytes:
    """The MP4 with a matrix in its track's head that tells players to turn it clockwise."""
    made, place = bytearray(film), film.index(b"tkhd") + 4 + 40
    a, b, c, d = _TURNS[degrees]
    struct.pack_into(">9i", made, place, a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    return bytes(made)
