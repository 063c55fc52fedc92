"""Opens what the user named: a camera, a video file, or a folder of pictures."""

from __future__ import annotations

from pathlib import Path

from assistant import messages
from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.recordings import FolderSource, Paced, VideoSource, unreadable
from assistant.errors import SourceError
from assistant.ports import Pace, Source


def open_source(name: str, pace: Pace) -> Source:
    """The source that the user named: a camera's number, or the path of a video or folder of pictures.

    Raises:
        SourceError: nothing of that name exists, or it lies where we may not look.
    """
    # More digits are no number that a system could count cameras by.
    if name.isdecimal() and len(name) < 10:
        return CameraSource(int(name))
    path = Path(name)
    try:
        there = bool(name) and path.exists()
    except OSError as error:
        raise unreadable(path, error) from error
    if not there:
        raise SourceError(messages.say("error.source_missing", name=name))
    return Paced(recording(path)) if pace == "live" else recording(path)


def recording(path: Path) -> Source:
    """A folder of pictures or a video file, every frame of it at its own time."""
    return FolderSource(path) if path.is_dir() else VideoSource(path)
