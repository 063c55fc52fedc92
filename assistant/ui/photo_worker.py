"""Reads single pictures in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QObject, QThread, Signal

from assistant.adapters.sources import open_source
from assistant.cues import still
from assistant.errors import AssistantError, SourceError
from assistant.events import FoundFace
from assistant.imaging import Image
from assistant.messages import say
from assistant.pipeline import Pipeline

_LOG = logging.getLogger(__name__)

_SETTLING = 12  # frames in which a camera finds its exposure


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A picture and what its faces look like.

    Attributes:
        pixels: (height, width, 3) RGB.
        faces: those that were found.
        words: each face from left to right.
    """

    pixels: Image
    faces: tuple[FoundFace, ...]
    words: str


class PhotoWorker(QThread):
    """Gets pictures one by one and describes each.

    Args:
        pictures: each gives the pixels, or raises AssistantError.

    Signals:
        described: a `Described` for each picture that could be read.
        failed: the sentence that says why a picture, or the models, cannot be used.
    """

    described = Signal(object)
    failed = Signal(str)

    def __init__(self, pictures: list[Callable[[], Image]], parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def run(self) -> None:
        """See `QThread.run`."""
        try:
            with Pipeline() as pipeline:
                for picture in self._pictures:
                    if self.isInterruptionRequested():
                        return
                    self._describe(pipeline, picture)
        except AssistantError as error:
            self.failed.emit(str(error))
        except Exception as error:
            _LOG.exception("a picture could not be read")
            self.failed.emit(say("error.unexpected", detail=repr(error)))

    def _describe(self, pipeline: Pipeline, picture: Callable[[], Image]) -> None:
        try:
            pixels = picture()
        except SourceError as error:
            self.failed.emit(str(error))
            return
        readings = pipeline.read_picture(pixels)
        words = still.describe(readings, pipeline.abstain, (pixels.shape[1], pixels.shape[0]))
        self.described.emit(Described(pixels, tuple(reading.found for reading in readings), words))


def from_camera(number: int) -> Image:
    """One picture of a camera, once it has found its exposure.

    Raises:
        SourceError: the camera cannot be used.
    """
    # The camera is let go as soon as the frames are no longer referred to.
    frame = next(islice(open_source(str(number), "live").frames(), _SETTLING, None), None)
    if frame is None:
        raise SourceError(say("error.camera_lost", number=number))
    return frame.pixels
