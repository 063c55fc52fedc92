"""What a drawn face of a card looks like, at each moment."""

from __future__ import annotations

import math
from random import Random

from assistant.drawn_faces import Drawing, Identity, Pose, draw_face, prototype
from assistant.practice.cards import DrawnFace
from assistant.practice.head_motion import LASTS, HeadMotion

REST = 1.0
"""Seconds for which a moving face stays as it was."""

ONSET = 0.6
"""Seconds that the change takes."""

DURATION = REST + ONSET + 1.4
"""Seconds of one showing of a face that changes; it may be shown again as often as the learner likes."""

_APEX = REST + ONSET + 0.3  # s at which an expression that passes is at its strongest
_GOES = _APEX + 0.5  # s at which it begins to go

_TURN = 8.0  # degrees to either side, at most


def duration(face: DrawnFace) -> float:
    """Seconds of one showing of a moving face."""
    return DURATION if face.behaviour is None else LASTS


def apex(face: DrawnFace) -> float:
    """Seconds at which a face shows best what is to be learnt from it."""
    if face.behaviour is not None:
        return _motion(face).apex
    return _APEX if face.passes else DURATION


def phases(face: DrawnFace) -> tuple[float, ...]:
    """Seconds at which still pictures, one after the other, tell what a moving face does."""
    if face.behaviour is not None:
        return _motion(face).phases
    return (0.0, _APEX, DURATION) if face.passes else (0.0, DURATION)


def portrait(face: DrawnFace, time: float = DURATION) -> Drawing:
    """The face at `time` seconds; a still one is always the same, one that changes ends in its expression."""
    if face.behaviour is not None:
        return draw_face(Identity.random(face.seed), pose=_motion(face).at(time))
    units = prototype(face.expression, face.intensity, face.variant)
    if face.before is not None:
        before = prototype(face.before, face.intensity, face.variant)
        share = _eased((time - REST) / ONSET)
        if face.passes:
            share *= 1 - _eased((time - _GOES) / ONSET)
        units = before.towards(units, share)
    rng = Random(f"pose {face.seed}")  # noqa: S311 (no secret)
    pose = Pose(yaw=rng.uniform(-_TURN, _TURN), pitch=rng.uniform(-3, 3), roll=rng.uniform(-3, 3))
    return draw_face(Identity.random(face.seed), units, pose)


def _motion(face: DrawnFace) -> HeadMotion:
    assert face.behaviour is not None, "only a head that does something moves"
    return HeadMotion(face.behaviour, face.intensity, face.seed)


def _eased(share: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * min(max(share, 0.0), 1.0))
