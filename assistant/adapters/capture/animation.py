"""Animated WebP, AVIF and PNG, decoded by Pillow: OpenCV's FFmpeg decodes not all, and takes some for pictures."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import PIL.Image

from assistant.adapters.capture.encoded_picture import MOST_BYTES, seen
from assistant.imaging import Image

_USUAL_DURATION = 100  # ms that browsers show a picture that says nothing


class BrokenAnimationError(Exception):
    """A picture of an animation cannot be decoded, nor what follows it."""


def animation(file: BinaryIO) -> PIL.Image.Image | None:
    """The animation that an open file holds, with nothing of it decoded; None if it holds something else."""
    if os.fstat(file.fileno()).st_size > MOST_BYTES:
        return None
    file.seek(0)
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = PIL.Image.open(file, formats=("AVIF", "PNG", "WEBP"))
    # Damaged headers fail in Pillow's readers in many ways.
    except Exception:
        return None
    return picture if getattr(picture, "is_animated", False) else None


def pictures(moving: PIL.Image.Image) -> Iterator[tuple[Image, float]]:
    """The pictures of an animation, (height, width, 3) RGB, and when each begins, in seconds.

    Raises:
        BrokenAnimationError: the next one cannot be decoded.
    """
    now = 0.0
    # What programs show that know no animations is none of its pictures.
    first = 1 if getattr(moving, "default_image", False) else 0
    for number in range(first, getattr(moving, "n_frames", 1)):
        try:
            moving.seek(number)
            pixels = seen(moving)
        # Damaged pictures fail in as many ways as headers.
        except Exception as error:
            raise BrokenAnimationError from error
        yield pixels, round(now / 1000, 4)
        now += float(moving.info.get("duration", 0)) or _USUAL_DURATION
