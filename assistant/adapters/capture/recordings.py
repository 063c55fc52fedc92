"""Recordings: a video file, a picture or a folder of pictures, at their own time or in real time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from assistant import messages
from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.capture.source_file import unreadable
from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.system.folder_walk import MOST_FILES, TooManyEntriesError, listing
from assistant.system.left_out import rest_of
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import listed

SECONDS_A_PICTURE = 1.0
"""How long each picture of a folder stands."""

_LATE = 0.1  # s behind its time from which a frame is dropped
_TICK = 0.05  # s between two looks at whether the recording is still wanted
_LONGEST_GAP = 0.5  # s of the source after which a frame is shown however late, so that a slow machine sees something


class PictureSource:
    """A single picture, as a recording of one frame."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        yield Frame(read_picture(self._path), 0.0)


def pictures_in(folder: Path, empty: str = "error.folder_empty") -> list[Path]:
    """The pictures of a folder, in natural order.

    Raises:
        SourceError: it has none, which the sentence `empty` says, or cannot be read.
    """
    try:
        found = listing(folder, PICTURE_SUFFIXES)
    except OSError as error:
        raise unreadable(folder, error) from error
    except TooManyEntriesError as error:
        raise SourceError(messages.say("error.folder_too_large", folder=folder, most=MOST_FILES)) from error
    if not found.taken:
        others = messages.left_out(*rest_of(folder, found))
        raise SourceError(messages.joined(" ", (messages.say(empty, folder=folder), others)))
    return found.taken


def pictures_broken(folder: Path, names: Sequence[str]) -> SourceError:
    """That these pictures of a folder could not be read."""
    return SourceError(messages.say("error.pictures_broken", folder=folder, files=listed(names)))


class FolderSource:
    """The pictures of a folder by name, each standing for `SECONDS_A_PICTURE`."""

    returns = False

    def __init__(self, path: Path, empty: str = "error.folder_empty") -> None:
        self._path, self._empty = path, empty

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames` and `pictures_in`. Pictures that cannot be read are left out, and said at the end."""
        files = pictures_in(self._path, self._empty)
        broken = []
        for index, file in enumerate(files):
            try:
                yield Frame(read_picture(file), index * SECONDS_A_PICTURE)
            except SourceError:
                broken.append(file.name)
        if broken:
            raise pictures_broken(self._path, broken)


Recording: TypeAlias = FolderSource | PictureSource | VideoSource
"""What is read from files."""


class Paced:
    """A recorded source in real time: waits for each frame's time and drops frames that come too late."""

    returns = False

    def __init__(self, source: Recording) -> None:
        self._source = source

    def frames(self) -> Iterator[Frame | None]:
        """See `Source.frames`."""
        start: float | None = None
        shown = 0.0
        for frame in self._source.frames():
            if start is None:
                start, shown = time.monotonic() - frame.time, frame.time
            due = start + frame.time
            if time.monotonic() - due > _LATE and frame.time - shown < _LONGEST_GAP:
                continue
            # A recording may pause for an hour, and be ended at any moment of it.
            while (early := due - time.monotonic()) > _TICK:
                time.sleep(_TICK)
                yield None
            time.sleep(max(early, 0))
            shown = frame.time
            yield frame
