"""What a drawing is made of: a frozen display list of filled outlines, free of any graphics library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
"""Points (n, 2): x to the right and y downwards, in drawing units (one unit: the distance of the pupils)."""

Point: TypeAlias = tuple[float, float]

Colour: TypeAlias = tuple[float, float, float]
"""sRGB, each 0 to 255."""


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """A gradient from one colour at `start` to another at `end`, constant beyond both."""

    start: Point
    end: Point
    first: Colour
    last: Colour


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """A gradient from one colour at `centre` to another at distance `radius` and beyond."""

    centre: Point
    radius: float
    first: Colour
    last: Colour


Fill: TypeAlias = Colour | LinearGradient | RadialGradient


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A filled, closed outline.

    Attributes:
        outline: the corners, joined by straight lines.
        fill: a colour or a gradient.
        opacity: 0 (not there) to 1.
        softness: standard deviation of the blur of its edge, in drawing units; 0 is sharp.
        clip: an outline outside which nothing is painted.
    """

    outline: Points
    fill: Fill
    opacity: float = 1.0
    softness: float = 0.0
    clip: Points | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Shapes, back to front, before a backdrop.

    Attributes:
        shapes: painted in this order.
        backdrop: colours at the top and at the bottom of the picture.
        side: length in drawing units of the picture's shorter side; the origin is the picture's centre.
    """

    shapes: tuple[Shape, ...]
    backdrop: tuple[Colour, Colour]
    side: float


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour `share` (0 to 1) of the way from one to the other."""
    return (
        first[0] + (second[0] - first[0]) * share,
        first[1] + (second[1] - first[1]) * share,
        first[2] + (second[2] - first[2]) * share,
    )
