"""Where somebody looks: the head counts first, the eyes second.

Free estimators that read the eyes err by ten to twenty degrees on people whom they have not seen (Kellnhofer et al.,
Gaze360, ICCV 2019), so this tells a face that points one's way from one that does not, and no eye contact.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from assistant.directions import Gaze
from assistant.vision.head_pose import Rotation, direction
from assistant.vision.landmarks import EYE_CORNERS, LIDS, Points

EYES_COUNT = (0.7, 0.4)
"""What a turn of the eyes to the side, and up or down, weighs against one of the head: the lids hide the latter."""

TAKES_BACK = 0.2
"""Share of a head's turn that the eyes can make up for: a turned head's iris is placed too near to us."""

STRAIGHT, TURNED = 5.0, 10.0
"""Degrees below which a head is not turned, so that the eyes count in full, and from which it is."""

_EYEBALL = 1.2  # cm, of the radius
_FURTHEST = 35.0  # degrees, by which an eye turns with ease
_IRISES = (468, 473)
_CLOSED = 0.12  # of an eye's height, in its widths, below which the iris is guessed


def gaze(points: Points, turned: Rotation, scale: float, *, eyes: bool = True) -> Gaze:
    """Where a face looks.

    Args:
        points: its landmarks.
        turned: how its head is turned.
        scale: pixels of the picture for a centimetre of the head.
        eyes: let them count; of both that are closed, nothing is known.
    """
    yaw, pitch = direction(turned @ (0.0, 0.0, -1.0))
    if not eyes:
        return Gaze(yaw, pitch)
    aside = [offset for number in (0, 1) if (offset := _offset(points, turned, scale, number)) is not None]
    if not aside:
        return Gaze(yaw, pitch)
    x, y = np.mean(aside, axis=0).tolist()
    return Gaze(_combined(EYES_COUNT[0] * _angle(x), yaw), _combined(-EYES_COUNT[1] * _angle(y), pitch))


def _combined(eyes: float, head: float) -> float:
    """Degrees by which head and eyes together point aside; eyes that are turned against the head count less."""
    if eyes * head >= 0:
        return head + eyes
    turned = min(max((abs(head) - STRAIGHT) / (TURNED - STRAIGHT), 0.0), 1.0)
    back = (1 - turned) * abs(eyes) + turned * min(abs(eyes), TAKES_BACK * abs(head))
    return head + math.copysign(back, eyes)


def _offset(points: Points, turned: Rotation, scale: float, number: int) -> NDArray[np.float64] | None:
    """Centimetres by which an iris lies to the right of its eye's middle, and below it, as the head faces us."""
    corners = points[list(EYE_CORNERS[number])].astype(np.float64)
    upper, lower = points[list(LIDS[number])].astype(np.float64)
    width = float(np.linalg.norm(corners[1] - corners[0]))
    if float(np.linalg.norm(upper - lower)) < _CLOSED * width:
        return None
    return np.asarray(((points[_IRISES[number]] - corners.mean(axis=0)) @ turned)[:2] / scale)


def _angle(offset: float) -> float:
    degrees = math.degrees(math.asin(min(max(offset / _EYEBALL, -1.0), 1.0)))
    return min(max(degrees, -_FURTHEST), _FURTHEST)
