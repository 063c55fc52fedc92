"""The choice of a camera by name, with its picture and a check of where it points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.adapters.capture.cameras import FIRST, Camera, camera_number
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.sight import Sight
from assistant.ui.widgets.basic import aside, button
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.theme import Look
from assistant.ui.widgets.video_view import VideoView

_PICTURE = 12  # heights of running text


class CameraRow(OptionRow):
    """Offers the first camera, and each by its name; a button begins and ends the check.

    Args:
        choose: takes the name of the chosen camera, "" for the first.

    Signals:
        check_wanted: the check is to begin, or to end.
    """

    check_wanted = Signal()

    def __init__(self, choose: Callable[[object], None]) -> None:
        super().__init__("camera", choose, beneath=True)
        assert isinstance(self.control, Choice)
        self._box = self.control
        self._box.take_the_room_there_is()
        self._cameras: Sequence[Camera] | None = None
        self._chosen = FIRST
        self._pictures = True
        self._check = button(say("setting.camera_check"))
        self._check.clicked.connect(self.check_wanted)
        self._advice = aside(role="quiet")
        self._advice.hide()
        self._video = VideoView()
        self._video.hide()
        below = QVBoxLayout()
        below.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(self._advice)
        below.addWidget(self._video)
        self._layout.addLayout(below)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._pictures = look.pictures
        self._video.set_look(look)
        self._video.setFixedHeight(_PICTURE * look.text)

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        """The cameras that there are."""
        self._cameras = cameras
        self._fill()

    def show_settings(self, settings: Settings) -> None:
        """Show the camera in force."""
        self._chosen = settings.camera
        self._fill()

    def show_check(self, on: bool) -> None:
        """Whether the camera is being checked."""
        self._check.setText(say("setting.camera_check_end" if on else "setting.camera_check"))
        self._advice.setVisible(on)
        if not on:
            self._advice.setText("")
            self._video.clear()
            self._video.hide()

    def show_advice(self, words: str) -> None:
        """How to turn or move the camera."""
        self._advice.setText(words)

    def show_sight(self, sight: Sight) -> None:
        """What the camera sees."""
        if self._pictures:
            faces = tuple(reading.found for reading in sight.observation.faces)
            self._video.show_picture(sight.frame.pixels, faces, None)
            self._video.show()

    def _fill(self) -> None:
        known = self._cameras or ()
        chosen = next((camera.name for camera in known if self._chosen == str(camera.number)), self._chosen)
        entries = {FIRST: say("setting.camera_usual"), **{camera.name: camera.name for camera in known}}
        if chosen not in entries:
            name = chosen if camera_number(chosen) is None else say("source.camera", number=chosen)
            entries[chosen] = name if self._cameras is None else say("setting.camera_gone", name=name)
        self._box.offer(entries, chosen)
