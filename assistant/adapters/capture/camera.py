"""Webcams by number: the newest frame only, and a clear word when one is missing, taken or lost."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from assistant import messages
from assistant.adapters.capture.recordings import to_rgb
from assistant.errors import SourceError
from assistant.events import Frame

_PATIENCE = 2.0  # s without a frame after which the camera counts as lost
_HIGHEST = 2**31 - 1  # number that OpenCV takes, and far above any that a camera has
_PROBED = 4  # camera numbers tried where the system has no list of them
_BACKENDS = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION}
_V4L = Path("/sys/class/video4linux")


@dataclass(frozen=True)
class Camera:
    """A camera that the system knows."""

    number: int
    name: str


class CameraSource:
    """Live frames of a camera. A thread keeps the newest; frames that nobody took in time are dropped.

    Args:
        number: as the system counts cameras, from 0.
    """

    returns = True

    def __init__(self, number: int) -> None:
        self._number = number
        self._start = time.monotonic()

    def frames(self) -> Iterator[Frame]:
        """See `Source.frames`; times go on when the camera is opened again after a loss."""
        capture = self._open()
        newest = _Newest()
        reader = threading.Thread(target=self._read, args=(capture, newest), name="camera", daemon=True)
        reader.start()
        try:
            while True:
                frame = newest.take(_PATIENCE)
                if frame is None:
                    raise SourceError(messages.say("error.camera_lost", number=self._number))
                yield frame
        finally:
            newest.close()
            reader.join(_PATIENCE)
            capture.release()

    def _read(self, capture: cv2.VideoCapture, newest: _Newest) -> None:
        while not newest.closed:
            read, picture = capture.read()
            if not read:
                newest.close()
                return
            newest.put(Frame(to_rgb(picture), time.monotonic() - self._start))

    def _open(self) -> cv2.VideoCapture:
        capture = cv2.VideoCapture(min(self._number, _HIGHEST), _BACKENDS.get(sys.platform, cv2.CAP_ANY))
        if capture.isOpened():
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            if capture.read()[0]:
                return capture
        capture.release()
        known = cameras() if sys.platform == "linux" else None
        if known == []:
            raise SourceError(messages.say("error.no_camera"))
        if known and self._number not in {camera.number for camera in known}:
            numbers = ", ".join(str(camera.number) for camera in known)
            raise SourceError(messages.say("error.camera_missing", number=self._number, numbers=numbers))
        key = "error.camera_taken" if known else "error.camera_closed"
        raise SourceError(messages.say(key, number=self._number))


class _Newest:
    """One place for one frame, handed from the reading thread to the taker."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._frame: Frame | None = None
        self.closed = False

    def put(self, frame: Frame) -> None:
        with self._ready:
            self._frame = frame
            self._ready.notify()

    def take(self, timeout: float) -> Frame | None:
        with self._ready:
            self._ready.wait_for(lambda: self._frame is not None or self.closed, timeout)
            frame, self._frame = self._frame, None
            return frame

    def close(self) -> None:
        with self._ready:
            self.closed = True
            self._ready.notify()


def cameras() -> list[Camera]:
    """The cameras that the system knows. Elsewhere than on Linux, finding them switches each on for a moment."""
    if sys.platform == "linux":
        return _linux_cameras()
    found = []
    for number in range(_PROBED):
        capture = cv2.VideoCapture(number, _BACKENDS.get(sys.platform, cv2.CAP_ANY))
        if capture.isOpened():
            found.append(Camera(number, messages.say("source.camera", number=number)))
        capture.release()
    return found


def _linux_cameras() -> list[Camera]:
    found = []
    for device in _V4L.glob("video*"):
        try:
            # A webcam has further nodes for metadata; its pictures come from the one with index 0.
            if (device / "index").read_text().strip() == "0":
                found.append(Camera(int(device.name.removeprefix("video")), (device / "name").read_text().strip()))
        except (OSError, ValueError):
            continue
    return sorted(found, key=lambda camera: camera.number)
