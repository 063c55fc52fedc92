"""Folders of pictures, and recordings in real time."""

import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.recordings import SECONDS_A_PICTURE, FolderSource, Paced
from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError
from assistant.events import Frame
from tests.helpers.faces import write_film


def brightness(frames: list[Frame]) -> list[float]:
    return [float(frame.pixels.mean()) for frame in frames]


def test_folder_gives_its_pictures_by_name(tmp_path: Path) -> None:
    for name, level in (("b.png", 200), ("a.png", 100)):
        cv2.imwrite(str(tmp_path / name), np.full((10, 12, 3), level, dtype=np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    frames = list(FolderSource(tmp_path).frames())
    assert brightness(frames) == [100, 200]
    assert [frame.time for frame in frames] == [0, SECONDS_A_PICTURE]


def test_folder_without_pictures(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no pictures in the folder"):
        list(FolderSource(tmp_path).frames())


def test_broken_picture_is_left_out_and_named_at_the_end(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((10, 12, 3), dtype=np.uint8))
    (tmp_path / "b.png").write_bytes(b"\x89PNG nonsense")
    frames = []
    with pytest.raises(SourceError, match=r"left out: b\.png"):
        for frame in FolderSource(tmp_path).frames():
            frames.append(frame)
    assert len(frames) == 1


def test_live_pace_drops_frames_that_come_too_late(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=50, fps=100)
    taken = []
    for frame in Paced(VideoSource(film)).frames():
        taken.append(frame.time)
        time.sleep(0.2)
    assert taken[0] == 0
    assert taken == sorted(taken)
    assert 2 <= len(taken) < 25
