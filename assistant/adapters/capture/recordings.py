"""Recorded sources: a video file, a picture or a folder of pictures, at their own time or in real time."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

import cv2
import PIL.Image

from assistant import messages
from assistant.adapters.capture.animation import BrokenAnimationError, animation, pictures
from assistant.adapters.capture.containers import ends_early, has_hole, holds_video, seconds_shown
from assistant.adapters.capture.encoded_picture import MOST_BYTES, TooManyPixelsError, decoded, header, is_heic
from assistant.adapters.capture.interlaced import codec, coded_in_fields, repeats
from assistant.adapters.capture.opencv_frame import is_empty, to_rgb
from assistant.adapters.capture.pixel_shape import pixel_shape, with_square_pixels
from assistant.adapters.capture.video_file import capture
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.imaging import Image
from assistant.system.bounded_file import NotRegularError, TooLargeError, open_regular, read_bounded
from assistant.system.folder_walk import MOST_FILES, TooManyEntriesError, has_suffix, listing
from assistant.system.left_out import rest_of
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import listed

SECONDS_A_PICTURE = 1.0
"""How long each picture of a folder stands."""

MOST_FRAME_PIXELS = 2**25
"""Pixels of a video's frame; 8K has just fewer."""

_MISSING = {"av01": "AV1"}
"""Codecs, by their four characters, for which some builds of OpenCV have no decoder, with the names users know."""

_RATES = (0.01, 1000.0)  # frames a second that a container may claim
_USUAL_RATE = 25.0  # where it claims another, or none
_LONGEST_PAUSE = 86_400.0  # s between two frames; a longer one is a broken time
_COMPLETE = 0.9  # share of the container's duration that makes a video complete: containers state a little too much
_PATIENCE = 2**12  # pictures in a row that cannot be decoded before the video is over: nothing else tells its end
_LEAST_LOSS = 0.5  # s of pictures within a video, from which on it is said to be damaged: less hides no expression
_LATE = 0.1  # s behind its time from which a frame is dropped
_TICK = 0.05  # s between two looks at whether the recording is still wanted
_LONGEST_GAP = 0.5  # s of the source after which a frame is shown however late, so that a slow machine sees something


