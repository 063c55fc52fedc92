"""What there is to tell of a single picture, for the window and the console."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues import still_picture
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Event, FaceReading
from assistant.imaging import Image


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was read.

    Attributes:
        faces: from left to right.
        words: what the user wants to be told of them.
        events: the same as events of the time 0.
    """

    faces: tuple[FaceReading, ...]
    words: str
    events: tuple[Event, ...]


def read_picture(reader: FaceReader, pixels: Image, preferences: CuePreferences) -> Picture:
    """Read the faces of a picture, (height, width, 3) RGB, as far as the user wants to be told of them.

    Raises:
        ModelError: a model that is needed is missing, damaged, or does not match.
    """
    expressions = preferences.reads_expressions
    faces = reader.read_picture(pixels, expressions=expressions, movements=preferences.movements is not Delivery.OFF)
    abstain = reader.abstain if expressions else ()
    words = still_picture.describe(faces, abstain, (pixels.shape[1], pixels.shape[0]), preferences)
    return Picture(faces, words, still_picture.events(faces, abstain))
