"""How a head is held, from the landmarks of its face.

A rigid model of a face is laid over those landmarks that no expression moves (Umeyama, IEEE PAMI 1991), so that talk,
smiles and raised brows turn no head.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.directions import HeadPose
from assistant.vision.landmarks import Points

Rotation: TypeAlias = NDArray[np.float64]
"""(3, 3), from the head's own axes (to its left as it faces the camera, down, away from the camera) to the picture's
(right, down, away): the identity for a face that points at the camera."""

_RIGID = (
    (4, 4, 0.0355, 0.000, -0.463, 7.587),
    (6, 6, 0.0161, 0.000, 2.473, 5.789),
    (10, 10, 0.0042, 0.000, 8.262, 4.482),
    (33, 263, 0.0587, 4.446, 2.664, 3.173),
    (54, 284, 0.0077, 6.279, 6.615, 1.426),
    (67, 297, 0.0091, 3.524, 8.006, 3.729),
    (117, 346, 0.0098, 5.259, 0.946, 2.974),
    (119, 348, 0.0146, 3.301, 0.862, 3.873),
    (121, 350, 0.0186, 1.821, 1.468, 4.224),
    (127, 356, 0.0052, 7.743, 2.365, -2.005),
    (129, 358, 0.1206, 1.786, -0.978, 4.850),
    (133, 362, 0.0533, 1.856, 2.585, 3.758),
    (143, 372, 0.0148, 6.408, 2.236, 1.561),
    (198, 420, 0.0255, 1.247, 0.230, 5.681),
)
"""The landmark of the picture's left half, its counterpart at the right, its weight, and the place of the right one in
centimetres: to the picture's right, up, towards the camera. Places and weights are of the canonical face model that
lies in `face_landmarker.task` (MediaPipe, Apache-2.0), without those on jaw and cheeks; one on the midline stands
twice."""

_LEFT, _RIGHT = (np.array([row[side] for row in _RIGID], dtype=np.intp) for side in (0, 1))
POINTS = np.concatenate([_LEFT, _RIGHT])
"""The landmarks that are used, (28,)."""

_WEIGHTS = np.tile([row[2] for row in _RIGID], 2)
_WEIGHTS /= _WEIGHTS.sum()
_PLACES = np.array([row[3:] for row in _RIGID])
MODEL = np.concatenate([_PLACES * (-1, -1, -1), _PLACES * (1, -1, -1)])
MODEL -= _WEIGHTS @ MODEL
"""Where they lie in a head that faces the camera, (28, 3), in centimetres: right, down, away from the camera."""


def rotation(points: Points) -> tuple[Rotation, float]:
    """How a head is turned, and pixels of the picture for a centimetre of the head.

    The model's size stands for everybody's, so the second figure is right to a tenth or so.
    """
    seen = points[POINTS].astype(np.float64)
    seen -= _WEIGHTS @ seen
    left, sizes, right = np.linalg.svd((seen * _WEIGHTS[:, None]).T @ MODEL)
    # The nearest rotation, not its mirror image.
    signs = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right)) or 1.0])
    scale = float((sizes * signs).sum() / (_WEIGHTS @ (MODEL**2).sum(axis=1)))
    turned: Rotation = (left * signs) @ right
    return turned, max(scale, 1e-6)


def pose(turned: Rotation) -> HeadPose:
    """The angles of a rotation."""
    yaw, pitch = direction(turned @ (0.0, 0.0, -1.0))
    level = _level(math.radians(yaw), math.radians(pitch)).T @ turned
    return HeadPose(yaw, pitch, math.degrees(math.atan2(level[1, 0], level[0, 0])))


def direction(arrow: NDArray[np.float64]) -> tuple[float, float]:
    """Degrees to the picture's right and up by which an arrow (right, down, away) points past the camera."""
    x, y, z = (float(part) for part in arrow)
    return math.degrees(math.atan2(x, -z)), math.degrees(math.atan2(-y, math.hypot(x, z)))


def turn_between(before: Rotation, after: Rotation) -> HeadPose:
    """By how much a head turned about its own axes, whichever way it is held."""
    step = before.T @ after
    axis = np.array([step[2, 1] - step[1, 2], step[0, 2] - step[2, 0], step[1, 0] - step[0, 1]]) / 2
    sine, cosine = float(np.linalg.norm(axis)), (float(np.trace(step)) - 1) / 2
    if sine < 1e-12:
        return HeadPose(0.0, 0.0, 0.0)
    about_x, about_y, about_z = (axis * (math.degrees(math.atan2(sine, cosine)) / sine)).tolist()
    return HeadPose(yaw=-about_y, pitch=-about_x, roll=about_z)


def _level(yaw: float, pitch: float) -> Rotation:
    """The rotation of a head that is turned and lifted by radians, and not tilted."""
    turn = np.array([[math.cos(yaw), 0, -math.sin(yaw)], [0, 1, 0], [math.sin(yaw), 0, math.cos(yaw)]])
    lift = np.array([[1, 0, 0], [0, math.cos(pitch), math.sin(pitch)], [0, -math.sin(pitch), math.cos(pitch)]])
    return np.asarray(turn @ lift)
