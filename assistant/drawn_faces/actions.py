"""Facial action units, and which of them make each expression.

Names and meanings after the Facial Action Coding System (Ekman, Friesen & Hager, 2002).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from assistant.expressions import Expression


@dataclass(frozen=True, slots=True)
class ActionUnits:
    """Intensities of facial action units, each 0 (absent) to 1 (FACS intensity E, maximum)."""

    au1: float = 0.0  # inner brow raiser
    au2: float = 0.0  # outer brow raiser
    au4: float = 0.0  # brow lowerer
    au5: float = 0.0  # upper lid raiser
    au6: float = 0.0  # cheek raiser
    au7: float = 0.0  # lid tightener
    au9: float = 0.0  # nose wrinkler
    au10: float = 0.0  # upper lip raiser
    au12: float = 0.0  # lip corner puller
    au15: float = 0.0  # lip corner depressor
    au16: float = 0.0  # lower lip depressor
    au17: float = 0.0  # chin raiser
    au20: float = 0.0  # lip stretcher
    au22: float = 0.0  # lip funneler
    au23: float = 0.0  # lip tightener
    au24: float = 0.0  # lip pressor
    au25: float = 0.0  # lips part
    au26: float = 0.0  # jaw drop
    au27: float = 0.0  # mouth stretch
    au45: float = 0.0  # blink

    def __add__(self, other: ActionUnits) -> ActionUnits:
        """Both at once: each unit as strong as in the one where it is stronger."""
        return ActionUnits(**{unit: max(getattr(self, unit), getattr(other, unit)) for unit in UNITS})

    def scaled(self, share: float) -> ActionUnits:
        """Every unit at `share` (0 to 1) of its intensity."""
        return ActionUnits(**{unit: getattr(self, unit) * share for unit in UNITS})

    def towards(self, other: ActionUnits, share: float) -> ActionUnits:
        """The face `share` (0 to 1) of the way to another."""
        return ActionUnits(**{unit: getattr(self, unit) * (1 - share) + getattr(other, unit) * share for unit in UNITS})


UNITS: tuple[str, ...] = tuple(field.name for field in fields(ActionUnits))

NEUTRAL = ActionUnits()

PROTOTYPES: dict[Expression, tuple[ActionUnits, ...]] = {
    Expression.ANGRY: (
        ActionUnits(au4=1, au5=0.7, au7=0.9, au17=0.4, au23=1, au24=0.9),
        ActionUnits(au4=1, au5=0.7, au7=0.8, au10=0.8, au16=0.4, au22=0.4, au23=0.6, au25=1, au26=0.8),
    ),
    Expression.DISGUST: (
        ActionUnits(au4=0.3, au7=0.4, au9=1, au10=0.9, au16=0.5, au25=1, au26=0.1),
        ActionUnits(au4=0.4, au7=0.4, au9=1, au10=0.7, au15=0.3, au17=0.9),
    ),
    Expression.FEAR: (
        ActionUnits(au1=1, au2=0.7, au4=0.8, au5=0.9, au7=0.2, au16=0.4, au20=1, au25=1, au26=0.25),
        ActionUnits(au1=1, au2=0.7, au4=0.8, au5=1, au20=0.9, au25=1, au26=0.7),
    ),
    Expression.HAPPY: (
        ActionUnits(au6=0.9, au12=1, au25=1),
        ActionUnits(au6=0.8, au12=0.9),
        ActionUnits(au6=1, au12=1, au25=1, au26=0.6),
    ),
    Expression.NEUTRAL: (NEUTRAL,),
    Expression.SAD: (
        ActionUnits(au1=1, au4=0.6, au15=1, au17=0.7),
        ActionUnits(au1=1, au4=0.7, au7=0.3, au15=0.9, au17=0.4),
    ),
    Expression.SURPRISE: (
        ActionUnits(au1=1, au2=1, au5=0.6, au25=1, au26=1, au27=0.4),
        ActionUnits(au1=1, au2=1, au5=0.6, au25=1, au26=0.8),
        ActionUnits(au1=0.9, au2=1, au5=0.7, au25=1, au26=0.6, au27=0.8),
    ),
}
"""The variants of each expression at full intensity, the clearest first.

Sources: Ekman & Friesen, *Unmasking the Face* (1975) and *EMFACS-7* (1983); the table of prototypes
and major variants in the FACS Investigator's Guide (Ekman, Friesen & Hager, 2002), in short
anger 4+5+7 with 23/24 (+17), or with 10+22+23+25/26, disgust 9 or 10 with 16+25/26 or 17, fear 1+2+4+5+20+25/26,
happiness 6+12(+25/26), sadness 1+4+15(+17), surprise 1+2+5+26/27 with slight 5; and the units that most of 230 people
made for each word (Du, Tao & Martinez, 2014, *PNAS* 111). Strengths are our own: a unit from one half on is part of the
prototype and is named in words, a weaker one only accompanies the others, as 4 and 7 do when a nose wrinkles.
"""


def prototype(expression: Expression, intensity: float = 1.0, variant: int = 0) -> ActionUnits:
    """The action units of an expression.

    Args:
        expression: which.
        intensity: 0 (the neutral face) to 1 (the expression at its strongest).
        variant: which of the published variants, counted through from the clearest (0).
    """
    variants = PROTOTYPES[expression]
    return variants[variant % len(variants)].scaled(intensity)


def closed_eyes(units: ActionUnits, share: float) -> ActionUnits:
    """The same face with its eyes closed by `share` (0 to 1), as in a blink."""
    return replace(units, au45=max(units.au45, share))
