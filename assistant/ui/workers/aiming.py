"""Taking a picture with a camera: hints until the face is in the middle, then the picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues import camera_aim
from assistant.errors import SourceError
from assistant.events import FoundFace
from assistant.imaging import Image, size_of
from assistant.messages import say
from assistant.ports import Source

SETTLING = 0.4
"""Seconds in which a camera finds its exposure."""

BETWEEN = 1.8
"""Seconds between two hints: time to hear one and to follow it."""

PATIENCE = 9.0
"""Seconds after which the picture is taken even if no face is centred."""

_ANSWER = 6.0  # s that a camera may take for a picture before it is given up


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A picture and what there is to say of it.

    Attributes:
        pixels: (height, width, 3) RGB.
        faces: those that were found.
        words: what there is to say.
        names_expressions: whether it may say what a face looks like.
    """

    pixels: Image
    faces: tuple[FoundFace, ...]
    words: str
    names_expressions: bool = False


def take(source: Source, reader: FaceReader, hint: Callable[[Described], None], at_once: Callable[[], bool]) -> Image:
    """The picture that is taken, (height, width, 3) RGB.

    Args:
        source: the camera.
        reader: finds the faces.
        hint: is given each picture that was looked at before, and how to move the camera.
        at_once: whether the user wants the picture now, as it is.

    Raises:
        SourceError: the camera cannot be used, or gave no picture.
    """
    first: float | None = None
    looked = 0.0
    heard = time.monotonic()
    for frame in source.frames():
        if frame is None:
            if time.monotonic() - heard > _ANSWER:
                raise SourceError(say("error.camera_silent"))
            continue
        heard = time.monotonic()
        first = frame.time if first is None else first
        elapsed = frame.time - first
        if elapsed < SETTLING:
            continue
        if at_once() or elapsed >= PATIENCE:
            return frame.pixels
        if looked == 0.0 or frame.time - looked >= BETWEEN:
            looked = frame.time
            found = tuple(reader.search(frame.pixels, thorough=True))
            box = max((face.box for face in found), key=lambda box: box.height, default=None)
            size = size_of(frame.pixels)
            if box and not camera_aim.camera_moves(box, size):
                return frame.pixels
            hint(Described(frame.pixels, found, camera_aim.aim(box, size)))
    raise SourceError(say("error.no_camera"))
