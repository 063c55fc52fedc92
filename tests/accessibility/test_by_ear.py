"""The whole walk of a user who hears and types, on a desktop of its own."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from assistant.adapters.capture.drawn_source import RATE, SIZE, DrawnSource
from tests.accessibility.stage import on_stage


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A recording of the drawn face."""
    path = tmp_path / "drawn.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), RATE, SIZE)
    for frame in DrawnSource("fast").frames():
        writer.write(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def test_everything_is_done_by_ear_and_keyboard(tmp_path: Path, clip: Path) -> None:
    on_stage(tmp_path, str(clip))
