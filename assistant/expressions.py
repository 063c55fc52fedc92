"""The expressions, in the order of the models' outputs: the one place of labels and aliases."""

from __future__ import annotations

from enum import StrEnum


class Expression(StrEnum):
    """A facial expression as FER2013 (Goodfellow et al., 2013) names it.

    The order of the members is the order of every model's outputs. An expression is what a face
    looks like; it says nothing certain about what the person feels.
    """

    ANGRY = "angry"
    DISGUST = "disgust"
    FEAR = "fear"
    HAPPY = "happy"
    NEUTRAL = "neutral"
    SAD = "sad"
    SURPRISE = "surprise"

    @property
    def position(self) -> int:
        """Place in the models' outputs, from 0."""
        return _POSITION[self]

    @classmethod
    def parse(cls, name: str) -> Expression | None:
        """The expression that a data set's class name means, or None where it is none of these."""
        return _BY_NAME.get(name.strip().lower().replace(" ", "").replace("_", ""))


UNSURE = "unsure"
"""The label for a face that is seen but whose expression cannot be told."""

EXPRESSIONS: tuple[Expression, ...] = tuple(Expression)

_POSITION = {expression: position for position, expression in enumerate(EXPRESSIONS)}

_ALIASES: dict[Expression, tuple[str, ...]] = {
    Expression.ANGRY: ("anger", "ang", "an", "mad"),
    Expression.DISGUST: ("disgusted", "dis", "di"),
    Expression.FEAR: ("fearful", "scared", "afraid", "fea", "fe"),
    Expression.HAPPY: ("happiness", "joy", "smile", "hap", "ha"),
    Expression.NEUTRAL: ("neutrality", "calm", "neu", "ne"),
    Expression.SAD: ("sadness", "sa"),
    Expression.SURPRISE: ("surprised", "sur", "su"),
}

_BY_NAME: dict[str, Expression] = {
    name: expression for expression in EXPRESSIONS for name in (expression.value, *_ALIASES[expression])
}
