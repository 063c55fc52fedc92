"""The whole program, talking while its window is away: one key silences it from another program's window."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.helpers.desktop import MISSING, OtherWindow, x_server, xdotool
from tests.helpers.pulse import MISSING as MISSING_PULSE
from tests.helpers.pulse import RATE, SoundRecorder, pulse_server
from tests.helpers.waiting import wait_for

pytestmark = pytest.mark.skipif(
    bool(MISSING or MISSING_PULSE) or sys.platform != "linux",
    reason=f"needs an X server, fingers and ears: {', '.join(MISSING + MISSING_PULSE)}",
)


def test_one_key_silences_the_voice_while_another_program_has_the_focus(tmp_path: Path) -> None:
    settings = tmp_path / "expression-assistant" / "settings.json"
    settings.parent.mkdir()
    chosen = {"global_mute": "Ctrl+Alt+M", "welcomed": True, "language": "en"}
    settings.write_text(json.dumps({"version": 1, "options": chosen}))

    def muted() -> bool:
        return bool(json.loads(settings.read_text())["options"].get("muted"))

    with pulse_server(tmp_path) as sound, x_server() as display, SoundRecorder(sound) as recorder:
        environment = os.environ | sound | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        environment |= {"XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
        environment.pop("WAYLAND_DISPLAY", None)
        log = tmp_path / "application.log"
        with (
            log.open("w") as written,
            subprocess.Popen(
                [sys.executable, "-m", "assistant"], env=environment, stdout=written, stderr=written
            ) as program,
        ):
            try:
                window = xdotool(display, "search", "--sync", "--onlyvisible", "--name", "Expression Assistant")
                window = window.split()[0]
                wait_for(lambda: _loud_seconds(recorder, 0) > 0, "the name of the page")  # now keys are taken
                xdotool(display, "windowfocus", "--sync", window)
                wait_for(lambda: _speaks_the_keys(display, recorder), "the first keys")
                other = OtherWindow(display)
                xdotool(display, "windowunmap", "--sync", window)
                wait_for(lambda: other.focused, "the other window")
                away = recorder.heard
                wait_for(lambda: _loud_seconds(recorder, away) > 2, "the voice in its midst")
                pressed = recorder.heard
                xdotool(display, "key", "ctrl+alt+m")
                wait_for(muted, "the setting")
                time.sleep(0.5)
                silent = recorder.heard
                time.sleep(2.0)
                assert _loud_seconds(recorder, silent) == 0
                assert other.typed().replace("\x00", "") == ""
                end = recorder.recording()[pressed:].any(axis=1).nonzero()[0].max(initial=0)
                print(f"silent {1000 * end / RATE:.0f} ms after the key")

                xdotool(display, "key", "ctrl+alt+m")
                wait_for(lambda: not muted(), "the setting")
                wait_for(lambda: _loud_seconds(recorder, silent) > 0, "the voice that says it is back")
                other.close()
            finally:
                program.send_signal(signal.SIGINT)
            assert program.wait(60) == 128 + signal.SIGINT, log.read_text()
        assert "Traceback" not in log.read_text()


def _speaks_the_keys(display: str, recorder: SoundRecorder) -> bool:
    """Ask for something that takes half a minute to speak; a busy machine's voice may give up at first."""
    before = recorder.heard
    xdotool(display, "key", "F1")
    for _ in range(100):
        time.sleep(0.1)
        if _loud_seconds(recorder, before) > 2:
            return True
    return False


def _loud_seconds(recorder: SoundRecorder, since: int) -> float:
    return float(recorder.recording()[since:].any(axis=1).sum()) / RATE
