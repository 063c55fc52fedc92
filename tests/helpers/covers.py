"""Things worn or held before drawn faces."""

from __future__ import annotations

import cv2
import numpy as np

from assistant.events import FoundFace
from assistant.imaging import Image

Outline = tuple[tuple[float, float], ...]
"""In distances of the eyes: from the middle between them to the right, and down."""

MASK: Outline = ((-1.1, 0.45), (0, 0.25), (1.1, 0.45), (0.9, 1.3), (0.35, 1.75), (-0.35, 1.75), (-0.9, 1.3))
CUP: Outline = ((-0.6, 0.75), (0.6, 0.75), (0.5, 1.9), (-0.5, 1.9))
SCARF: Outline = ((-1.7, 0.65), (1.7, 0.65), (1.7, 2.6), (-1.7, 2.6))
CAP: Outline = ((-1.5, -1.9), (1.5, -1.9), (1.4, -0.4), (-1.4, -0.4))
COLLAR: Outline = ((-1.6, 2.0), (1.6, 2.0), (1.8, 2.9), (-1.8, 2.9))

BLUE = (150, 190, 215)


def covered(
    picture: Image, face: FoundFace, outline: Outline, colour: tuple[int, int, int] = BLUE, lower: float = 0.0
) -> Image:
    """The picture with something before a face; `lower` by so many distances of the eyes."""
    (left, level), (right, _) = face.eyes
    apart = right - left
    points = [((left + right) / 2 + x * apart, level + (y + lower) * apart) for x, y in outline]
    result = picture.copy()
    cv2.fillPoly(result, [np.rint(points).astype(np.int32)], colour, lineType=cv2.LINE_AA)
    return result
