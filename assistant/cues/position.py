"""Where a face is, as the user faces the scene."""

from __future__ import annotations

from enum import StrEnum

from assistant.events import Box

_MIDDLE = 1 / 3


class Place(StrEnum):
    """A third of the frame."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


def pan(box: Box, frame_width: float) -> float:
    """From -1 (the frame's left edge) to 1 (its right edge)."""
    return min(max(2 * box.centre[0] / frame_width - 1, -1.0), 1.0)


def place(box: Box, frame_width: float) -> Place:
    """The third of the frame in which the face's centre lies."""
    offset = pan(box, frame_width)
    if abs(offset) <= _MIDDLE:
        return Place.MIDDLE
    return Place.LEFT if offset < 0 else Place.RIGHT
