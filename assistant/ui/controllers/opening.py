"""What the user chose to read, a camera or a recording, and whether it is read right now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.cameras import FIRST, camera_number
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.capture.sources import open_source
from assistant.errors import AssistantError
from assistant.messages import say
from assistant.ports import Source
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper


class Opening(QObject):
    """Opens sources for the reading, and remembers which of them the user chose.

    Signals:
        answered: what there is to say.
        failed: the sentence that says why something cannot be opened.
        absent: another camera than the user's is read: its name, and the sentence that says so.
    """

    answered = Signal(str)
    failed = Signal(object)
    absent = Signal(str, object)

    def __init__(self, reading: Reading, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._reading, self._keeper = reading, keeper
        self._chosen: tuple[Source, str] | None = None
        self.absent.connect(lambda name, _sentence: reading.rename(name))

    @property
    def camera(self) -> Source:
        """The user's camera."""
        name = self._keeper.current.camera
        number = camera_number(name)
        return CameraSource(name if number is None else number, self.absent.emit)

    def use(self, source: Source, name: str) -> None:
        """Read what the user chose in place of the camera; the window calls it by `name`."""
        self._chosen = source, name
        self._reading.use(source, name)

    def open(self, path: Path) -> None:
        """Read the recording at `path`."""
        try:
            source = open_source(str(path), "live")
        except AssistantError as error:
            self.failed.emit(error.sentence)
            return
        self.use(source, path.name)

    def use_camera(self) -> None:
        """Read the user's camera, now and whenever reading is started again."""
        self._chosen = None
        self.lend_camera()

    def use_drawn_face(self) -> None:
        """Read the drawn face, now and whenever reading is started again."""
        self.use(DrawnSource("live"), say("firstrun.drawn"))

    def lend_camera(self) -> None:
        """Read the user's camera for something else than a conversation, for now."""
        self._reading.use(self.camera, self._camera_name)

    @property
    def _camera_name(self) -> str:
        name = self._keeper.current.camera
        if name == FIRST:
            return say("source.camera_first")
        return name if camera_number(name) is None else say("source.camera", number=name)

    def start_or_pause(self) -> None:
        """Pause what is read; or read what the user chose, the camera where that was nothing else."""
        if self._reading.running:
            self._reading.pause()
            self.answered.emit(say("answer.paused"))
            return
        if self._chosen:
            self._reading.use(*self._chosen)
        else:
            self.lend_camera()
        self.answered.emit(say("answer.reading"))
