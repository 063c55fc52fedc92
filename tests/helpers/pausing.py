"""Starts and pauses reading so many times, and prints the MiB held then: `python -m tests.helpers.pausing 10 few|many`.

A process of its own, since what others have allocated before would count.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.runtime.event_log import EventRecorder
from assistant.system.allocator import keep_few_arenas
from assistant.ui.controllers.reading import Reading
from benchmarks.soak.room import Room


def main() -> None:
    """Print one number."""
    turns, pools = int(sys.argv[1]), sys.argv[2]
    if pools == "few":
        keep_few_arenas()
    _qt = QApplication([])
    reading = Reading(FaceReader(), CuePreferences(), EventRecorder(None))
    room = Room(3600.0, 3600.0)
    frames = QEventLoop()
    reading.seen.connect(lambda _: frames.quit())
    for _ in range(turns):
        # The next reader begins before the last has ended, as by a hasty key.
        reading.pause()
        reading.use(room, "room")
        for _ in range(5):
            frames.exec()
    print(psutil.Process().memory_full_info().uss / 2**20)
    reading.close()


if __name__ == "__main__":
    main()
