"""The whole walk of a user who hears and types, on a desktop of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from assistant.adapters.capture.drawn_source import RATE, SIZE, DrawnSource

HERE = Path(__file__).resolve().parent
NEEDED = ("dbus-run-session", "Xvfb", "xdotool", "/usr/libexec/at-spi-bus-launcher", "/usr/bin/python3")
DEBIAN = "sudo apt-get install xvfb xdotool at-spi2-core python3-pyatspi dbus-x11"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A recording of the drawn face."""
    path = tmp_path / "drawn.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), RATE, SIZE)
    for frame in DrawnSource("fast").frames():
        writer.write(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def on_stage(folder: Path, *arguments: str) -> str:
    """Let a scripted user work; returns what it heard.

    Args:
        folder: for logs.
        arguments: of `stage.sh`, less the folder and Python.
    """
    missing = [name for name in NEEDED if not shutil.which(name)]
    if (
        missing
        or subprocess.run(["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False).returncode
    ):
        pytest.skip(f"needs a desktop's accessibility: {DEBIAN}")
    environment = os.environ | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    environment.pop("QT_QPA_PLATFORM", None)
    clip, *rest = arguments
    command = ["dbus-run-session", "--", str(HERE / "stage.sh"), str(folder), clip, sys.executable, *rest]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=600)
    log = (folder / "application.log").read_text(errors="replace")
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}\n{log[-3000:]}"
    assert "Traceback" not in log
    return ended.stdout


def test_everything_is_done_by_ear_and_keyboard(tmp_path: Path, clip: Path) -> None:
    on_stage(tmp_path, str(clip))
