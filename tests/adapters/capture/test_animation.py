"""Animated pictures are read as films, each picture for as long as it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageCms
import pytest

from assistant.adapters.capture.recordings import PictureSource
from assistant.adapters.capture.sources import recording
from assistant.adapters.capture.video_source import MOST_FRAME_PIXELS, VideoSource
from assistant.errors import SourceError
from assistant.events import Frame

KINDS = ["webp", "avif", "png"]
LEVELS = [10, 60, 110, 160, 210]


def animated(path: Path, levels: list[int] = LEVELS, size: tuple[int, int] = (64, 48), **options: object) -> Path:
    """An animation of grey pictures."""
    first, *others = (PIL.Image.new("RGB", size, (level,) * 3) for level in levels)
    first.save(path, save_all=True, append_images=others, **{"duration": 200, **options})
    return path


def read(path: Path) -> list[Frame]:
    source = recording(path)
    assert isinstance(source, VideoSource)
    return list(source.frames())


def brightness(frames: list[Frame]) -> list[float]:
    return [float(frame.pixels.mean()) for frame in frames]


@pytest.mark.parametrize("kind", KINDS)
def test_an_animation_is_read_as_a_film_of_its_own_times(kind: str, tmp_path: Path) -> None:
    frames = read(animated(tmp_path / f"film.{kind}", duration=[100, 1000, 40, 100, 100]))
    assert brightness(frames) == pytest.approx(LEVELS, abs=3)
    assert [frame.time for frame in frames] == pytest.approx([0, 0.1, 1.1, 1.14, 1.24])
    assert frames[0].pixels.shape == (48, 64, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_still_picture_is_none(kind: str, tmp_path: Path) -> None:
    PIL.Image.new("RGB", (64, 48)).save(tmp_path / f"still.{kind}")
    assert isinstance(recording(tmp_path / f"still.{kind}"), PictureSource)


def test_an_animation_with_a_profile_of_colours_is_one(tmp_path: Path) -> None:
    profile = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    assert len(read(animated(tmp_path / "film.png", icc_profile=profile))) == len(LEVELS)


def test_what_programs_show_that_know_no_animations_is_none_of_its_pictures(tmp_path: Path) -> None:
    assert brightness(read(animated(tmp_path / "film.png", default_image=True))) == LEVELS[1:]


def test_an_animation_without_times_goes_on(tmp_path: Path) -> None:
    assert [frame.time for frame in read(animated(tmp_path / "film.webp", duration=0))][:3] == [0, 0.1, 0.2]


@pytest.mark.parametrize("kind", ["webp", "png"])
def test_what_is_transparent_is_white(kind: str, tmp_path: Path) -> None:
    half = np.full((48, 64, 4), 95, np.uint8)
    half[..., 3] = 0
    half[:, :32, 3] = 255
    first, second = (PIL.Image.fromarray(pixels) for pixels in (half, half[:, ::-1]))
    first.save(tmp_path / f"film.{kind}", save_all=True, append_images=[second], lossless=True, disposal=2)
    for frame, clear in zip(read(tmp_path / f"film.{kind}"), (slice(32, 64), slice(0, 32)), strict=True):
        assert (frame.pixels[:, clear] == 255).all()
        assert frame.pixels.mean() == pytest.approx(175, abs=1)


@pytest.mark.parametrize("kind", ["webp", "png"])
def test_an_animation_that_is_turned_is_upright(kind: str, tmp_path: Path) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    assert {frame.pixels.shape for frame in read(animated(tmp_path / f"film.{kind}", exif=exif))} == {(64, 48, 3)}


@pytest.mark.parametrize(
    ("chunk", "left", "words"),
    [(b"fdAT", LEVELS[:-1], "A part of the video"), (b"IDAT", [], "cannot be read as a video")],
)
def test_of_a_damaged_animation_what_was_before_is_read(
    chunk: bytes, left: list[float], words: str, tmp_path: Path
) -> None:
    film = animated(tmp_path / "film.png")
    data = bytearray(film.read_bytes())
    place = data.rindex(chunk) + 4 + 4 * (chunk == b"fdAT")
    data[place : place + 8] = bytes(8)
    film.write_bytes(data)
    frames = []
    with pytest.raises(SourceError, match=words):
        for frame in VideoSource(film).frames():
            frames.append(frame)
    assert brightness(frames) == left


def test_an_animation_without_its_end_breaks_off(tmp_path: Path) -> None:
    film = animated(tmp_path / "film.png")
    film.write_bytes(film.read_bytes()[:-60])
    with pytest.raises(SourceError, match="breaks off after 0 seconds, as the end of the file is missing"):
        list(VideoSource(film).frames())


def test_an_animation_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    film = animated(tmp_path / "film.webp", size=(16_000, 1), levels=[0, 255])
    data = film.read_bytes()
    canvas = data.index(b"VP8X") + 12
    tall = MOST_FRAME_PIXELS // 16_000
    film.write_bytes(data[: canvas + 3] + tall.to_bytes(3, "little") + data[canvas + 6 :])
    with pytest.raises(SourceError, match="is a video of 16000 × 2098 pixels"):
        list(VideoSource(film).frames())
