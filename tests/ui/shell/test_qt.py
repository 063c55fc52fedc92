"""Threads that hang in a device when the window closes, in one process: without the deadline of the process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from assistant.events import Frame
from assistant.runtime.turn_queue import TurnQueue
from assistant.ui.application import Application
from assistant.ui.shell import qt
from tests.helpers.programs import ENDS
from tests.ui.conftest import wait_until


class HungCamera:
    """Opening it returns when it is let go.

    Attributes:
        let_go: to be set for that.
        asked: whether somebody has tried.
    """

    returns = True

    def __init__(self) -> None:
        self.let_go, self.asked = threading.Event(), threading.Event()

    def frames(self) -> Iterator[Frame]:
        self.asked.set()
        self.let_go.wait()
        yield from ()


def test_threads_that_hang_are_left_behind_alive(application: Application) -> None:
    reading, picture = HungCamera(), HungCamera()
    try:
        application.reading.use(reading, "Camera 0")
        wait_until(reading.asked.is_set)
        application.reading.pause()
        application.photos._turn_queue = TurnQueue()  # it would wait for the reading to let go
        application.photos.take(picture)
        wait_until(picture.asked.is_set)
        began = time.monotonic()
        application.window.close()
        assert time.monotonic() - began < ENDS
        assert len(qt.left_behind) == 2
    finally:
        for camera in (reading, picture):
            camera.let_go.set()
        for thread in qt.left_behind:
            thread.wait()
        qt.left_behind.clear()
