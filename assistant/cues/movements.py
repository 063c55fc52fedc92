"""Words for what moves in a face, from the blendshapes of the landmark model.

Blind testers of FEPS (2012) preferred the movement to the expression's name for some uses.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant import messages

VISIBLE = 0.4
"""Activation, 0 to 1, from which a movement is plain to see."""

MOST = 3
"""No more movements than this are told at once."""

MOVEMENTS: dict[str, tuple[str, ...]] = {
    "smile": ("mouthSmileLeft", "mouthSmileRight"),
    "raised_cheeks": ("cheekSquintLeft", "cheekSquintRight"),
    "corners_down": ("mouthFrownLeft", "mouthFrownRight"),
    "open_mouth": ("jawOpen",),
    "pressed_lips": ("mouthPressLeft", "mouthPressRight"),
    "stretched_lips": ("mouthStretchLeft", "mouthStretchRight"),
    "pursed_lips": ("mouthPucker",),
    "raised_lip": ("mouthUpperUpLeft", "mouthUpperUpRight"),
    "wrinkled_nose": ("noseSneerLeft", "noseSneerRight"),
    "inner_brows_up": ("browInnerUp",),
    "raised_brows": ("browOuterUpLeft", "browOuterUpRight"),
    "lowered_brows": ("browDownLeft", "browDownRight"),
    "wide_eyes": ("eyeWideLeft", "eyeWideRight"),
    "narrowed_eyes": ("eyeSquintLeft", "eyeSquintRight"),
    "closed_eyes": ("eyeBlinkLeft", "eyeBlinkRight"),
}
"""Key of each movement's words in the table `movement`, and the blendshapes (as MediaPipe's
`FaceLandmarker` and ARKit name them) whose mean is its strength."""


def describe(blendshapes: Mapping[str, float]) -> tuple[str, ...]:
    """Words in the user's language for the plainest movements, strongest first, at most `MOST`.

    Args:
        blendshapes: activations by name, 0 to 1; a missing name counts as 0.
    """
    strength = {
        movement: sum(blendshapes.get(name, 0.0) for name in names) / len(names)
        for movement, names in MOVEMENTS.items()
    }
    plain = sorted((movement for movement in strength if strength[movement] >= VISIBLE), key=lambda m: -strength[m])
    return tuple(messages.say(f"movement.{movement}") for movement in plain[:MOST])
