"""What a drawn face of a card looks like, at each moment."""

from __future__ import annotations

import math
from random import Random

from assistant.drawn_faces import Drawing, Identity, Pose, draw_face, prototype
from assistant.practice.cards import DrawnFace

REST = 1.0
"""Seconds for which a moving face stays as it was."""

ONSET = 0.6
"""Seconds that the change takes."""

DURATION = REST + ONSET + 1.4
"""Seconds of one showing of a moving face; it may be shown again as often as the learner likes."""

_TURN = 8.0  # degrees to either side, at most


def portrait(face: DrawnFace, time: float = DURATION) -> Drawing:
    """The face at `time` seconds; a still one is always the same, a moving one ends in its expression."""
    units = prototype(face.expression, face.intensity, face.variant)
    if face.before is not None:
        before = prototype(face.before, face.intensity, face.variant)
        units = before.towards(units, _eased((time - REST) / ONSET))
    lot = Random(f"pose {face.seed}")  # noqa: S311 (no secret)
    pose = Pose(yaw=lot.uniform(-_TURN, _TURN), pitch=lot.uniform(-3, 3), roll=lot.uniform(-3, 3))
    return draw_face(Identity.random(face.seed), units, pose)


def _eased(share: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * min(max(share, 0.0), 1.0))
