"""What moves in a face, from the blendshapes of the landmark model.

Blind testers of FEPS (2012) preferred the movement to the expression's name for some uses. Where no expression is to be
read at all, a movement is told by itself, as what a face does: no feeling is inferred from it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant import messages
from assistant.vision.debounce import Debounced
from assistant.vision.tracker import LONGEST_STEP

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
    "smiles": MOVEMENTS["smile"],
    "frowns": MOVEMENTS["lowered_brows"],
    "raises_brows": MOVEMENTS["inner_brows_up"] + MOVEMENTS["raised_brows"],
    "opens_mouth": MOVEMENTS["open_mouth"],
}
"""Those that are told by themselves: key of the words for what the face does in the table `movement`, and the
blendshapes whose mean is its strength. They are the ones that the model measures well and that anybody can see."""

BROWS = frozenset({"frowns", "raises_brows"})
"""Movements of the brows, which lie otherwise in every face: the model gives some people raised or lowered brows at
rest (0.56 and 0.34 of two speakers in the median), so that they count from where they usually are."""

BEGINS, ENDS = 0.45, 0.3
"""Strength, 0 to 1, from which a movement of the mouth begins, and below which it ends: hysteresis."""

BROWS_BEGIN, BROWS_END = 0.3, 0.15
"""The same for the brows, as strength above what is usual in this face."""

BROWS_IN_PICTURES = 0.7
"""Strength, 0 to 1, from which the brows count in a single picture, which does not tell what is usual."""

HOLD = 0.5
"""Seconds for which a movement must have begun, or ended, to count: a syllable or a twitch does not."""

_DOWN, _UP = 1.0, 30.0  # s, time constants in which the usual strength of the brows follows a lower and a higher one


class MovingFace:
    """Which movements of `MOVES` last in one face."""

    def __init__(self) -> None:
        self._holds = {move: Debounced(yes=HOLD, no=HOLD, state=False) for move in MOVES}
        self._usual: dict[str, float] = {}
        self._time = 0.0

    @property
    def moves(self) -> tuple[str, ...]:
        """The keys of those that last, in the order of `MOVES`."""
        return tuple(move for move, held in self._holds.items() if held.state)

    def update(self, now: float, blendshapes: Mapping[str, float], talks: bool = False) -> None:
        """Take in one look.

        Args:
            now: seconds of the source, never falling.
            blendshapes: activations by name, 0 to 1; a missing name counts as 0.
            talks: whether the mouth talks, which opens it all the time.
        """
        # While nobody looked, nothing was usual.
        elapsed, self._time = min(now - self._time, LONGEST_STEP), now
        for move, held in self._holds.items():
            strength = 0.0 if talks and move == "opens_mouth" else _strength(blendshapes, MOVES[move])
            begins, ends = (BROWS_BEGIN, BROWS_END) if move in BROWS else (BEGINS, ENDS)
            above = strength - self._usually(move, strength, elapsed)
            held.update(now, above >= (ends if held.state else begins))

    def _usually(self, move: str, strength: float, elapsed: float) -> float:
        """How strong the movement is in this face at rest."""
        if move not in BROWS:
            return 0.0
        usual = self._usual.get(move, strength)
        share = 1 - math.exp(-elapsed / (_DOWN if strength < usual else _UP))
        self._usual[move] = usual + share * (strength - usual)
        return self._usual[move]


def _strength(blendshapes: Mapping[str, float], names: Sequence[str]) -> float:
    return sum(blendshapes.get(name, 0.0) for name in names) / len(names)


def doing(blendshapes: Mapping[str, float]) -> tuple[str, ...]:
    """The movements of `MOVES` that a single picture shows, by key.

    Args:
        blendshapes: activations by name, 0 to 1; a missing name counts as 0.
    """
    return tuple(
        move
        for move, names in MOVES.items()
        if _strength(blendshapes, names) >= (BROWS_IN_PICTURES if move in BROWS else BEGINS)
    )
