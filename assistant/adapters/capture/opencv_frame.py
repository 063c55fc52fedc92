"""Frames as OpenCV gives them, made fit for the rest of the application."""

from __future__ import annotations

import cv2
import numpy as np

from assistant.imaging import Image

_TO_RGB = {1: cv2.COLOR_GRAY2RGB, 3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}
"""OpenCV's conversion for each number of channels."""


def is_empty(picture: Image | None) -> bool:
    """Whether a device or a decoder gave a frame without pixels, as some do between two good ones."""
    return picture is None or picture.size == 0


def to_rgb(picture: Image) -> Image:
    """RGB uint8, (height, width, 3), of a grey, BGR or BGRA frame; what is transparent is shown as if it were not."""
    channels = 1 if picture.ndim == 2 else picture.shape[2]
    return np.asarray(cv2.cvtColor(picture, _TO_RGB[channels]), dtype=np.uint8)
