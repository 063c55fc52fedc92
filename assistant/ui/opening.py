"""What is read: the user's camera, a recording, and whether it is read right now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.adapters.sources import Source, open_source
from assistant.errors import AssistantError
from assistant.messages import say
from assistant.ui.keeper import SettingsKeeper
from assistant.ui.reading import Reading


class Opening(QObject):
    """Opens sources for the reading.

    Signals:
        answered: what there is to say.
        failed: the sentence that says why something cannot be opened.
    """

    answered = Signal(str)
    failed = Signal(str)

    def __init__(self, reading: Reading, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._reading, self._keeper = reading, keeper

    @property
    def camera(self) -> Source:
        """The user's camera."""
        return open_source(str(self._keeper.current.camera), "live")

    def open(self, name: str) -> None:
        """Read what `name` names: a camera's number, or the path of a recording."""
        try:
            source = open_source(name, "live")
        except AssistantError as error:
            self.failed.emit(str(error))
            return
        title = say("source.camera", number=name) if name.isdecimal() else Path(name).name
        self._reading.use(source, title)

    def open_camera(self) -> None:
        """Read the user's camera."""
        self.open(str(self._keeper.current.camera))

    def start_or_pause(self) -> None:
        """Pause what is read; or go on with it, or with the camera where nothing was read yet."""
        if self._reading.running:
            self._reading.pause()
            self.answered.emit(say("ui.paused"))
        elif self._reading.name:
            self._reading.start()
            self.answered.emit(say("ui.started"))
        else:
            self.open_camera()
