"""Where a face is, as the user faces the scene."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assistant import messages
from assistant.events import Box
from assistant.vision.found_faces import rows_of

_MIDDLE = 1 / 3  # of the way from the middle of the frame to its edge: up to there a face is in the middle third

_ORDINALS = 10
"""So many faces are named by an ordinal; later ones by a number."""


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


def names(boxes: Sequence[Box], frame_width: float) -> list[str]:
    """Words that tell faces apart, which come row by row from left to right, as `rows_of` orders them.

    By their thirds of the picture, or counted where two share one, in each row anew.
    """
    thirds = [place(box, frame_width) for box in boxes]
    if len(set(thirds)) == len(thirds):
        return [messages.say(f"cue.{third.value}") for third in thirds]
    rows = [[_counted(number) for number in range(1, len(row) + 1)] for row in rows_of(boxes)]
    if len(rows) == 1:
        return rows[0]
    return [
        messages.say("ordinal.row", row=number, place=counted) for number, row in enumerate(rows, 1) for counted in row
    ]


def _counted(number: int) -> str:
    if number > _ORDINALS:
        return messages.say("ordinal.more", number=number)
    ordinal = messages.say(f"ordinal.{number}")
    return messages.say("ordinal.from_left", ordinal=ordinal) if number == 1 else ordinal
