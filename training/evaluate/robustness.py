"""The same faces seen worse: what a poor camera, bad light or a tilted head costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.faces import Faces
from training.evaluate import metrics

Degradation = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
"""Turns one (48, 48) grey face into a worse one of the same shape."""


def _blurred(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(face, (0, 0), 1.5), dtype=np.uint8)


def _dark(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return (face * 0.3).astype(np.uint8)


def _noisy(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    noise = np.random.default_rng(int(face.sum())).normal(0, 15, face.shape)
    return np.clip(face + noise, 0, 255).astype(np.uint8)


def _shrunk(face: NDArray[np.uint8], to: int) -> NDArray[np.uint8]:
    side = face.shape[0]
    small = cv2.resize(face, (to, to), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _rotated(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    side = face.shape[0]
    matrix = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), 15, 1)
    return np.asarray(cv2.warpAffine(face, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


DEGRADATIONS: dict[str, Degradation] = {
    "as they are": lambda face: face,
    "blurred (deviation 1.5 pixels)": _blurred,
    "dark (30 % of the light)": _dark,
    "noisy (deviation 15 grey levels)": _noisy,
    "small (24 × 24 pixels)": lambda face: _shrunk(face, 24),
    "rotated (15°)": _rotated,
}


WIDTHS = (40, 32, 28, 24, 20, 16)
"""Of faces in pixels, at which it is measured how far away they can be read."""

_BOX = 0.88
"""Width of the detector's box of a face, as a share of the canonical frame's side."""


def accuracy_by_width(faces: Faces, read: Callable[[NDArray[np.uint8]], NDArray[np.float64]]) -> dict[str, float]:
    """Share of right readings of faces that were shrunk to each of `WIDTHS` and enlarged again.

    Args:
        faces: (n, 48, 48) grey, labelled.
        read: gives (n, classes) probabilities of such faces.
    """
    sides = {width: round(width / _BOX) for width in WIDTHS}
    shrunk = {width: np.stack([_shrunk(face, side) for face in faces.pixels]) for width, side in sides.items()}
    return {str(width): float((read(p).argmax(axis=1) == faces.labels).mean()) for width, p in shrunk.items()}


def robustness(faces: Faces, read: Callable[[NDArray[np.uint8]], NDArray[np.float64]]) -> dict[str, dict[str, Any]]:
    """Scores on each kind of worse faces, by its name.

    Args:
        faces: (n, 48, 48) grey, labelled.
        read: gives (n, classes) probabilities of such faces.
    """
    pixels = np.asarray(faces.pixels)
    return {
        name: metrics.score(read(np.stack([worse(face) for face in pixels])), faces.labels, classes=faces.classes)
        for name, worse in DEGRADATIONS.items()
    }
