"""The landmarks of a face, as the landmark model places them: which is which, and what is measured on a few of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.events import Box, FoundFace, Point

Points: TypeAlias = NDArray[np.float32]
"""(n, 3) in pixels of the picture: x, y, and depth, smaller the nearer to the camera, in the scale of x. They are
`SURFACE` many, or `LANDMARKS` where they are refined."""

SURFACE = 468
"""How many lie on the surface of a face."""

LANDMARKS = SURFACE + 10
"""How many there are with those on the irises, which come last."""

OUTER_EYE_CORNERS = (33, 263)
"""Of the eye at the image's left and of the one at its right."""

EYE_CORNERS = ((33, 133), (362, 263))
"""Of each eye, from left to right."""

LIDS = ((159, 145), (386, 374))
"""The middle of the upper and of the lower lid of each eye."""

_INNER_LIPS = (13, 14)

_EYES_BETWEEN_CORNERS = 0.7  # of the distance of the outer corners of the eyes, that of their middles

_MARGIN = 1.5
"""Side of the part that is looked at, in sides of the face's box."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The upright square of a picture in which a face is looked for.

    Attributes:
        centre: in pixels of the picture.
        side: in pixels of the picture.
        angle: by which the square is turned, in radians, positive from x to y (clockwise as seen).
    """

    centre: Point
    side: float
    angle: float

    @classmethod
    def around(cls, face: FoundFace) -> Crop:
        """Where the landmarks of a face lie that the detector found."""
        return cls(face.box.centre, _MARGIN * max(face.box.width, face.box.height), _angle(*face.eyes))

    def beside(self, moved: float, widened: float, turned: float) -> Crop:
        """Another crop of the same face, moved to the right and down by a share of its side."""
        x, y = self.centre
        return Crop((x + moved * self.side, y + moved * self.side), widened * self.side, self.angle + turned)


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """The landmarks of one face.

    Attributes:
        points: where they lie.
        movements: activation of each blendshape by name, 0 to 1; empty where they were not asked for.
    """

    points: Points
    movements: Mapping[str, float] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """The upright rectangle around all landmarks."""
        (left, top), (right, bottom) = self.points[:, :2].min(axis=0), self.points[:, :2].max(axis=0)
        return Box(float(left), float(top), float(right - left), float(bottom - top))

    @property
    def eyes(self) -> tuple[Point, Point]:
        """The middle between the corners of the eye at the image's left and of the one at its right."""
        left, right = (self._between(*corners) for corners in EYE_CORNERS)
        return left, right

    @property
    def eyes_open(self) -> float:
        """How far the lids are apart, as a share of the eyes' widths, however the head is held."""
        height, width = (sum(self._distance(*pair) for pair in pairs) for pairs in (LIDS, EYE_CORNERS))
        return height / max(width, 1.0)

    @property
    def mouth_open(self) -> float:
        """How far the lips are apart, in distances of the eyes, however the head is held: coarser than `lips_apart`."""
        return self._distance(*_INNER_LIPS) / max(_EYES_BETWEEN_CORNERS * self._distance(*OUTER_EYE_CORNERS), 1.0)

    @property
    def lips_apart(self) -> float:
        """How far the inner edges of the lips are apart in their middle, in distances of the eyes."""
        upper, lower = (self.points[lip, :2].tolist() for lip in _INNER_LIPS)
        return math.dist(upper, lower) / max(math.dist(*self.eyes), 1.0)

    @property
    def crop(self) -> Crop:
        """Where the face's landmarks lie in the next picture, as long as it moves little."""
        box = self.box
        corners = ((float(x), float(y)) for x, y in self.points[list(OUTER_EYE_CORNERS), :2])
        return Crop(box.centre, _MARGIN * max(box.width, box.height), _angle(*corners))

    def _distance(self, one: int, other: int) -> float:
        return math.dist(self.points[one].tolist(), self.points[other].tolist())

    def _between(self, one: int, other: int) -> Point:
        x, y = ((self.points[one, :2] + self.points[other, :2]) / 2).tolist()
        return x, y


def _angle(left: Point, right: Point) -> float:
    return math.atan2(right[1] - left[1], right[0] - left[0])
