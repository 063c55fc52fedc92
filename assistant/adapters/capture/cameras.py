"""The cameras of this computer by name. Listing them switches none of them on."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

BACKENDS = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION}
"""The interface of each system by which OpenCV opens a camera; a camera's number is its place there."""

FIRST = ""
"""In place of a camera's name: the first that there is."""

_DIGITS = 10

_V4L = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that the system knows.

    Attributes:
        number: as OpenCV counts them, from 0; another one after cameras were plugged in or out.
        name: as the system calls it; of several that are called alike, the second ends in " 2".
    """

    number: int
    name: str


def cameras() -> list[Camera]:
    """The cameras that the system knows, by their numbers; none where the system does not tell."""
    return _told_apart(sorted(_listed(), key=lambda camera: camera.number))


def named(name: str, known: Iterable[Camera]) -> Camera | None:
    """The camera of that name, in large or small letters."""
    return next((camera for camera in known if camera.name.casefold() == name.strip().casefold()), None)


def camera_number(name: str) -> int | None:
    """The number that was given in place of a camera's name, None where it is a name: no camera has a longer number."""
    return int(name) if name.isdecimal() and len(name) < _DIGITS else None


def _listed() -> list[Camera]:
    if sys.platform == "linux":
        return _linux_cameras()
    try:
        from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 # is on no other system

        return [Camera(found.index, found.name.strip()) for found in enumerate_cameras(BACKENDS[sys.platform])]
    except (ImportError, OSError, KeyError, NotImplementedError):
        return []


def _linux_cameras() -> list[Camera]:
    found = []
    for device in _V4L.glob("video*"):
        try:
            # A webcam has further nodes for metadata; its pictures come from the one with index 0.
            if (device / "index").read_text().strip() == "0":
                name = (device / "name").read_text(errors="replace").strip()
                found.append(Camera(int(device.name.removeprefix("video")), _once(name)))
        except (OSError, ValueError):
            continue
    return found


def _once(name: str) -> str:
    """The name without the repetition that the kernel makes of it: "Integrated Camera: Integrated C"."""
    first, _, rest = name.partition(": ")
    return first if rest and first.startswith(rest) else name


def _told_apart(found: list[Camera]) -> list[Camera]:
    seen = Counter[str]()
    apart = []
    for camera in found:
        seen[camera.name.casefold()] += 1
        count = seen[camera.name.casefold()]
        apart.append(camera if count == 1 else replace(camera, name=f"{camera.name} {count}"))
    return apart
