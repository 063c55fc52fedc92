"""How long the window's thread is ever blocked while a 1280×720 source is read: `python -m benchmarks.window`.

A timer that should fire every few milliseconds tells how late it came: that is how long a key would have
waited. On a machine that has other work to do, that includes waiting for a processor; "own work" is what
the thread itself computed between two beats. Paints are counted, for the window should paint no more
often than the screen shows.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.commands import Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame
from assistant.runtime.event_log import EventRecorder
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings
from assistant.system.library_log import run_quietly
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from benchmarks.console import make_parser

SIZE = (1280, 720)
RATE = 30.0
BEAT = 5
"""Milliseconds between two looks at the clock."""

WARM_UP = 3.0
"""Seconds in which models load and the first text is laid out; not counted."""


class PreparedSource:
    """Drawn frames of 1280×720, painted before, at 30 frames a second, over and over."""

    returns = False

    def __init__(self, seconds: float) -> None:
        clip = demo_clip()
        times = np.arange(0, min(clip.duration, 12.0), 1 / 10)
        self._pictures = [paint(clip.drawing(float(moment)), *SIZE) for moment in times]
        self._seconds = seconds

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        start = time.monotonic()
        count = 0
        while (now := count / RATE) < self._seconds:
            time.sleep(max(start + now - time.monotonic(), 0))
            yield Frame(self._pictures[int(now * 10) % len(self._pictures)], now)
            count += 1


class Watchdog(QObject):
    """Takes the time of each beat, and counts what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.lateness: list[float] = []
        self.work: list[float] = []
        self.paints = 0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Count the pictures that are painted."""
        self.paints += event.type() is QEvent.Type.Paint
        return False

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.lateness.append((now - self._last) * 1000 - BEAT)
        self.work.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


def spread(values: list[float]) -> dict[str, float]:
    """Median, 99th percentile and maximum."""
    median, most, longest = np.percentile(values, (50, 99, 100))
    return {"median": round(median, 1), "p99": round(most, 1), "longest": round(longest, 1)}


def main() -> int:
    """Print the figures as JSON."""
    parser = make_parser(__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long the window is watched")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings(welcomed=True)
        keeper = SettingsKeeper(chosen, Path(folder) / "settings.json")
        application = Application(qt, keeper, VoiceChain(voice_settings(chosen)), AudioOutput(), EventRecorder(None))
        application.window.resize(1280, 800)
        application.window.show()
        application.window.go(Page.CONVERSATION)
        application.reading.use(PreparedSource(options.seconds + WARM_UP), "1280×720")
        seen: list[object] = []
        application.reading.seen.connect(seen.append)
        watchdog = Watchdog()
        application.conversation.sight.video.installEventFilter(watchdog)

        def begin() -> None:
            watchdog.lateness.clear()
            watchdog.work.clear()
            seen.clear()
            watchdog.paints = 0

        QTimer.singleShot(round(WARM_UP * 1000), begin)
        QTimer.singleShot(round((WARM_UP + options.seconds) * 1000), qt.quit)
        qt.exec()
        print(
            json.dumps(
                {
                    "blocked_ms": spread(watchdog.lateness),
                    "own_work_ms": spread(watchdog.work),
                    "frames_shown_per_second": round(len(seen) / options.seconds, 1),
                    "paints_per_second": round(watchdog.paints / options.seconds, 1),
                    "screen_rate": qt.primaryScreen().refreshRate(),
                }
            )
        )
        application.window.close()
    return 0


if __name__ == "__main__":
    run_quietly(main)
