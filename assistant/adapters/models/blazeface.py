"""MediaPipe's face detectors, run in LiteRT (BlazeFace; Bazarevsky et al., 2019, arXiv 1907.05047).

The models and what is done before and after them are MediaPipe's own: the picture is shrunk into a square with black
beside it, the network gives a score, a box and six key points for each anchor, and overlapping finds are averaged by
their scores. MediaPipe's library itself is not used, for it reports each use to its maker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.litert import Network, read_model
from assistant.events import Box, FoundFace, Point
from assistant.imaging import Image, size_of
from assistant.system.resources import folder

Region: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of MediaPipe's face detectors.

    Attributes:
        file: its name in `assets/`.
        sha256: its checksum, hexadecimal.
        strides: the distance in pixels of the input between anchors, one for each anchor of a cell.
    """

    file: str
    sha256: str
    strides: tuple[int, ...]


SHORT_RANGE = Variant(
    "face_detection_short_range.tflite",
    "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
    (8, 8, 16, 16, 16, 16, 16, 16),
)
"""For faces that fill a good part of the picture; it places their eyes well."""

FULL_RANGE = Variant(
    "face_detection_full_range_sparse.tflite",
    "2c3728e6da56f21e21a320433396fb06d40d9088f2247c05e5635a688d45dfe1",
    (4,),
)
"""For faces across a room."""

_SCORE_BOUND = 100.0  # logits are clipped to ± this, as MediaPipe does
_SAME = 0.3
"""Intersection over union from which two finds are averaged into one."""

_KEY_POINTS = 6
_RIGHT_EYE, _LEFT_EYE, _NOSE, _MOUTH = range(4)  # the other two are the ears

_Floats: TypeAlias = NDArray[np.float32]


class BlazeFace:
    """One of MediaPipe's face detectors; any thread may call.

    Args:
        variant: which.
        min_score: finds below it, 0 to 1, are left out.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
    """

    def __init__(self, variant: Variant, min_score: float = 0.5) -> None:
        path = folder("assets") / variant.file
        self._network = Network(read_model(path, variant.sha256), path)
        self._side = self._network.input_shape[1]
        self._anchors = _anchors(self._side, variant.strides)
        self._min_score = min_score

    def detect(self, image: Image, region: Region | None = None) -> list[FoundFace]:
        """The faces in an RGB picture (height, width, 3), best first, in pixels of the whole picture.

        Args:
            image: the whole picture.
            region: the part of it to look at; everything by default.
        """
        left, top, right, bottom = region or (0, 0, *size_of(image))
        part = image[top:bottom, left:right]
        values, scale, offset = _letterboxed(part, self._side)
        regressors, scores = self._network(values)
        logits = np.clip(scores.reshape(-1), -_SCORE_BOUND, _SCORE_BOUND)
        good = np.flatnonzero(logits >= _logit(self._min_score))
        if not len(good):
            return []
        boxes, points = _decoded(regressors.reshape(-1, 4 + 2 * _KEY_POINTS)[good], self._anchors[good], self._side)
        finds = _merged(boxes, points, np.asarray(1 / (1 + np.exp(-logits[good])), dtype=np.float32))
        shift = np.array([left, top]) - offset / scale
        return [_found_face(box / scale + np.tile(shift, 2), at / scale + shift, score) for box, at, score in finds]


def _letterboxed(part: Image, side: int) -> tuple[_Floats, float, NDArray[np.float64]]:
    """The picture within a black square, as (1, side, side, 3) from −1 to 1; the scale, and where it begins (x, y)."""
    height, width = part.shape[:2]
    scale = side / max(height, width)
    offset = np.array([side - width * scale, side - height * scale]) / 2
    matrix = np.array([[scale, 0, offset[0]], [0, scale, offset[1]]])
    # OpenCV takes a part of a picture as it lies, but none that is turned.
    whole_rows = part if part.strides[0] > 0 and part.strides[1] > 0 else np.ascontiguousarray(part)
    square = cv2.warpAffine(whole_rows, matrix, (side, side), flags=cv2.INTER_LINEAR)
    return np.asarray(square, dtype=np.float32)[np.newaxis] / 127.5 - 1, scale, offset


def _anchors(side: int, strides: tuple[int, ...]) -> _Floats:
    """Centres (x, y) of all anchors in pixels of the input, in the order of the network's outputs."""
    rows = []
    for stride in sorted(set(strides)):
        cells = side // stride
        y, x = np.mgrid[:cells, :cells]
        centres = (np.stack([x, y], axis=-1).reshape(-1, 2) + 0.5) * stride
        rows.append(np.repeat(centres, strides.count(stride), axis=0))
    return np.concatenate(rows).astype(np.float32)


def _decoded(regressors: _Floats, anchors: _Floats, side: int) -> tuple[_Floats, _Floats]:
    """Boxes (n, 4: left, top, right, bottom) and key points (n, 6, 2), in pixels of the input."""
    centres, sizes = anchors + regressors[:, :2], regressors[:, 2:4]
    boxes = np.concatenate([centres - sizes / 2, centres + sizes / 2], axis=1)
    return boxes, anchors[:, np.newaxis] + regressors[:, 4:].reshape(-1, _KEY_POINTS, 2)


def _merged(boxes: _Floats, points: _Floats, scores: _Floats) -> list[tuple[_Floats, _Floats, float]]:
    """Overlapping finds averaged by their scores (weighted non-maximum suppression), best first."""
    found = []
    remaining = np.argsort(-scores, kind="stable")
    while len(remaining):
        same = _overlaps(boxes[remaining[0]], boxes[remaining]) > _SAME
        same[0] = True
        group = remaining[same]
        weights = scores[group] / scores[group].sum()
        found.append((weights @ boxes[group], np.tensordot(weights, points[group], 1), float(scores[remaining[0]])))
        remaining = remaining[~same]
    return found


def _overlaps(box: _Floats, others: _Floats) -> _Floats:
    """Intersection over union of a box (4,) with each of the others (n, 4)."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=1)
    union = np.prod(box[2:] - box[:2]) + np.prod(others[:, 2:] - others[:, :2], axis=1) - shared
    result: _Floats = shared / np.maximum(union, 1e-6)
    return result


def _found_face(box: NDArray[np.floating], points: NDArray[np.floating], score: float) -> FoundFace:
    at: list[Point] = [(float(x), float(y)) for x, y in points]
    eyes = sorted((at[_RIGHT_EYE], at[_LEFT_EYE]))
    left, top, right, bottom = (float(edge) for edge in box)
    return FoundFace(
        box=Box(left, top, right - left, bottom - top),
        eyes=(eyes[0], eyes[1]),
        nose=at[_NOSE],
        mouth=at[_MOUTH],
        score=score,
    )


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))
