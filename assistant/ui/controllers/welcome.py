"""What the buttons of the first steps start, and what ends when a step is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.messages import say
from assistant.ui.controllers.answers import Answers
from assistant.ui.controllers.reading import Reading
from assistant.ui.pages.first_run_page import FirstRunPage

_LOOKING = 2500  # ms after the camera is switched on until help for aiming is given


class Welcome(QObject):
    """Connects the page of the first steps to the reading.

    Args:
        page: shows the steps.
        reading: reads the camera and the drawn face.
        lend_camera: begins to read the user's camera.
        answers: tell how to aim it.

    Signals:
        answered: what there is to say.
    """

    answered = Signal(str)

    def __init__(self, page: FirstRunPage, reading: Reading, lend_camera: Callable[[], None], answers: Answers) -> None:
        super().__init__()
        self._reading, self._lend_camera, self._answers = reading, lend_camera, answers
        self._soon = QTimer(self, singleShot=True, interval=_LOOKING)
        self._soon.timeout.connect(self._help)
        page.spoken.connect(self.answered)
        page.check_wanted.connect(self._check_camera)
        page.trial_wanted.connect(self._try)
        page.left.connect(self._leave)

    def _check_camera(self) -> None:
        if self._reading.live:
            self._help()
        else:
            self._lend_camera()
            self._soon.start()

    def _help(self) -> None:
        if self._reading.live:
            self.answered.emit(self._answers.aim(facing=True))

    def _try(self) -> None:
        self._reading.use(DrawnSource("live"), say("firstrun.drawn"))

    def _leave(self) -> None:
        self._soon.stop()
        self._reading.pause()
