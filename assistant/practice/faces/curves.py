"""Curves that the features are drawn with: splines, ellipses and strokes with a width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.practice.faces.shapes import Point, Points

_STEPS = 6


def points(*corners: Point) -> Points:
    """Points from coordinates."""
    return np.array(corners, dtype=np.float64)


def mirrored(line: Points, side: float) -> Points:
    """The line as it is (side 1) or reflected in the face's midline (side -1)."""
    return line * (side, 1.0)


def smooth(corners: Points, closed: bool = False) -> Points:
    """A Catmull-Rom spline through the corners (Catmull & Rom, 1974)."""
    result: Points = _spline(len(corners), closed) @ corners
    return result


@lru_cache(maxsize=64)
def _spline(count: int, closed: bool) -> NDArray[np.float64]:
    """The matrix that takes `count` corners to the points of their spline."""
    t = np.arange(_STEPS) / _STEPS
    basis = np.stack(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2], axis=1
    ) / 2  # fmt: skip
    segments = count if closed else count - 1
    matrix = np.zeros((segments * _STEPS + (not closed), count))
    for segment in range(segments):
        for offset in range(4):
            corner = segment + offset - 1
            corner = corner % count if closed else min(max(corner, 0), count - 1)
            matrix[segment * _STEPS : (segment + 1) * _STEPS, corner] += basis[:, offset]
    if not closed:
        matrix[-1, -1] = 1
    return matrix


def ellipse(centre: Point, rx: float, ry: float, turn: float = 0.0, corners: int = 28) -> Points:
    """An ellipse; `turn` in radians, clockwise as seen."""
    circle = _circle(corners) * (rx, ry)
    cos, sin = np.cos(turn), np.sin(turn)
    result: Points = circle @ np.array([[cos, sin], [-sin, cos]]) + centre
    return result


@lru_cache(maxsize=8)
def _circle(corners: int) -> Points:
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def ribbon(spine: Points, widths: Sequence[float]) -> Points:
    """The outline of a stroke along `spine` whose full width runs smoothly through `widths`."""
    along = np.empty_like(spine)
    along[1:-1] = spine[2:] - spine[:-2]
    along[0], along[-1] = spine[1] - spine[0], spine[-1] - spine[-2]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    width = np.interp(np.arange(len(spine)) * ((len(widths) - 1) / (len(spine) - 1)), np.arange(len(widths)), widths)
    half = along[:, ::-1] * (-0.5, 0.5) * (width / length)[:, None]
    return np.concatenate([spine + half, (spine - half)[::-1]])
