"""The check of the camera: its picture, and spoken help with aiming it until the face is in the middle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.ui.controllers.answers import Answers
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.sight import Sight
from assistant.ui.widgets.camera_row import CameraRow
from assistant.ui.workers.listing import Listing

_BETWEEN = 2500  # ms for the camera to begin, and to hear a hint and to follow it


class CameraCheck(QObject):
    """Connects the row of cameras on the settings page to the reading.

    Args:
        row: shows the cameras, the picture and the advice.
        listing: asks the system for cameras.
        reading: reads the camera; nothing of it is told meanwhile but advice.
        lend_camera: begins to read the user's camera.
        answers: tell how to aim it.
        keeper: knows the chosen camera.

    Attributes:
        active: whether the camera is being checked.

    Signals:
        answered: advice to be said; each once, until it is another.
    """

    answered = Signal(str)

    def __init__(
        self,
        row: CameraRow,
        listing: Listing,
        reading: Reading,
        lend_camera: Callable[[], None],
        answers: Answers,
        keeper: SettingsKeeper,
    ) -> None:
        super().__init__()
        self._row, self._listing, self._reading = row, listing, reading
        self._lend_camera, self._answers = lend_camera, answers
        self.active = False
        self._advice = ""
        self._camera = keeper.current.camera
        self._soon = QTimer(self, interval=_BETWEEN)
        self._soon.timeout.connect(self._advise)
        row.check_wanted.connect(self._toggle)
        listing.listed.connect(row.show_cameras)
        reading.seen.connect(self._show)
        reading.failed.connect(self.end)
        keeper.changed.connect(lambda settings: self._use(settings.camera))

    def show_page(self, shown: bool) -> None:
        """Whether the page with the row is shown: its cameras are those of this moment."""
        if shown:
            self._listing.ask()
        else:
            self.end()

    def end(self) -> None:
        """Let go of the camera."""
        if self.active:
            self.active = False
            self._soon.stop()
            self._row.show_check(False)
            self._reading.pause()

    def _toggle(self) -> None:
        if self.active:
            self.end()
        else:
            self._listing.ask()
            self._begin()

    def _begin(self) -> None:
        self.active = True
        self._advice = ""
        self._row.show_check(True)
        self._lend_camera()
        self._soon.start()

    def _use(self, camera: str) -> None:
        if camera != self._camera:
            self._camera = camera
            if self.active:
                self._begin()

    def _show(self, sight: Sight) -> None:
        if self.active:
            self._row.show_sight(sight)

    def _advise(self) -> None:
        if not self._reading.live:
            self.end()
            return
        words = self._answers.aim(facing=True)
        if words != self._advice:
            self._advice = words
            self._row.show_advice(words)
            self.answered.emit(words)
