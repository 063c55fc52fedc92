"""How to move the camera so that a face is in the middle of its picture and large enough."""

from __future__ import annotations

from enum import StrEnum
from functools import reduce

from assistant import messages
from assistant.events import Box

ASIDE = 0.15
"""A face further than this from the frame's middle, as a share of its side, calls for turning the camera."""

NEAR_ENOUGH = 0.2
"""Height of a face, as a share of the frame's, below which the camera is too far away."""

TOO_NEAR = 0.75
"""Height of a face, as a share of the frame's, above which the camera is too near."""


class CameraMove(StrEnum):
    """How the camera is to be turned or moved."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    NEARER = "nearer"
    FURTHER = "further"


_DISTANCES = frozenset({CameraMove.NEARER, CameraMove.FURTHER})


def camera_moves(box: Box, frame_size: tuple[int, int], facing: bool = False) -> tuple[CameraMove, ...]:
    """How to move the camera so that a face is in the middle and large enough; nothing where it is.

    Directions are the user's own: "left" is the frame's left for who looks along with the camera, and its right for
    who sits before it.

    Args:
        box: the partner's face.
        frame_size: (width, height) in pixels.
        facing: the user looks into the camera.
    """
    width, height = frame_size
    x, y = box.centre[0] / width - 0.5, box.centre[1] / height - 0.5
    x = -x if facing else x
    share = box.height / height
    wanted = {
        CameraMove.LEFT: x < -ASIDE,
        CameraMove.RIGHT: x > ASIDE,
        CameraMove.UP: y < -ASIDE,
        CameraMove.DOWN: y > ASIDE,
        CameraMove.NEARER: share < NEAR_ENOUGH,
        CameraMove.FURTHER: share > TOO_NEAR,
    }
    return tuple(move for move, needed in wanted.items() if needed)


def aim(box: Box | None, frame_size: tuple[int, int], facing: bool = False) -> str:
    """How to move the camera so that a face is in the middle and large enough, in words; see `camera_moves`."""
    if box is None:
        return messages.say("answer.no_face")
    hints = camera_moves(box, frame_size, facing)
    turns = [messages.say(f"hint.{hint.value}") for hint in hints if hint not in _DISTANCES]
    told = [messages.say(f"hint.{hint.value}") for hint in hints if hint in _DISTANCES]
    if turns:
        directions = reduce(lambda first, second: messages.say("hint.and", first=first, second=second), turns)
        told.insert(0, messages.say("hint.turn", directions=directions))
    return messages.joined(" ", told) if told else messages.say("hint.centred")
