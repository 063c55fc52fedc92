"""Opens what the user named: a camera, a video file, a picture, or a folder of pictures."""

from __future__ import annotations

from pathlib import Path

from assistant import messages
from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.cameras import camera_number, cameras, named
from assistant.adapters.capture.picture_file import is_picture
from assistant.adapters.capture.recordings import FolderSource, Paced, PictureSource, Recording
from assistant.adapters.capture.source_file import unreadable
from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError
from assistant.ports import Pace, Source
from assistant.system.file_names import as_there, is_there
from assistant.system.folder_walk import TooManyEntriesError, listing
from assistant.system.left_out import LeftOut, rest_of
from assistant.system.media_files import PICTURE_SUFFIXES


def open_source(name: str, pace: Pace) -> Source:
    """The source that the user named: a camera by its number or name, or the path of a video, a picture, or a folder.

    A path is never taken for an address, whatever it looks like; what is there as a file is no camera's name.

    Raises:
        SourceError: nothing of that name exists, or it cannot be opened.
    """
    if (number := camera_number(name)) is not None:
        return CameraSource(number)
    path = as_there(Path(name))
    try:
        there = bool(name) and is_there(path)
    except OSError as error:
        raise unreadable(path, error) from error
    if not there:
        if camera := named(name, cameras()):
            return CameraSource(camera.name)
        raise SourceError(messages.say("error.source_missing", name=path if name else name))
    return Paced(recording(path)) if pace == "live" else recording(path)


def left_out_of(name: str) -> LeftOut:
    """What is not read of a folder that is read as a film; nothing of what is no folder."""
    path = as_there(Path(name))
    try:
        inside = listing(path, PICTURE_SUFFIXES) if path.is_dir() else None
    except (OSError, TooManyEntriesError):
        return LeftOut()  # reading it says why
    return rest_of(path, inside) if inside and inside.taken else LeftOut()


def recording(path: Path) -> Recording:
    """A folder of pictures, a picture or a video file, every frame of it at its own time.

    Raises:
        SourceError: it is no ordinary file, or cannot be opened.
    """
    if path.is_dir():
        return FolderSource(path)
    return PictureSource(path) if is_picture(path) else VideoSource(path)
