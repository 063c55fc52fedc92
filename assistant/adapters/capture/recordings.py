"""Recorded sources: a video file or a folder of pictures, at their own time or in real time."""

from __future__ import annotations

import math
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
    from assistant.ports import Source

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})

VIDEOS = frozenset({".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm"})

SECONDS_A_PICTURE = 1.0
"""How long each picture of a folder stands."""

_COMPLETE = 0.9  # share of the promised seconds that make a video whole: containers promise a little too much
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
            interval = 1 / (capture.get(cv2.CAP_PROP_FPS) or 25)
            # WebM and MKV do not count their frames: OpenCV then makes the count up from duration and usual rate,
            # so that it is the duration alone that can be relied on.
            promised = capture.get(cv2.CAP_PROP_FRAME_COUNT) * interval
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
        end = now + interval
        if end < _COMPLETE * promised:
            seconds = {"read": math.floor(end), "promised": math.ceil(promised)}
            raise SourceError(messages.say("error.video_truncated", file=self._path, **seconds))


class FolderSource:
    """The pictures of a folder by name, each standing for `SECONDS_A_PICTURE`."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`. Pictures that cannot be read are left out, and said at the end."""
        try:
            files = sorted(file for file in self._path.iterdir() if file.suffix.lower() in PICTURES)
        except OSError as error:
            raise unreadable(self._path, error) from error
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
        raise unreadable(path, error) from error
    picture = decoded(data)
    if picture is None:
        raise SourceError(messages.say("error.no_picture", file=path))
    return picture


def decoded(data: bytes) -> Image | None:
    """The RGB pixels of an encoded picture, turned upright by its EXIF orientation; None where it is none."""
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB) if data else None
    except cv2.error:  # its header claims more pixels than OpenCV or the memory takes
        return None
    return None if pixels is None else np.asarray(pixels, dtype=np.uint8)


def unreadable(path: Path, error: OSError) -> SourceError:
    """The sentence for the user in place of the system's error."""
    return SourceError(messages.say("error.file_unreadable", file=path, detail=error.strerror))
