"""The program with a scripted user, on a desktop of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


NEEDED = ("dbus-run-session", "Xvfb", "xdotool", "/usr/libexec/at-spi-bus-launcher", "/usr/bin/python3")


DEBIAN = "sudo apt-get install xvfb xdotool at-spi2-core python3-pyatspi dbus-x11"


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