class VideoSource:
    """The frames of a video file with the clip's own times, in seconds from its first frame."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        with _opened(self._path) as file:
            if (moving := animation(file)) is not None:
                yield from self._animated(moving, file)
                return
            end, counted, lost = yield from self._frames(file)
            cut = ends_early(file)
            promised = seconds_shown(file, counted) or (counted if cut else 0.0)
            if end < _COMPLETE * promised:
                raise self._error("video_truncated", read=math.floor(end), promised=math.ceil(promised))
            if lost >= _LEAST_LOSS or has_hole(file):
                raise self._error("video_damaged")
            if cut:
                raise self._error("video_cut", read=math.floor(end))

    def _animated(self, moving: PIL.Image.Image, file: BinaryIO) -> Iterator[Frame]:
        self._check_size(moving.width, moving.height)
        end = -1.0
        try:
            for pixels, end in pictures(moving):
                yield Frame(pixels, end)
        except BrokenAnimationError as error:
            if end < 0:
                raise self._no_video(file) from error
            cut = self._error("video_cut", read=math.floor(end))
            raise (cut if ends_early(file) else self._error("video_damaged")) from error

    def _frames(self, file: BinaryIO) -> Generator[Frame, None, tuple[float, float, float]]:
        """The frames; then the seconds that were read, that all frames last, and that were lost between two of them."""
        if not holds_video(file):
            raise self._error("no_video")
        count, failed, lost, now = 0, 0, 0, 0.0
        try:
            with ExitStack() as stack:
                video = self._open(file)
                stack.callback(video.release)
                rate = video.get(cv2.CAP_PROP_FPS)
                interval = 1 / (rate if _RATES[0] < rate < _RATES[1] else _USUAL_RATE)
                # Where the container does not count its frames, OpenCV makes the count up from duration and usual rate.
                counted = video.get(cv2.CAP_PROP_FRAME_COUNT) * interval
                shape, tag = pixel_shape(video), codec(video)
                while failed < _PATIENCE:
                    read, picture = video.read()
                    if not read:
                        failed += 1
                        continue
                    # What is cut out of a longer video may begin with pictures that refer to what was before it.
                    lost += failed if count else 0
                    failed = 0
                    stamp = video.get(cv2.CAP_PROP_POS_MSEC) / 1000
                    # Some containers give no or broken times; frames then follow each other evenly.
                    if 0 <= stamp - now < _LONGEST_PAUSE and (stamp > now or count == 0):
                        now = stamp
                    elif count:
                        now += interval
                    if not is_empty(picture):
                        self._check_size(picture.shape[1], picture.shape[0])
                        yield Frame(with_square_pixels(to_rgb(picture), shape), round(now, 4))
                        count += 1
        except cv2.error as error:  # a frame takes more memory than there is
            raise self._error("no_video") from error
        if count == 0:
            raise self._error("video_codec", codec=_MISSING[tag]) if tag in _MISSING else self._no_video(file)
        return now + interval, counted, lost * interval

    def _open(self, file: BinaryIO) -> cv2.VideoCapture:
        """The video in an open file, with its first picture to come next."""
        video = capture(file, self._path)
        with ExitStack() as undo:
            undo.callback(video.release)
            if not video.isOpened():
                raise self._no_video(file)
            self._check_size(int(video.get(cv2.CAP_PROP_FRAME_WIDTH)), int(video.get(cv2.CAP_PROP_FRAME_HEIGHT)))
            if not coded_in_fields(video):
                undo.pop_all()
                return video
            if repeats(video):  # which has taken the first pictures
                raise self._error("video_interlaced")
        return capture(file, self._path)

    def _no_video(self, file: BinaryIO) -> SourceError:
        return self._error("video_incomplete" if ends_early(file) else "no_video")

    def _check_size(self, width: int, height: int) -> None:
        if width * height > MOST_FRAME_PIXELS:
            sizes = {"width": width, "height": height, "megapixels": MOST_FRAME_PIXELS // 10**6}
            raise self._error("video_too_large", **sizes)

    def _error(self, key: str, **values: int | str) -> SourceError:
        return SourceError(messages.say(f"error.{key}", file=self._path, **values))


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


def read_picture(path: Path) -> Image:
    """The RGB pixels of a picture file, turned upright.

    Raises:
        SourceError: the file cannot be read, is no picture, or a larger one than is decoded.
    """
    data = _encoded(path)
    try:
        picture = decoded(data)
    except TooManyPixelsError as error:
        raise SourceError(error.sentence(path)) from error
    if picture is None:
        raise SourceError(messages.say("error.heic" if is_heic(data) else "error.no_picture", file=path))
    return picture


def _encoded(path: Path) -> bytes:
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
    try:
        if size > MOST_BYTES:
            raise TooLargeError(path, MOST_BYTES)
        return read_bounded(path, MOST_BYTES)
    except TooLargeError as error:
        sizes = {"megabytes": max(size, MOST_BYTES + 1) // 2**20, "most": MOST_BYTES // 2**20}
        raise SourceError(messages.say("error.file_too_large", file=path, **sizes)) from error
    except OSError as error:
        raise unreadable(path, error) from error


def is_picture(path: Path) -> bool:
    """Whether a file is to be read as a single picture, and not as a film or an animation.

    Raises:
        SourceError: the path cannot be opened, or is no regular file.
    """
    with _opened(path) as file:
        claimed = None if os.fstat(file.fileno()).st_size > MOST_BYTES else header(file)
        if claimed is not None:
            return not claimed.moving
        file.seek(0)
        return is_heic(file.read(12)) or has_suffix(path.name, PICTURE_SUFFIXES)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = open_regular(path)
    except OSError as error:
        raise unreadable(path, error) from error
    with file:
        yield file


def unreadable(path: Path, error: OSError) -> SourceError:
    """The sentence for the user in place of the system's error."""
    if isinstance(error, NotRegularError):
        return SourceError(messages.say("error.not_a_file", file=path))
    return SourceError(messages.say("error.file_unreadable", file=path, detail=error.strerror or error))
