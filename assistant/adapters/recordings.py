"""Recorded sources: a video file or a folder of pictures, at their own time or in real time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from assistant import messages
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.imaging import Image

if TYPE_CHECKING:
    from assistant.adapters.sources import Source

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})

VIDEOS = frozenset({".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm"})

SECONDS_A_PICTURE = 1.0
"""How long each picture of a folder stands."""

_COMPLETE = 0.9  # share of the promised frames that make a video whole: containers count a few too many
_LATE = 0.1  # s behind its time from which a frame is dropped
_LONGEST_GAP = 0.5  # s of the source after which a frame is shown however late, so that a slow machine sees something


class VideoSource:
    """The frames of a video file with the clip's own times, in seconds from its first frame."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        capture = cv2.VideoCapture(str(self._path))
        try:
            if not capture.isOpened():
                raise SourceError(messages.say("error.no_video", file=self._path))
            promised = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
            interval = 1 / (capture.get(cv2.CAP_PROP_FPS) or 25)
            count, now = 0, 0.0
            while True:
                read, picture = capture.read()
                if not read:
                    break
                stamp = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
                # Some containers give no or broken times; frames then follow each other evenly.
                now = stamp if count == 0 or stamp > now else now + interval
                yield Frame(to_rgb(picture), round(now, 4))
                count += 1
        finally:
            capture.release()
        if count == 0:
            raise SourceError(messages.say("error.no_video", file=self._path))
        if count < _COMPLETE * promised:
            raise SourceError(messages.say("error.video_truncated", file=self._path, read=count, promised=promised))


class FolderSource:
    """The pictures of a folder by name, each standing for `SECONDS_A_PICTURE`."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`. Pictures that cannot be read are left out, and said at the end."""
        files = sorted(file for file in self._path.iterdir() if file.suffix.lower() in PICTURES)
        if not files:
            raise SourceError(messages.say("error.folder_empty", folder=self._path))
        broken = []
        for index, file in enumerate(files):
            try:
                yield Frame(read_picture(file), index * SECONDS_A_PICTURE)
            except SourceError:
                broken.append(file.name)
        if broken:
            raise SourceError(messages.say("error.pictures_broken", folder=self._path, files=", ".join(broken)))


class Paced:
    """A recorded source in real time: waits for each frame's time and drops frames that come too late."""

    returns = False

    def __init__(self, source: Source) -> None:
        self._source = source

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        start: float | None = None
        shown = 0.0
        for frame in self._source.frames():
            if start is None:
                start, shown = time.monotonic() - frame.time, frame.time
            late = time.monotonic() - start - frame.time
            if late > _LATE and frame.time - shown < _LONGEST_GAP:
                continue
            time.sleep(max(-late, 0))
            shown = frame.time
            yield frame


def to_rgb(picture: Image) -> Image:
    """OpenCV's order of colours, blue first, turned to RGB."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def read_picture(path: Path) -> Image:
    """The RGB pixels of a picture file, turned upright by its EXIF orientation.

    Raises:
        SourceError: the file cannot be read or is no picture.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(messages.say("error.file_unreadable", file=path, detail=error.strerror)) from error
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if picture is None:
        raise SourceError(messages.say("error.no_picture", file=path))
    return to_rgb(np.asarray(picture, dtype=np.uint8))
