"""Crop, align and normalise faces: shared with training, so that both see the same pixels.

The canonical frame is FER2013's: 48×48 grey pixels in which the eyes lie where they lie in that
data set (median over its faces, found by the same detector that the application runs).
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.uint8]
"""Pixels: (height, width) grey or (height, width, 3) RGB, uint8."""

Batch: TypeAlias = NDArray[np.float32]
"""Network input: (faces, size, size, 1), standardised grey."""

FRAME = 48
"""Side of the canonical frame in pixels."""

EYES = ((0.317, 0.387), (0.687, 0.387))
"""Where the image-left and the image-right eye lie in the canonical frame, as shares of its side.

Medians over FER2013's training fold; the two heights are averaged, so that a level face stays level.
"""

_MIN_DEVIATION = 8.0


def to_grey(image: Image) -> Image:
    """Grey (height, width) of a grey, RGB or RGBA picture."""
    if image.ndim == 2:
        return image
    code = cv2.COLOR_RGBA2GRAY if image.shape[2] == 4 else cv2.COLOR_RGB2GRAY
    return np.asarray(cv2.cvtColor(image, code), dtype=np.uint8)


def standardise(faces: NDArray[np.uint8] | Batch, size: int) -> Batch:
    """Network input from canonical frames: the centre `size`×`size` pixels with mean 0 and deviation 1.

    Standardising each face takes brightness and contrast of room and camera out of the reading.

    Args:
        faces: (faces, height, width) grey, 0 to 255, `height` and `width` at least `size`.
        size: side of the network's input in pixels.
    """
    top, left = (faces.shape[1] - size) // 2, (faces.shape[2] - size) // 2
    centre = faces[:, top : top + size, left : left + size].astype(np.float32)
    mean = centre.mean(axis=(1, 2), keepdims=True)
    deviation = centre.std(axis=(1, 2), keepdims=True)
    result: Batch = ((centre - mean) / np.maximum(deviation, _MIN_DEVIATION))[..., np.newaxis]
    return result
