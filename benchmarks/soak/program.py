"""The program that is watched, in a process of its own: its events, with every frame's times, go to standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from assistant import messages
from assistant.adapters.audio.playback import AudioOutput
from assistant.console import output
from assistant.runtime import voice_choice
from assistant.runtime.event_log import STANDARD_OUTPUT, EventLog, EventRecorder
from assistant.runtime.output_options import OutputOptions
from assistant.settings import Settings
from assistant.system.allocator import keep_few_arenas
from assistant.system.library_log import run_quietly
from benchmarks import loudspeaker
from benchmarks.console import make_parser
from benchmarks.soak.room import Room

_REPORT = 2000
"""Milliseconds between two counts of the window's objects."""

_SETTINGS = Settings(welcomed=True, language="en", per_minute=30, cooldown=0)


def run_console(seconds: float, cycle: float, make_output: Callable[[], AudioOutput]) -> None:
    """Read the room on the console, aloud."""
    with patch("assistant.console.cue_output.AudioOutput", make_output):
        output.watch(Room(seconds, cycle), _SETTINGS, OutputOptions(STANDARD_OUTPUT, with_frames=True))


def run_window(seconds: float, cycle: float, make_output: Callable[[], AudioOutput]) -> None:
    """Read the room in the window, aloud, while somebody uses every page of it."""
    from PySide6.QtCore import QObject, QTimer  # noqa: PLC0415 (the console does without)
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 # likewise

    from assistant.adapters.voices.chain import VoiceChain  # noqa: PLC0415 # likewise
    from assistant.ui.application import Application  # noqa: PLC0415 # likewise
    from assistant.ui.controllers.opening import Opening  # noqa: PLC0415 # likewise
    from assistant.ui.controllers.settings_keeper import SettingsKeeper  # noqa: PLC0415 # likewise
    from assistant.ui.controllers.startup import Beginning  # noqa: PLC0415 # likewise
    from assistant.ui.shell.qt import interruptible, make_qt  # noqa: PLC0415 # likewise
    from benchmarks.soak.user import User  # noqa: PLC0415 # likewise
    from benchmarks.window import Watchdog  # noqa: PLC0415 # likewise

    qt = make_qt()
    log = EventLog(STANDARD_OUTPUT)
    room = Room(seconds, cycle)
    # The mirror and the photo page open the user's camera.
    camera = patch.object(Opening, "camera", room)
    with tempfile.TemporaryDirectory() as folder, camera:
        keeper = SettingsKeeper(_SETTINGS, Path(folder) / "settings.json")
        voice = VoiceChain(voice_choice.voice_settings(_SETTINGS))
        application = Application(qt, keeper, voice, make_output(), EventRecorder(log, with_frames=True))
        application.begin(Beginning(room, "room"))
        User(application, cycle)
        watchdog = Watchdog()

        def count() -> None:
            objects = len(application.window.findChildren(QObject))
            widgets = len(QApplication.allWidgets())
            late = round(max(watchdog.lateness, default=0.0), 1)
            log.write({"kind": "window", "objects": objects, "widgets": widgets, "late_ms": late})
            watchdog.lateness.clear()
            watchdog.work.clear()

        reports = QTimer(interval=_REPORT)
        reports.timeout.connect(count)
        reports.start()
        QTimer.singleShot(round(1000 * seconds), application.window.close)
        with interruptible():
            qt.exec()


def main() -> int:
    """Run for as long as the options say."""
    parser = make_parser(__doc__)
    parser.add_argument("mode", choices=("window", "console"))
    parser.add_argument("--seconds", type=float, required=True, help="for how long")
    parser.add_argument("--cycle", type=float, required=True)
    options = parser.parse_args()
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_few_arenas()
    messages.use(_SETTINGS.language)
    run = run_window if options.mode == "window" else run_console
    try:
        run(options.seconds, options.cycle, partial(AudioOutput, loudspeaker.backends()))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    run_quietly(main)
