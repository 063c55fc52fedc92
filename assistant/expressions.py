"""The expressions, in the order of the models' outputs: the one place of labels and aliases."""

from __future__ import annotations

import unicodedata
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
        """The expression that a data set's class name means, or None where it is none of these.

        Case, accents, numbers and signs play no part: "Überrascht", "3_happy" and "SAD (2)" are understood.
        """
        letters = _letters(name)
        # Two letters alone, as of data sets, say little where more stands beside them.
        return _BY_NAME.get(letters) if len(letters) > 2 or letters == name.strip().lower() else None


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

_FOREIGN: dict[Expression, tuple[str, ...]] = {
    Expression.ANGRY: (
        *("wütend", "Wut", "Ärger", "ärgerlich", "verärgert", "Zorn", "zornig", "böse"),
        *("enfado", "enfadado", "enfadada", "enojo", "enojado", "enojada", "rabia"),
        *("colère", "en colère", "fâché", "fâchée"),
    ),
    Expression.DISGUST: ("Ekel", "angeekelt", "angewidert", "asco", "disgusto", "dégoût", "dégoûté", "dégoûtée"),
    Expression.FEAR: (
        *("Angst", "ängstlich", "Furcht", "erschrocken"),
        *("miedo", "asustado", "asustada", "temor"),
        *("peur", "effrayé", "effrayée", "apeuré", "apeurée"),
    ),
    Expression.HAPPY: (
        *("fröhlich", "glücklich", "Freude", "froh", "Glück"),
        *("alegría", "alegre", "feliz", "felicidad", "contento", "contenta"),
        *("joie", "joyeux", "joyeuse", "heureux", "heureuse", "bonheur"),
    ),
    Expression.NEUTRAL: ("neutro", "neutra", "neutre", "ruhig"),
    Expression.SAD: ("traurig", "Trauer", "Traurigkeit", "triste", "tristeza", "tristesse"),
    Expression.SURPRISE: (
        *("überrascht", "Überraschung", "ueberrascht", "Ueberraschung", "erstaunt"),
        *("sorpresa", "sorprendido", "sorprendida", "surpris", "étonné", "étonnée"),
    ),
}
"""How teachers and parents name their folders in German, Spanish and French."""


def _letters(name: str) -> str:
    """What is left of a name without case, accents, numbers and signs."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", name.casefold())))


_BY_NAME: dict[str, Expression] = {
    _letters(name): expression
    for expression in EXPRESSIONS
    for name in (expression.value, *_ALIASES[expression], *_FOREIGN[expression])
}
