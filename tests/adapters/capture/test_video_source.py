"""Every frame of a video at its time, and what is said where some are missing."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError
from assistant.events import Frame
from tests.helpers.faces import write_film
from tests.helpers.pictures import encoded, write_avi


def brightness(frames: list[Frame]) -> list[float]:
    return [float(frame.pixels.mean()) for frame in frames]


def test_video_gives_every_frame_at_the_clips_own_time(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=20, fps=10)
    frames = list(VideoSource(film).frames())
    np.testing.assert_allclose([frame.time for frame in frames], np.arange(20) / 10, atol=1e-3)
    np.testing.assert_allclose(brightness(frames), 2 * np.arange(20), atol=3)
    assert frames[0].pixels.shape == (48, 64, 3)


def test_video_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "letter.mp4"
    file.write_text("Dear reader")
    with pytest.raises(SourceError, match=r"letter\.mp4 cannot be read as a video: give"):
        list(VideoSource(file).frames())


def test_truncated_video_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=60)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    frames = []
    with pytest.raises(SourceError, match=r"breaks off after \d of 3 seconds"):
        for frame in VideoSource(film).frames():
            frames.append(frame)
    assert 10 < len(frames) < 60


@pytest.mark.parametrize("bad", [6, 13, 100])
def test_what_follows_a_damaged_stretch_is_read_and_the_stretch_is_said(bad: int, tmp_path: Path) -> None:
    good = [encoded(64, 48, level) for level in range(100, 130)]
    film = write_avi(tmp_path / "film.avi", [*good[:20], *[b"no picture"] * bad, *good[20:]], 64, 48)
    levels = []
    said = (
        pytest.raises(SourceError, match=r"A part of the video .*film\.avi is missing") if bad > 12 else nullcontext()
    )
    with said:
        for frame in VideoSource(film).frames():
            levels.append(frame.pixels.mean())
    assert levels == pytest.approx(range(100, 130), abs=1)


def test_video_of_which_nothing_is_left_but_the_beginning_breaks_off(tmp_path: Path) -> None:
    film = write_avi(tmp_path / "film.avi", [encoded(64, 48)] * 20 + [b"no picture"] * 80, 64, 48)
    with pytest.raises(SourceError, match=r"breaks off after 0 of 4 seconds"):
        list(VideoSource(film).frames())


def test_whole_video_at_an_uneven_rate_is_not_called_broken_off(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mkv", frames=90, fps=30)
    # Three times as long a tick of its clock lets it last nine seconds, and leaves the rate that it claims.
    tick, longer = (b"\x2a\xd7\xb1\x83" + nanoseconds.to_bytes(3, "big") for nanoseconds in (1_000_000, 3_000_000))
    assert film.read_bytes().count(tick) == 1
    film.write_bytes(film.read_bytes().replace(tick, longer))
    times = [frame.time for frame in VideoSource(film).frames()]
    assert len(times) == 90
    assert times[-1] == pytest.approx(8.9, abs=0.05)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    with pytest.raises(SourceError, match=r"breaks off after 4 of 9 seconds"):
        list(VideoSource(film).frames())
