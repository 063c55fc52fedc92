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

_REACH = 0.85
"""Sides of the canonical frame, from the eyes' middle, within which it lies however it is turned."""

LOOK_SIDE = 16
"""Side in pixels of the small picture by which a face is known again, see `look_of`."""

_AROUND = 0.15  # of the face's width and height, that such a picture shows on each side

MIN_DEVIATION = 8.0
"""Grey levels; a face with less contrast is not stretched further."""

_NOISY = 0.14
"""Noise, as a share of a face's deviation, from which it is taken out: more than 97 % of FER2013's faces seem to have,
whose own fine lines count as noise too."""

_STRENGTH = 1.2
"""How alike pieces of a face must be to be averaged, as a multiple of the noise."""

_TEMPLATE, _SEARCH = 3, 9
"""Sides, in pixels, of the pieces that are compared and of the part of the face in which they are sought."""

_SECOND_DIFFERENCES = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)


def size_of(image: Image) -> tuple[int, int]:
    """Width and height of a picture in pixels; the rows of its array are its height."""
    return image.shape[1], image.shape[0]


def to_grey(image: Image) -> Image:
    """Grey (height, width) of a grey, RGB or RGBA picture."""
    if image.ndim == 2:
        return image
    code = cv2.COLOR_RGBA2GRAY if image.shape[2] == 4 else cv2.COLOR_RGB2GRAY
    return np.asarray(cv2.cvtColor(image, code), dtype=np.uint8)


def upright(image: Image, orientation: int) -> Image:
    """The picture, turned and mirrored as EXIF's number of its orientation, 1 to 8, says; any other says nothing."""
    if orientation in {5, 6, 7, 8}:
        image = image.swapaxes(0, 1)
    down = -1 if orientation in {3, 4, 7, 8} else 1
    across = -1 if orientation in {2, 3, 6, 7} else 1
    return np.ascontiguousarray(image[::down, ::across])


def standardise(faces: NDArray[np.uint8] | Batch, size: int) -> Batch:
    """Network input: the centre `size`×`size` pixels of each face, with mean 0 and deviation 1.

    Standardising each face takes brightness and contrast of room and camera out of the reading.

    Args:
        faces: (faces, height, width) grey or (faces, height, width, channels), 0 to 255, `height` and `width` at
            least `size`.
        size: side of the network's input in pixels.

    Returns:
        (faces, size, size, channels), with one channel for grey faces.
    """
    top, left = (faces.shape[1] - size) // 2, (faces.shape[2] - size) // 2
    centre = faces[:, top : top + size, left : left + size].astype(np.float32)
    if centre.ndim == 3:
        centre = centre[..., np.newaxis]
    mean, deviation = (f(centre, axis=(1, 2, 3), keepdims=True) for f in (np.mean, np.std))
    result: Batch = (centre - mean) / np.maximum(deviation, MIN_DEVIATION)
    return result


def denoise(faces: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The faces, without the sensor noise of those that have much of it for their contrast, as in a dim room.

    The noise is estimated from second differences (Immerkær, Computer Vision and Image Understanding 1996) and taken
    out by non-local means (Buades, Coll & Morel, CVPR 2005). Other faces stay as they are.

    Args:
        faces: (faces, height, width) grey, 0 to 255, each side at least 3.
    """
    result = np.array(faces)
    for face in result:
        noise = _noise(face)
        if noise > _NOISY * max(float(face.std()), MIN_DEVIATION):
            face[:] = cv2.fastNlMeansDenoising(face, None, _STRENGTH * noise, _TEMPLATE, _SEARCH)
    return result


def _noise(face: Image) -> float:
    """Estimated deviation of the noise in grey levels."""
    differences = cv2.filter2D(face.astype(np.float32), -1, _SECOND_DIFFERENCES)[1:-1, 1:-1]
    return float(np.sqrt(np.pi / 2) / 6 * np.abs(differences).mean())


def look_of(image: Image, box: tuple[float, float, float, float]) -> Image:
    """A face with some of its surroundings, shrunk to `LOOK_SIDE`×`LOOK_SIDE` RGB pixels, to be known again by.

    Args:
        image: the whole RGB picture.
        box: left, top, width and height of the face in pixels; some of it lies within the picture.
    """
    x, y, width, height = box
    left, top = (max(int(start - _AROUND * size), 0) for start, size in ((x, width), (y, height)))
    right, bottom = (int(start + (1 + _AROUND) * size) + 1 for start, size in ((x, width), (y, height)))
    patch = image[top : max(bottom, 1), left : max(right, 1)]
    return np.asarray(cv2.resize(patch, (LOOK_SIDE, LOOK_SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def align(image: Image, eyes: tuple[tuple[float, float], tuple[float, float]]) -> Image:
    """The canonical 48×48 grey frame of a face: turned, scaled and moved so that its eyes lie at `EYES`.

    Args:
        image: the whole picture, grey or RGB.
        eyes: centres (x, y) of the eye at the image's left and of the one at its right, in pixels.

    The picture is shrunk by area before it is warped, so that a large face does not alias. What lies
    beyond the picture's edge repeats the edge.
    """
    (left_x, left_y), (right_x, right_y) = eyes
    across = complex(right_x - left_x, right_y - left_y)
    # A similarity transform is one complex multiplication and addition: frame = factor * image + offset.
    target = [complex(x, y) * FRAME for x, y in EYES]
    factor = (target[1] - target[0]) / across if abs(across) > 1 else complex(1)
    centre_x, centre_y, reach = (left_x + right_x) / 2, (left_y + right_y) / 2, FRAME / abs(factor)
    top, left = (int(max(edge - _REACH * reach, 0)) for edge in (centre_y, centre_x))
    patch = to_grey(image[top : int(centre_y + _REACH * reach) + 2, left : int(centre_x + _REACH * reach) + 2])
    shrink = 1.0
    if abs(factor) < 0.5:
        shrink = 2 * abs(factor)
        width, height = (max(round(side * shrink), 1) for side in (patch.shape[1], patch.shape[0]))
        patch = np.asarray(cv2.resize(patch, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    # Pixel centres lie at half coordinates: converting keeps the shrunk and the full patch congruent.
    scale = factor / shrink
    offset = target[0] - factor * complex(left_x - left, left_y - top)
    offset += 0.5 * scale * complex(1, 1) - complex(0.5, 0.5)
    matrix = np.array([[scale.real, -scale.imag, offset.real], [scale.imag, scale.real, offset.imag]])
    warped = cv2.warpAffine(patch, matrix, (FRAME, FRAME), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, dtype=np.uint8)
