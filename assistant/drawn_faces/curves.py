"""Curves that the features are drawn with: splines, ovals and strokes with a width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.drawn_faces.shapes import Point, Points

_STEPS = 6  # points of a spline from one corner to the next


def curve(*corners: Point) -> Points:
    """A smooth line through the corners: a Catmull-Rom spline (Catmull & Rom, 1974)."""
    result: Points = _spline(len(corners), closed=False) @ np.array(corners)
    return result


def loop(*corners: Point) -> Points:
    """A smooth closed outline through the corners."""
    result: Points = _spline(len(corners), closed=True) @ np.array(corners)
    return result


def symmetric(*half: Point) -> Points:
    """A smooth closed outline: `half` runs from the midline (x = 0) down the right side and back to the midline."""
    return loop(*half, *[(-x, y) for x, y in reversed(half[1:-1])])


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Points:
    """An ellipse around (x, y), turned clockwise by `turn` radians."""
    cos, sin = np.cos(turn), np.sin(turn)
    result: Points = (_circle() * (rx, ry)) @ np.array([[cos, sin], [-sin, cos]]) + (x, y)
    return result


def ribbon(spine: Points, widths: Sequence[float]) -> Points:
    """The outline of a stroke along `spine` whose width runs evenly through `widths`."""
    along = np.empty_like(spine)
    along[1:-1] = spine[2:] - spine[:-2]
    along[0], along[-1] = spine[1] - spine[0], spine[-1] - spine[-2]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    places = np.arange(len(spine)) * ((len(widths) - 1) / (len(spine) - 1))
    width = np.interp(places, np.arange(len(widths)), widths)
    half = along[:, ::-1] * (-0.5, 0.5) * (width / length)[:, None]
    return np.concatenate([spine + half, (spine - half)[::-1]])


def band(first: Points, second: Points) -> Points:
    """The outline between two lines that run the same way."""
    return np.concatenate([first, second[::-1]])


@lru_cache(maxsize=64)
def _spline(count: int, closed: bool) -> NDArray[np.float64]:
    """The matrix that takes `count` corners to the points of their spline."""
    t = np.arange(_STEPS) / _STEPS
    basis = np.stack([-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2], axis=1) / 2
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


@lru_cache(maxsize=1)
def _circle() -> Points:
    angle = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)
