"""The shape of lips and jaw: action units 9, 10, 12, 15, 16, 17, 20 and 22 to 27."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.shapes import Points

_LINE = 1.10
"""Height of an ordinary mouth, closed, below the eyes."""

ACROSS = np.linspace(-1, 1, 33)
"""Places along a lip, from the left corner of the mouth to the right one."""

MIDDLE = len(ACROSS) // 2

_BOW = np.abs(ACROSS)
_CUPID = (1 - _BOW**2.4) ** 0.9 * (
    1 + 0.18 * np.exp(-(((_BOW - 0.22) / 0.16) ** 2)) - 0.12 * np.exp(-((_BOW / 0.1) ** 2))
)
_PAD = (1 - _BOW**2.2) ** 0.8


def jaw_drop(act: ActionUnits) -> float:
    """How far the jaw hangs, in drawing units."""
    return 0.20 * act.au26 + 0.30 * act.au27


@dataclass(frozen=True, slots=True, eq=False)
class Lips:
    """The edges of both lips.

    Attributes:
        top: upper edge of the upper lip, as points at `ACROSS`; so are the other three.
        upper: lower edge of the upper lip.
        lower: upper edge of the lower lip.
        bottom: lower edge of the lower lip.
        line: height of the mouth at rest.
        half: half the mouth's width.
        corner: height of the mouth's corners.
        gap: how far the lips are parted in the middle.
    """

    top: Points
    upper: Points
    lower: Points
    bottom: Points
    line: float
    half: float
    corner: float
    gap: float

    @classmethod
    def of(cls, who: Identity, act: ActionUnits) -> Lips:
        """The lips of a person who moves these units."""
        jaw, part, smile = jaw_drop(act), act.au25, act.au12
        line = _LINE + who.mouth_height
        half = 0.385 * who.mouth_width * (1 - 0.10 * act.au23 - 0.22 * act.au22 - 0.10 * act.au27 - 0.04 * act.au17)
        half += 0.12 * smile + 0.13 * act.au20 - 0.015 * act.au15
        corner = line - 0.17 * smile + 0.13 * act.au15 + 0.075 * act.au20 + 0.015 * act.au10 + 0.3 * jaw

        rise = 0.10 * act.au10 + 0.035 * act.au9 + 0.045 * act.au17 + 0.02 * act.au22 - 0.02 * smile
        rise += part * (0.03 + 0.07 * smile - 0.02 * act.au20)
        fall = 1.05 * jaw + 0.085 * act.au16 * max(part, 0.25) - 0.065 * act.au17 - 0.02 * act.au15
        fall += part * (0.05 + 0.035 * act.au22 + 0.045 * smile + 0.03 * act.au20)
        parted = part + act.au26 + act.au27 + 0.5 * act.au10 > 0.02
        gap = max(rise + fall, 0.0) if parted else 0.0
        high = line - rise
        low = high + gap

        square = 1.9 + 1.2 * act.au10 + 1.0 * act.au26 + 1.6 * act.au27 + 0.8 * act.au20 + 0.2 * smile
        upper = high + (corner - high) * _BOW**square
        bowl = 1.9 + 0.9 * act.au16 + 0.9 * act.au26 + 1.3 * act.au27 + 0.5 * act.au20
        lower = np.maximum(low + (corner - low) * _BOW**bowl, upper)

        press = (1 - 0.62 * act.au24) * (1 - 0.55 * act.au23) * (1 - 0.30 * smile) * (1 - 0.25 * act.au20)
        press *= who.lip_weight * (1 - 0.2 * who.age)
        above = 0.075 * press * (1 - 0.25 * act.au10) * (1 + 0.35 * act.au22)
        below = 0.115 * press * (1 + 0.22 * act.au17) * (1 + 0.3 * act.au22)
        x = ACROSS * half
        return cls(
            top=np.stack([x, upper - above * _CUPID], 1),
            upper=np.stack([x, upper], 1),
            lower=np.stack([x, lower], 1),
            bottom=np.stack([x, lower + below * _PAD], 1),
            line=line,
            half=half,
            corner=corner,
            gap=gap,
        )
