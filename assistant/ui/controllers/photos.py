"""Pictures from files, the clipboard and the camera, on their way to the photo page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.models.face_reader import FaceReader
from assistant.commands import way
from assistant.cues.preferences import CuePreferences
from assistant.imaging import Image
from assistant.messages import joined, say
from assistant.ports import Source
from assistant.ui.controllers.answers import Answers
from assistant.ui.controllers.opening import Opening
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.photo_page import PhotoPage, local_files
from assistant.ui.shell.qt import end_threads
from assistant.ui.workers.aiming import Described
from assistant.ui.workers.photo_worker import Getter, PhotoWorker

_SELDOM = 20.0  # s between two spoken words of how many pictures are described


class Photos(QObject):
    """Describes pictures one after the other, in a thread, shows each on the page, and says all at the end.

    Args:
        reader: lends the models.
        page: shows them.
        reading: holds the camera at times, and knows what it sees then.
        opening: knows the user's camera.
        keeper: knows the keys, and what is to be told.
        answers: tell what keeps the camera from being used.

    Signals:
        answered: what there is to say.
        noticed: how many are described; to be said when nothing else is.
    """

    answered = Signal(str)
    noticed = Signal(object)

    def __init__(
        self,
        reader: FaceReader,
        page: PhotoPage,
        reading: Reading,
        opening: Opening,
        keeper: SettingsKeeper,
        answers: Answers,
    ) -> None:
        super().__init__()
        self._reader, self._page, self._keeper, self._answers = reader, page, keeper, answers
        self._reading, self._opening = reading, opening
        self._turn_queue = reading.turn_queue
        self._worker: PhotoWorker | None = None
        self._taking = False
        self._named = self._dropped = False  # whether expressions are, and whether the results count no more
        self._request: Callable[[], None] | None = None  # describes anew what is being described
        self._next: Callable[[], None] | None = None
        self._names: Sequence[Path] = ()
        self._found: list[str] = []
        self._last_spoken = 0.0
        page.dropped.connect(self.open)
        keeper.changed.connect(self._respect)

    @property
    def busy(self) -> bool:
        """Whether a picture is being taken or described."""
        return self._worker is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Describe picture files."""
        pictures = [partial(_read_file, path) for path in paths]
        self._describe(pictures, say("ui.photo_busy", count=len(paths)), [Path(path.name) for path in paths])

    def take_picture(self) -> None:
        """Describe what the camera sees: at once while it is being read, after help with aiming otherwise."""
        sight = self._reading.sight
        if sight is not None:
            self.use(sight.frame.pixels)
        elif self._reading.running and not self.busy:
            # The reading holds the camera, or is about to.
            self.answer(self._answers.status())
        else:
            self.take(self._opening.camera)

    def take(self, camera: Source) -> None:
        """Describe a picture taken with a camera, after help with aiming; a second call takes it at once."""
        if self._worker and self._taking:
            self._worker.hurry()
        else:
            taking = [lambda worker: worker.take(camera)]
            announcement = say("ui.photo_taking", way=way("take_picture", self._keeper.keys))
            self._describe(taking, announcement, takes=True)

    def use(self, pixels: Image) -> None:
        """Describe a picture that is at hand, (height, width, 3) RGB."""
        self._describe([lambda _worker: pixels], say("ui.photo_busy", count=1))

    def paste(self) -> None:
        """Describe the picture on the clipboard, or the picture files that were copied."""
        clipboard = QGuiApplication.clipboard()
        image, files = clipboard.image(), local_files(clipboard.mimeData())
        if not image.isNull():
            self.use(pixels_of(image))
        elif files:
            self.open(files)
        else:
            self.answer(say("ui.photo_clipboard"))

    def answer(self, words: str) -> None:
        """Show and say `words`."""
        self._page.show_words(words)
        self.answered.emit(words)

    def close(self) -> None:
        """End what is going on, and wait until no thread is left but one that hangs."""
        self._next = None
        if self._worker:
            self._worker.requestInterruption()
            end_threads([self._worker])

    def _describe(
        self,
        pictures: Sequence[Getter],
        announcement: str,
        names: Sequence[Path] = (Path(),),
        takes: bool = False,
        aloud: bool = True,
    ) -> None:
        if self._worker:
            # Only the newest request is kept: the answers of those before it would be cut short.
            self._next = partial(self._describe, pictures, announcement, names, takes)
            self._worker.hurry()
            return
        self._names, self._found, self._taking = names, [], takes
        self._named = self._dropped = False
        self._request = partial(self._describe, pictures, announcement, names, takes, aloud=False)
        if aloud:
            self.answer(announcement)
        else:
            self._page.show_words(announcement)
        self._last_spoken = time.monotonic()
        turn = self._turn_queue.join() if takes else nullcontext()
        worker = PhotoWorker(self._reader, pictures, self._preferences, turn, self)
        self._worker = worker
        worker.aimed.connect(self._on_aimed)
        worker.described.connect(self._on_described)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)
        worker.start()

    def _respect(self) -> None:
        """Forget what names expressions, once they may be read no more."""
        if not self._named or self._preferences().reads_expressions:
            return
        self._named = False
        if len(self._found) < len(self._names):
            self._begin_anew(self._request)
        else:
            self._page.show_hint()

    def _begin_anew(self, request: Callable[[], None] | None) -> None:
        assert self._worker is not None
        self._dropped = True
        self._next = self._next or request
        self._worker.hurry()
        self._page.show_words(say("ui.photo_busy", count=len(self._names)))

    def _on_aimed(self, seen: Described) -> None:
        self._page.show_described(seen)
        self.answered.emit(seen.words)

    def _preferences(self) -> CuePreferences:
        return self._keeper.current.cue_preferences

    def _on_described(self, described: Described) -> None:
        if described.names_expressions and not self._preferences().reads_expressions and not self._dropped:
            # It was on its way. A picture that was taken is not taken again.
            several = len(self._names) > 1
            self._begin_anew(self._request if several else partial(self.use, described.pixels))
        if self._dropped:
            return
        self._named |= described.names_expressions
        name = self._names[len(self._found)]
        words = say("list.entry", heading=name, words=described.words) if len(self._names) > 1 else described.words
        self._page.show_described(replace(described, words=self._with(words)))
        self._go_on()

    def _on_failed(self, sentence: str) -> None:
        if self._dropped:
            return
        self._page.show_words(self._with(sentence))
        self._go_on()

    def _with(self, words: str) -> str:
        """All that was found so far, and `words`."""
        self._found.append(words)
        return joined("\n", self._found)

    def _go_on(self) -> None:
        """Say all after the last picture, for each answer would cut the one before it short; else how far it is."""
        if len(self._found) >= len(self._names):
            self._tell()
        elif time.monotonic() - self._last_spoken >= _SELDOM:
            self._last_spoken = time.monotonic()
            self.noticed.emit(say("ui.photo_underway", number=len(self._found), count=len(self._names)))

    def _tell(self) -> None:
        self.answered.emit(joined(" ", self._found))
        self._names = ()

    def _on_finished(self) -> None:
        worker, self._worker, self._request = self._worker, None, None
        assert worker is not None
        worker.deleteLater()
        if self._names and self._found and not self._next:
            # The models failed, so no further picture is described.
            self._tell()
        begin, self._next = self._next, None
        if begin:
            begin()


def _read_file(path: Path, _worker: PhotoWorker) -> Image:
    return read_picture(path)


def pixels_of(image: QImage) -> Image:
    """The RGB pixels, (height, width, 3), of a Qt image, white where it is transparent; the result owns its memory."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    if image.hasAlphaChannel():
        # What lies beneath transparent places is not seen.
        plain.fill(Qt.GlobalColor.white)
        painter = QPainter(plain)
        painter.drawImage(0, 0, image)
        painter.end()
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels: Image = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()
    return pixels
