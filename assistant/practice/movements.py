"""The movements of a face that words exist for, each made of one or more action units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.drawn_faces.actions import UNITS, prototype
from assistant.expressions import Expression
from assistant.messages import say

_PLAIN_TO_SEE = 0.5
"""Action units of a prototype below this intensity, 0 to 1, are drawn but not named."""

_HARDLY_TO_SEE = 0.2
"""A region whose action units all stay below this intensity, 0 to 1, is called at rest."""


class Region(StrEnum):
    """Where in the face to look."""

    BROWS = "brows"
    EYES = "eyes"
    NOSE = "nose"
    CHEEKS = "cheeks"
    MOUTH = "mouth"

    @property
    def words(self) -> str:
        """The region in the user's language, as something to look at."""
        return say(f"explain.region_{self.value}")

    @property
    def at_rest(self) -> str:
        """That nothing moves there, in the user's language, as it goes into a list of movements."""
        return say(f"explain.rest_{self.value}")


_MOVED_BY: dict[Region, frozenset[str]] = {
    Region.BROWS: frozenset(("au1", "au2", "au4", "au9")),
    Region.EYES: frozenset(("au5", "au6", "au7", "au9")),
    Region.NOSE: frozenset(("au9",)),
    Region.CHEEKS: frozenset(("au6", "au9", "au12")),
    Region.MOUTH: frozenset(unit for unit in UNITS if 10 <= int(unit[2:]) <= 27),
}
"""All action units that change a region's look, also those that are named elsewhere: a nose that wrinkles (9) draws
the brows down and narrows the eyes."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing that can be seen to move."""

    name: str
    units: frozenset[str]
    region: Region

    @property
    def words(self) -> str:
        """The movement in the user's language, as it goes into a list."""
        return say(f"explain.move_{self.name}")


def _movement(name: str, region: Region, *units: str) -> Movement:
    return Movement(name, frozenset(units), region)


MOVEMENTS: tuple[Movement, ...] = (
    _movement("brows_raised_together", Region.BROWS, "au1", "au2", "au4"),
    _movement("inner_brows_together", Region.BROWS, "au1", "au4"),
    _movement("brows_raised", Region.BROWS, "au1", "au2"),
    _movement("brows_lowered", Region.BROWS, "au4"),
    _movement("lids_raised_and_tightened", Region.EYES, "au5", "au7"),
    _movement("lids_raised", Region.EYES, "au5"),
    _movement("lids_tightened", Region.EYES, "au7"),
    _movement("nose_wrinkled", Region.NOSE, "au9"),
    _movement("cheeks_raised", Region.CHEEKS, "au6"),
    _movement("upper_lip_raised", Region.MOUTH, "au10"),
    _movement("lip_corners_up", Region.MOUTH, "au12"),
    _movement("lip_corners_down", Region.MOUTH, "au15"),
    _movement("lower_lip_down", Region.MOUTH, "au16"),
    _movement("chin_raised", Region.MOUTH, "au17"),
    _movement("lips_stretched", Region.MOUTH, "au20"),
    _movement("lips_tightened_and_pressed", Region.MOUTH, "au23", "au24"),
    _movement("lips_tightened", Region.MOUTH, "au23"),
    _movement("lips_pressed", Region.MOUTH, "au24"),
    _movement("mouth_wide_open", Region.MOUTH, "au25", "au26", "au27"),
    _movement("jaw_dropped", Region.MOUTH, "au25", "au26"),
    _movement("lips_parted", Region.MOUTH, "au25"),
)
"""From brow to chin; of several that share units, the one with the most units first.

The wording follows the appearance changes that the FACS manual (Ekman, Friesen & Hager, 2002) lists.
"""


def movements(expression: Expression, variant: int = 0) -> tuple[Movement, ...]:
    """What can be seen to move in a variant of an expression, from brow to chin; nothing for neutral."""
    left = plain_units(expression, variant)
    seen = []
    for movement in MOVEMENTS:
        if movement.units <= left:
            seen.append(movement)
            left -= movement.units
    return tuple(seen)


def rests(region: Region, expression: Expression, variant: int = 0) -> bool:
    """Whether nothing to speak of moves in a region of the face."""
    units = prototype(expression, 1.0, variant)
    return all(getattr(units, unit) < _HARDLY_TO_SEE for unit in _MOVED_BY[region])


def plain_units(expression: Expression, variant: int = 0) -> frozenset[str]:
    """The action units that are plain to see in a variant of an expression at full strength."""
    units = prototype(expression, 1.0, variant)
    return frozenset(unit for unit in UNITS if getattr(units, unit) >= _PLAIN_TO_SEE)
