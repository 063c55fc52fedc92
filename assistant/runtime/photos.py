"""Photos: each read by itself, without anything of those before it, and what is told and written of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues import still_picture
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Event, FaceReading, NoticeEvent
from assistant.imaging import Image, size_of
from assistant.messages import joined
from assistant.runtime.event_formats import to_dict


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read.

    Attributes:
        faces: from left to right.
        lines: how many they are, and what the user wants to be told of each.
        events: the same as events of the time 0.
    """

    faces: tuple[FaceReading, ...]
    lines: tuple[str, ...]
    events: tuple[Event, ...]

    @property
    def words(self) -> str:
        """All lines in one."""
        return joined(" ", self.lines)

    def entries(self, file: str) -> list[dict[str, Any]]:
        """What is written of it: its events and its words, each with the name of the file."""
        return [to_dict(event) | {"file": file} for event in (*self.events, NoticeEvent(0.0, self.words))]


def read_photo(reader: FaceReader, pixels: Image, preferences: CuePreferences) -> Photo:
    """Read the faces of a photo, (height, width, 3) RGB, as far as the user wants to be told of them.

    Raises:
        ModelError: a model that is needed is missing, damaged, or does not match.
        InstallationError: the system lacks a library.
    """
    expressions = preferences.reads_expressions
    faces = reader.read_picture(pixels, expressions=expressions, movements=preferences.movements is not Delivery.OFF)
    abstain = reader.abstain if expressions else ()
    lines = still_picture.lines(faces, abstain, size_of(pixels), preferences)
    return Photo(faces, tuple(lines), still_picture.events(faces, abstain))
