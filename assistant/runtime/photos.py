"""Photos: each read by itself, without anything of those before it, and what is written of it."""

from __future__ import annotations

from typing import Any

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues import still_picture
from assistant.events import NoticeEvent
from assistant.imaging import Image
from assistant.runtime.event_log import to_dict


def describe_photo(reader: FaceReader, picture: Image, file: str) -> tuple[str, list[dict[str, Any]]]:
    """The faces from left to right in words, and as events of the time 0 that name the file.

    Args:
        reader: lends the models.
        picture: (height, width, 3) RGB.
        file: how the events call it.

    Raises:
        ModelError: the models cannot be used.
        InstallationError: the system lacks a library.
    """
    faces = reader.read_picture(picture)
    text = still_picture.describe(faces, reader.abstain, (picture.shape[1], picture.shape[0]))
    events = (*still_picture.events(faces, reader.abstain), NoticeEvent(0.0, text))
    return text, [to_dict(event) | {"file": file} for event in events]
