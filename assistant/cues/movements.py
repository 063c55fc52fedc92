"""What moves in a face, from the blendshapes of the landmark model.

Blind testers of FEPS (2012) preferred the movement to the expression's name for some uses. Where no expression is to be
read at all, a movement is told by itself, as what a face does: no feeling is inferred from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    strength = {movement: _strength(blendshapes, names) for movement, names in MOVEMENTS.items()}
    plain = sorted((movement for movement in strength if strength[movement] >= VISIBLE), key=lambda m: -strength[m])
    return tuple(messages.say(f"movement.{movement}") for movement in plain[:MOST])


MOVES: dict[str, tuple[str, ...]] = {
    "smiles": ("mouthSmileLeft", "mouthSmileRight"),
    "frowns": ("browDownLeft", "browDownRight"),
    "raises_brows": ("browInnerUp", "browOuterUpLeft", "browOuterUpRight"),
    "opens_mouth": ("jawOpen",),
}
"""Those that are told by themselves: key of the words for what the face does in the table `movement`, and the
blendshapes whose mean is its strength. They are the ones that the model measures well and that anybody can see."""

BEGINS = 0.45
"""Strength, 0 to 1, from which such a movement begins..."""

ENDS = 0.3
"""...and below which it ends: hysteresis."""

HOLD = 0.25
"""Seconds for which it must have begun, or ended, to count: a twitch does not."""


class MovingFace:
    """Which movements of `MOVES` last in one face.

    Attributes:
        moves: their keys, in the order of `MOVES`.
    """

    def __init__(self) -> None:
        self.moves: tuple[str, ...] = ()
        self._since: dict[str, float] = {}

    def update(self, now: float, blendshapes: Mapping[str, float], talks: bool = False) -> None:
        """Take in one look.

        Args:
            now: seconds of the source, never falling.
            blendshapes: activations by name, 0 to 1; a missing name counts as 0.
            talks: whether the mouth talks, which opens it all the time.
        """
        lasting = []
        for move, names in MOVES.items():
            strength = 0.0 if talks and move == "opens_mouth" else _strength(blendshapes, names)
            lasts = move in self.moves
            if (strength >= ENDS) if lasts else (strength < BEGINS):
                self._since.pop(move, None)
            elif now - self._since.setdefault(move, now) >= HOLD:
                lasts = not lasts
                del self._since[move]
            if lasts:
                lasting.append(move)
        self.moves = tuple(lasting)


def _strength(blendshapes: Mapping[str, float], names: Sequence[str]) -> float:
    return sum(blendshapes.get(name, 0.0) for name in names) / len(names)


def doing(blendshapes: Mapping[str, float]) -> tuple[str, ...]:
    """The movements of `MOVES` that a single picture shows, by key.

    Args:
        blendshapes: activations by name, 0 to 1; a missing name counts as 0.
    """
    return tuple(move for move, names in MOVES.items() if _strength(blendshapes, names) >= BEGINS)
