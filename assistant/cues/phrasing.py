"""The words of a cue: what a face looks like, never what a person feels, with the doubt said in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from assistant import messages
from assistant.cues.position import Place
from assistant.events import Attention, Earcon, Gesture
from assistant.expressions import Expression

Who: TypeAlias = Place | Literal["someone_else"]
"""Where a face is that is not the partner's; or that another has become the partner."""

CERTAIN = 0.7
"""Calibrated probability from which the "maybe" is left out: seven of ten such readings are right at the least."""

DOUBTFUL = 0.6
"""Calibrated probability below which it comes back where both are shown for as long as the expression lasts."""

_EARCONS: dict[Expression | None, Earcon] = {
    Expression.ANGRY: Earcon.NEGATIVE,
    Expression.DISGUST: Earcon.NEGATIVE,
    Expression.FEAR: Earcon.NEGATIVE,
    Expression.HAPPY: Earcon.POSITIVE,
    Expression.NEUTRAL: Earcon.NEUTRAL,
    Expression.SAD: Earcon.NEGATIVE,
    Expression.SURPRISE: Earcon.ATTENTION,
    None: Earcon.ATTENTION,
}


_GESTURE_EARCONS: dict[Gesture, Earcon] = {Gesture.NOD: Earcon.NOD, Gesture.SHAKE: Earcon.SHAKE}


def earcon(expression: Expression | None) -> Earcon:
    """The family of sounds that goes with a stable expression (None = unsure)."""
    return _EARCONS[expression]


def is_negative(expression: Expression | None) -> bool:
    """Whether it is one of those that are least often read rightly, and most feared when they are not."""
    return earcon(expression) is Earcon.NEGATIVE


def gesture_earcon(gesture: Gesture) -> Earcon:
    """The sound that goes with a nod or a shake of the head."""
    return _GESTURE_EARCONS[gesture]


def looks(expression: Expression | None, probability: float, *, short: bool = False) -> str:
    """What the face looks like: "looks happy", "maybe happy", "can't tell".

    Args:
        expression: the stable expression, None for unsure.
        probability: its calibrated probability, 0 to 1.
        short: the bare word where it is certain.
    """
    if expression is None:
        return messages.say("cue.unsure")
    certain = "short" if short else "looks"
    manner = certain if probability >= CERTAIN else "maybe"
    return messages.say(f"cue.{manner}", expression=messages.say(f"expression.{expression.value}"))


def cue(
    expression: Expression | None,
    probability: float,
    *,
    short: bool = False,
    who: Who | None = None,
    movements: Sequence[str] = (),
) -> str:
    """The whole text of a cue.

    Args:
        expression: the stable expression, None for unsure.
        probability: its calibrated probability, 0 to 1.
        short: the bare word where it is certain.
        who: whose face it is, where that is not plain.
        movements: words for what moves in the face, in the user's language.
    """
    text = looks(expression, probability, short=short)
    if movements:
        text = messages.say("cue.with_movements", cue=text, movements=messages.joined(", ", movements))
    return _placed(text, who)


def gesture(gesture: Gesture, who: Who | None = None) -> str:
    """What a head does; see `cue`."""
    return _placed(messages.say(f"cue.{gesture.value}"), who)


def attention(state: Attention, who: Who | None = None) -> str:
    """Where a face points, or that it talks or no longer does; see `cue`."""
    return _placed(messages.say(f"cue.{state.value}"), who)


def moving(moves: Sequence[str], who: Who | None = None) -> str:
    """What moves in a face, without a name for its look: "smiles, raises the brows", or that it is at rest.

    Args:
        moves: keys of `assistant.cues.movements.MOVES`.
        who: see `cue`.
    """
    words = [messages.say(f"movement.{move}") for move in moves]
    return _placed(messages.joined(", ", words) if words else messages.say("movement.at_rest"), who)


def changed(who: Who | None = None) -> str:
    """That what was said of a face no longer holds; see `cue`."""
    return _placed(messages.say("cue.changed"), who)


def _placed(text: str, who: Who | None) -> str:
    return text if who is None else messages.say("cue.placed", place=messages.say(f"cue.{who}"), cue=text)
