"""A face in words: which movements make it, and what it is mistaken for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import joined, say
from assistant.practice.cards import DrawnFace, Face
from assistant.practice.grades import Grade
from assistant.practice.movements import Movement, movements, plain_units

Word: TypeAlias = Callable[[Expression], str]
"""How a deck calls an expression."""

CONFUSED_WITH: dict[Expression, tuple[Expression, ...]] = {
    Expression.ANGRY: (Expression.DISGUST, Expression.NEUTRAL),
    Expression.DISGUST: (Expression.ANGRY, Expression.SAD),
    Expression.FEAR: (Expression.SURPRISE, Expression.DISGUST),
    Expression.HAPPY: (Expression.SURPRISE, Expression.NEUTRAL),
    Expression.NEUTRAL: (Expression.SAD, Expression.ANGRY),
    Expression.SAD: (Expression.NEUTRAL, Expression.FEAR),
    Expression.SURPRISE: (Expression.FEAR, Expression.HAPPY),
}
"""What people most often take each expression for, the likeliest first.

After the confusions in human ratings of posed faces: Palermo & Coltheart (2004), *Behavior Research
Methods* 36; Tottenham et al. (2009), *Psychiatry Research* 168 (NimStim); Goeleven et al. (2008),
*Cognition and Emotion* 22 (KDEF). Only the order is used, no figures.
"""


def described(face: Face) -> str:
    """What there is to see in a face, without naming the expression."""
    if not isinstance(face, DrawnFace):
        return face.description or say("explain.no_description")
    after = _at(face.expression, face.intensity, face.variant)
    if face.before is None:
        return after
    return say("explain.change", before=_at(face.before, face.intensity, face.variant), after=after)


def measured(face: DrawnFace) -> str:
    """What there is to see in a drawn face, its strength as a figure instead of a word."""
    moved = listed(movements(face.expression, face.variant))
    return say("explain.face_measured", movements=moved, percent=round(face.intensity * 100))


def made_by(expression: Expression, word: Word, variant: int = 0) -> str:
    """Which movements make a variant of an expression."""
    return say("explain.made_by", expression=word(expression), movements=listed(movements(expression, variant)))


def often_taken_for(expression: Expression, word: Word, among: Iterable[Expression] = EXPRESSIONS) -> str:
    """What an expression is most often mistaken for, of those in use; empty where there is none."""
    others = [other for other in CONFUSED_WITH[expression] if other in set(among)]
    if not others:
        return ""
    return say("explain.often_taken_for", others=joined(", ", map(word, others)))


def closeness(one: Expression, other: Expression) -> float:
    """How alike two expressions look, 0 to 1.5.

    The share of action units that both have (Jaccard index), and half a point where people are known
    to confuse them.
    """
    units_one, units_other = plain_units(one), plain_units(other)
    shared = len(units_one & units_other) / max(len(units_one | units_other), 1)
    known = other in CONFUSED_WITH[one] or one in CONFUSED_WITH[other]
    return shared + 0.5 * known


def variant_of(face: Face) -> int:
    """Which of an expression's prototypes a face shows; of a photograph nobody knows, so the clearest."""
    return face.variant if isinstance(face, DrawnFace) else 0


def _at(expression: Expression, intensity: float, variant: int) -> str:
    moved = movements(expression, variant)
    if not moved:
        return say("explain.face_at_rest")
    return say("explain.face", grade=Grade.of(intensity).word, movements=listed(moved))


def listed(moved: Iterable[Movement]) -> str:
    """Movements as a list in words."""
    return joined(", ", (movement.words for movement in moved)) or say("explain.at_rest")
