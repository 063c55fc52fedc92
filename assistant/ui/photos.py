"""Pictures from files, the clipboard and the camera, on their way to the photo page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from assistant.adapters.recordings import read_picture
from assistant.adapters.sources import Source
from assistant.imaging import Image
from assistant.messages import say
from assistant.pipeline import Pipeline
from assistant.ui.aiming import Described
from assistant.ui.photo_page import PhotoPage
from assistant.ui.photo_worker import Getter, PhotoWorker


class Photos(QObject):
    """Describes pictures one after the other, in a thread, and shows each on the page.

    Signals:
        answered: what there is to say.
    """

    answered = Signal(str)

    def __init__(self, page: PhotoPage) -> None:
        super().__init__()
        self._page = page
        self._workers: set[PhotoWorker] = set()

    def open(self, paths: Sequence[Path]) -> None:
        """Describe picture files."""
        self._describe([partial(_read_file, path) for path in paths], say("ui.photo_busy"))

    def take(self, camera: Source) -> None:
        """Describe a picture taken with a camera, after help with aiming; a second call takes it at once."""
        if self._workers:
            for worker in self._workers:
                worker.hurry()
        else:
            self._describe([lambda pipeline, worker: worker.take(camera, pipeline)], say("ui.photo_taking"))

    def use(self, pixels: Image) -> None:
        """Describe a picture that is at hand, (height, width, 3) RGB."""
        self._describe([lambda _pipeline, _worker: pixels], say("ui.photo_busy"))

    def paste(self) -> None:
        """Describe the picture on the clipboard."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._say(say("ui.photo_clipboard"))
        else:
            self.use(pixels_of(image))

    def close(self) -> None:
        """End what is going on, and wait until no thread is left."""
        for worker in list(self._workers):
            worker.requestInterruption()
            worker.wait()

    def _describe(self, pictures: Sequence[Getter], announcement: str) -> None:
        if self._workers:
            return
        self._say(announcement)
        worker = PhotoWorker(pictures, self)
        self._workers.add(worker)
        worker.aimed.connect(self._on_described)
        worker.described.connect(self._on_described)
        worker.failed.connect(self._say)
        worker.finished.connect(self._on_finished)
        worker.start()

    def _say(self, words: str) -> None:
        self._page.show_words(words)
        self.answered.emit(words)

    def _on_described(self, described: Described) -> None:
        self._page.show_described(described)
        self.answered.emit(described.words)

    def _on_finished(self) -> None:
        worker = self.sender()
        assert isinstance(worker, PhotoWorker)
        self._workers.discard(worker)
        worker.deleteLater()


def _read_file(path: Path, _pipeline: Pipeline, _worker: PhotoWorker) -> Image:
    return read_picture(path)


def pixels_of(image: QImage) -> Image:
    """The RGB pixels, (height, width, 3), of a Qt image; the result owns its memory."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels: Image = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()
    return pixels
