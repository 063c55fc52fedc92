"""Video files as sources: every frame at the clip's own time, and at the end what was missing."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import cv2
import PIL.Image

from assistant import messages
from assistant.adapters.capture.animation import BrokenAnimationError, animation, pictures
from assistant.adapters.capture.containers import ends_early, has_hole, holds_video, seconds_shown
from assistant.adapters.capture.interlaced import codec, coded_in_fields, repeats
from assistant.adapters.capture.opencv_frame import is_empty, to_rgb
from assistant.adapters.capture.pixel_shape import pixel_shape, with_square_pixels
from assistant.adapters.capture.source_file import opened
from assistant.adapters.capture.video_file import capture
from assistant.errors import SourceError
from assistant.events import Frame

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


class VideoSource:
    """The frames of a video file with the clip's own times, in seconds from its first frame."""

    returns = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`."""
        with opened(self._path) as file:
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
