"""Reads single pictures in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, Signal

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.errors import SourceError
from assistant.imaging import Image
from assistant.messages import joined
from assistant.ports import Source
from assistant.runtime.photos import read_photo
from assistant.ui.workers import aiming
from assistant.ui.workers.aiming import Described
from assistant.ui.workers.failures import reported

Getter: TypeAlias = "Callable[[PhotoWorker], Image]"
"""Gives the pixels of one picture, or raises AssistantError; the worker carries what happens meanwhile."""


class PhotoWorker(QThread):
    """Gets pictures one by one and describes each.

    Args:
        reader: lends the models.
        pictures: how to get each of them.
        preferences: say what the user wants to be told when a picture is described; any thread may ask.
        turn: entered before the first of them, and left after the last.
        parent: owns the thread.

    Signals:
        aimed: a `Described` of what the camera sees before the picture is taken.
        described: a `Described` for each picture that could be read.
        failed: the sentence that says why a picture, or the models, cannot be used.
    """

    aimed = Signal(object)
    described = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        reader: FaceReader,
        pictures: Sequence[Getter],
        preferences: Callable[[], CuePreferences],
        turn: AbstractContextManager[None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._reader, self._pictures, self._turn = reader, pictures, turn
        self._hurried = threading.Event()

    def hurry(self) -> None:
        """Take the picture now, as it is, and leave out those to come."""
        self._hurried.set()

    def take(self, camera: Source) -> Image:
        """See `aiming.take`; for the getter of a camera's picture."""
        return aiming.take(camera, self._reader, self.aimed.emit, self._wanted_now)

    def _wanted_now(self) -> bool:
        return self._hurried.is_set() or self.isInterruptionRequested()

    def run(self) -> None:
        """See `QThread.run`."""
        # Around the handling of errors: a traceback keeps the camera open.
        with self._turn:
            self._read()

    def _read(self) -> None:
        with reported(self.failed, "a picture could not be read"):
            for picture in self._pictures:
                if self.isInterruptionRequested():
                    return
                self._describe(picture)
                if self._hurried.is_set():
                    return

    def _describe(self, picture: Getter) -> None:
        try:
            pixels = picture(self)
        except SourceError as error:
            self.failed.emit(error.sentence)
            return
        preferences = self._preferences()
        read = read_photo(self._reader, pixels, preferences)
        faces = tuple(face.found for face in read.faces)
        self.described.emit(Described(pixels, faces, joined("\n", read.lines), preferences.reads_expressions))
