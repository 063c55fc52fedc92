"""A pen that draws in the face's own frame and leaves shapes where they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.drawn_faces.curves import oval, ribbon
from assistant.drawn_faces.shapes import Colour, Fill, LinearGradient, Point, Points, Shape


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on one layer of the head.

    Attributes:
        project: where points of that layer are seen.
        side: 1 draws as told, -1 mirrored in the face's midline: features of both halves are told once.
    """

    project: Callable[[Points], Points]
    side: float = 1.0

    def on(self, side: float) -> Pen:
        """The same pen for one half of the face: -1 is the picture's left, 1 its right."""
        return replace(self, side=side)

    def place(self, line: Points) -> Points:
        """Where a line is seen."""
        return self.project(line if self.side > 0 else line * (-1.0, 1.0))

    def spot(self, x: float, y: float) -> Point:
        """Where a point is seen."""
        seen = self.place(oval(x, y, 0, 0)[:1])[0]
        return float(seen[0]), float(seen[1])

    def fill(
        self, outline: Points, fill: Fill, opacity: float = 1.0, softness: float = 0.0, clip: Points | None = None
    ) -> Shape:
        """A filled outline; `clip` is an outline where it is seen."""
        return Shape(self.place(outline), fill, opacity, softness, clip)

    def stroke(
        self,
        spine: Points,
        widths: Sequence[float],
        fill: Fill,
        opacity: float = 1.0,
        softness: float = 0.0,
        clip: Points | None = None,
    ) -> Shape:
        """A line whose width runs through `widths`."""
        return Shape(self.place(ribbon(spine, widths)), fill, opacity, softness, clip)

    def down(self, first: Colour, last: Colour, top: float, bottom: float) -> LinearGradient:
        """A gradient along the midline from height `top` to height `bottom`."""
        return LinearGradient(self.spot(0, top), self.spot(0, bottom), first, last)
