"""Rooms of any size with real people in them, at any distance: material for `benchmarks.range`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.events import Box
from assistant.imaging import Image

EVERY = 40
"""Frames from one portrait of a clip to the next."""

_AROUND = 0.55  # of a face's width, that a portrait shows on each side of it


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person: pixels (height, width, 3) RGB, and where the face is in them."""

    pixels: Image
    face: Box


def portraits(media: Path, reader: FaceReader) -> list[Portrait]:
    """The people of the trial pictures and clips, each clip's now and then."""
    found = []
    for pixels in _pictures(media):
        for face in reader.search(pixels, thorough=True):
            found.append(_cut_out(pixels, face.box))
    return found


def _pictures(media: Path) -> Iterator[Image]:
    for file in ("single_face.jpg", "multi_face.jpg"):
        yield read_picture(media / file)
    for clip in (media / "single_face.mp4", *sorted((media / "talk").glob("*.mp4"))):
        for number, frame in enumerate(VideoSource(clip).frames()):
            if number % EVERY == 0:
                yield frame.pixels


def _cut_out(pixels: Image, box: Box) -> Portrait:
    left, top = (max(int(start - _AROUND * box.width), 0) for start in (box.x, box.y))
    right, bottom = (int(start + (1 + _AROUND) * box.width) for start in (box.x, box.y))
    return Portrait(pixels[top:bottom, left:right], Box(box.x - left, box.y - top, box.width, box.height))


def empty_room(size: tuple[int, int], rng: np.random.Generator) -> Image:
    """A room of (width, height) pixels: soft colours, a few hard edges, and a camera's noise."""
    width, height = size
    coarse = rng.integers(60, 190, (9, 16, 3), dtype=np.uint8)
    room = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    for _ in range(12):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        room[y : y + height // 6, x : x + width // 8] = rng.integers(40, 220, 3)
    return np.asarray(np.clip(room + rng.normal(0, 3, room.shape), 0, 255), np.uint8)


def put(room: Image, portrait: Portrait, width: float, rng: np.random.Generator) -> Box | None:
    """Paste a person, whose face is to be `width` pixels wide, somewhere into the room; None where there is no place.

    Returns:
        Where the face is now.
    """
    scale = width / portrait.face.width
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(portrait.pixels, None, fx=scale, fy=scale, interpolation=way)
    height, across = small.shape[:2]
    if height > room.shape[0] or across > room.shape[1]:
        return None
    top, left = (int(rng.integers(room.shape[axis] - small.shape[axis] + 1)) for axis in (0, 1))
    room[top : top + height, left : left + across] = small
    face = portrait.face
    return Box(left + face.x * scale, top + face.y * scale, face.width * scale, face.height * scale)
