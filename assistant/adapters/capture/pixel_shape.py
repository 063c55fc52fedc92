"""Recordings whose pixels are not square, as DV, DVD and many camcorders store them."""

from __future__ import annotations

import cv2
import numpy as np

from assistant.imaging import Image

_NARROWEST, _WIDEST = 0.25, 4.0
"""Ratios beyond these are a broken header: no device records them."""


def pixel_shape(video: cv2.VideoCapture) -> float:
    """Width of an open video's pixels over their height, as its pictures come; 1 where it does not say."""
    across, down = video.get(cv2.CAP_PROP_SAR_NUM), video.get(cv2.CAP_PROP_SAR_DEN)
    ratio = across / down if across > 0 and down > 0 else 1.0
    if not _NARROWEST <= ratio <= _WIDEST:
        return 1.0
    # OpenCV turns the pictures upright, and the header speaks of them as they are stored.
    turned = video.get(cv2.CAP_PROP_ORIENTATION_AUTO) and video.get(cv2.CAP_PROP_ORIENTATION_META) % 180 == 90
    return 1 / ratio if turned else ratio


def with_square_pixels(picture: Image, shape: float) -> Image:
    """The picture (height, width, 3) as players show it: widened or heightened, so that nothing of it is lost."""
    if shape == 1.0:
        return picture
    height, width = picture.shape[:2]
    size = (round(width * shape), height) if shape > 1 else (width, round(height / shape))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
