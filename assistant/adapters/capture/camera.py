"""A webcam: the newest frame only, and one sentence where it is missing, used by another program, or lost."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import cv2

from assistant import messages
from assistant.adapters.capture.cameras import BACKENDS, FIRST, Camera, cameras, named
from assistant.adapters.capture.opencv_frame import is_empty, to_rgb
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.imaging import Image
from assistant.system.device_permission import refusal
from assistant.vision.freeze import FreezeDetector

_TICK = 0.05  # s between two looks at whether the reading is still wanted
_SILENT = 2.0  # s without a frame after which a camera is not waited for
_OPENING = 10.0  # s that opening may take: some systems look long for a camera
_HUNG = 4.0  # s after which a camera that answered before, and does not now, is opened anew
_BROKEN = 0.5  # s of pictures that cannot be read, as many webcams send some, after which a camera counts as lost
_CLOSE_SECONDS = 5.0  # s that closing a camera may take, if it answers
_WATCHED = 10.0  # s for which a picture that stands still is watched before the camera is opened anew
_HIGHEST = 2**31 - 1  # number that OpenCV takes, and far above any that a camera has

# On macOS OpenCV asks by itself else, does not wait for the answer, and fails.
os.environ["OPENCV_AVFOUNDATION_SKIP_AUTH"] = "1"


class CameraSource:
    """Live frames of a camera. A thread keeps the newest; frames not taken in time are dropped.

    All calls to the camera are made in that thread, which is left behind where one of them does not return.

    One that is lost is opened again by its name, whatever number it then has.

    Args:
        wanted: the number as the system counts cameras, from 0; or the name; or `FIRST`.
        absent: where there is no camera of that name, the first one is read, and this is called with its name and
            with the sentence that says so, from any thread. Without it, that is an error.
    """

    returns = True

    def __init__(self, wanted: int | str, absent: Callable[[str, str], None] | None = None) -> None:
        self._wanted, self._absent = wanted, absent
        self._name = messages.say("source.camera", number=wanted) if isinstance(wanted, int) else wanted
        self._start = time.monotonic()
        self._freeze = FreezeDetector()
        self._left_behind: list[_Reader] = []

    def frames(self) -> Iterator[Frame | None]:
        """See `Source.frames`; times go on when the camera is opened again after a loss.

        A picture that stands still counts as a loss, after which no frame comes until it moves.
        """
        self._left_behind = [reader for reader in self._left_behind if reader.running]
        # The more calls hang, each with a thread, the longer until one more may come to hang.
        patience = 1 + len(self._left_behind)
        reader = _Reader(self._open, self._read)
        began, told = time.monotonic(), self._freeze.frozen
        try:
            while True:
                frame = reader.take(_TICK)
                if frame is not None and self._freeze.see(frame.pixels, frame.time):
                    if not told or time.monotonic() - began > _WATCHED:
                        raise SourceError(messages.say("error.camera_still", name=self._name))
                    frame = None
                elif frame is not None:
                    told = False
                elif reader.silence > patience * (_HUNG if reader.answered else _OPENING):
                    raise SourceError(messages.say("error.camera_silent"))
                yield frame
        finally:
            reader.close()
            self._left_behind.append(reader)

    def _read(self, capture: cv2.VideoCapture) -> Frame:
        picture = _next(capture)
        if picture is None:
            raise SourceError(messages.say("error.camera_lost", name=self._name))
        return Frame(to_rgb(picture), time.monotonic() - self._start)

    def _open(self) -> cv2.VideoCapture:
        camera = self._choose()
        self._name = camera.name
        if refused := refusal("camera"):
            raise SourceError(messages.say(f"error.camera_{refused}"))
        capture = cv2.VideoCapture(min(camera.number, _HIGHEST), BACKENDS.get(sys.platform, cv2.CAP_ANY))
        if capture.isOpened():
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            if _next(capture) is not None:
                self._keep_to(camera)
                return capture
        capture.release()
        known = cameras()
        if not known:
            # Only Linux surely has a list.
            if sys.platform == "linux":
                raise _missing(self._name, known)
            raise SourceError(messages.say("error.camera_closed", name=self._name))
        if camera.number not in {each.number for each in known}:
            raise _missing(str(self._wanted), known)
        raise SourceError(messages.say("error.camera_taken", name=self._name))

    def _choose(self) -> Camera:
        if isinstance(self._wanted, int):
            return Camera(self._wanted, self._name)
        known = cameras()
        if self._wanted == FIRST:
            return known[0] if known else Camera(0, messages.say("source.camera", number=0))
        found = named(self._wanted, known)
        if found is None and known and self._absent is not None:
            found = known[0]
            self._absent(found.name, messages.say("source.camera_absent", name=self._wanted, other=found.name))
        if found is None:
            raise _missing(self._wanted, known)
        return found

    def _keep_to(self, camera: Camera) -> None:
        """After a loss only the camera that was read is waited for: another one may look elsewhere."""
        if not isinstance(self._wanted, int) and named(camera.name, cameras()):
            self._wanted, self._absent = camera.name, None


def _next(capture: cv2.VideoCapture) -> Image | None:
    """The next picture that can be read; None where none comes."""
    began = time.monotonic()
    while True:
        picture: Image | None = None
        with suppress(cv2.error):  # which some backends raise where others return nothing
            _, picture = capture.read()
        if not is_empty(picture):
            return picture
        if time.monotonic() - began > _BROKEN:
            return None
        time.sleep(_TICK)


def _missing(wanted: str, known: list[Camera]) -> SourceError:
    if not known:
        return SourceError(messages.say("error.no_camera"))
    listed = (messages.say("source.camera_listed", name=camera.name, number=camera.number) for camera in known)
    return SourceError(messages.say("error.camera_missing", name=wanted, names=messages.joined(", ", listed)))


class _Reader:
    """A thread that opens, reads and closes a camera, and the newest frame it gave.

    Attributes:
        answered: whether a frame has come.
    """

    def __init__(self, open_camera: Callable[[], cv2.VideoCapture], read: Callable[[cv2.VideoCapture], Frame]) -> None:
        self._open, self._read = open_camera, read
        self._changed = threading.Condition()
        self._frame: Frame | None = None
        self._error: Exception | None = None
        self._closed = self.answered = False
        self._heard = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the thread has not ended."""
        return self._thread.is_alive()

    @property
    def silence(self) -> float:
        """Seconds since the last frame, or the beginning."""
        return time.monotonic() - self._heard

    def take(self, timeout: float) -> Frame | None:
        """The newest frame that was not yet taken, None where none comes within `timeout` seconds.

        Raises:
            SourceError: the camera cannot be opened, or gives no more frames.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None or self._error is not None, timeout)
            frame, self._frame = self._frame, None
            if frame is None and self._error is not None:
                raise self._error
            return frame

    def close(self) -> None:
        """Close the camera, and wait for that if it answers."""
        with self._changed:
            self._closed = True
        if self.silence < _SILENT:
            self._thread.join(_CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            self._follow()
        except Exception as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _follow(self) -> None:
        capture = self._open()
        try:
            while not self._closed:
                frame = self._read(capture)
                with self._changed:
                    self._frame, self._heard, self.answered = frame, time.monotonic(), True
                    self._changed.notify_all()
        finally:
            # Closed by the thread that reads it: OpenCV crashes when a camera is closed during a read.
            capture.release()
