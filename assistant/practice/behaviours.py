"""What a head and its eyes do, as far as practice teaches it: how it looks, never what is meant by it."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias, TypeVar

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import say


class Behaviour(StrEnum):
    """What head and eyes can be seen to do."""

    NOD = "nod"
    """The head goes down and comes back, once or several times."""
    SHAKE = "shake"
    """The head goes to one side and to the other."""
    TILT = "tilt"
    """The head leans towards a shoulder."""
    DOWN = "down"
    """The head goes down and stays there for a while."""
    AWAY = "away"
    """Head and eyes turn aside."""
    EYES_AWAY = "eyes_away"
    """The eyes turn aside; the head stays."""
    TOWARD = "toward"
    """Head and eyes point at whoever looks at the picture."""

    @property
    def word(self) -> str:
        """The behaviour in the user's language."""
        return say(f"behaviour.{self.value}")

    @property
    def explained(self) -> str:
        """Its name and what it is like, for somebody who never saw it."""
        return say("behaviour.told", name=self.word, like=say(f"behaviour.{self.value}_is"))

    def seen(self, count: int) -> str:
        """What there is to see of it, without its name: `count` times to and fro, where it has any."""
        return say(f"behaviour.{self.value}_seen", count=count)


BEHAVIOURS: tuple[Behaviour, ...] = tuple(Behaviour)

Subject: TypeAlias = Expression | Behaviour
"""What is learnt as one thing."""

SUBJECTS: tuple[Subject, ...] = (*EXPRESSIONS, *BEHAVIOURS)

S = TypeVar("S", bound=Subject)
"""Expressions alone, or behaviours alone: the two are never taken for one another."""

AT_REST: frozenset[Subject] = frozenset((Expression.NEUTRAL, Behaviour.TOWARD))
"""The subjects without an intensity: a face at rest, and a look at whoever sees the picture."""

_ALIKE: dict[frozenset[Behaviour], float] = {
    frozenset((Behaviour.NOD, Behaviour.DOWN)): 1.0,
    frozenset((Behaviour.SHAKE, Behaviour.AWAY)): 1.0,
    frozenset((Behaviour.AWAY, Behaviour.EYES_AWAY)): 1.0,
    frozenset((Behaviour.TOWARD, Behaviour.EYES_AWAY)): 1.0,
    frozenset((Behaviour.NOD, Behaviour.SHAKE)): 0.5,
    frozenset((Behaviour.TILT, Behaviour.AWAY)): 0.5,
    frozenset((Behaviour.TILT, Behaviour.SHAKE)): 0.5,
    frozenset((Behaviour.DOWN, Behaviour.AWAY)): 0.5,
}
"""Behaviours that begin alike, or move about the same axis, on the scale of `explain.closeness`."""


def subject(name: str) -> Subject:
    """The expression or behaviour that is kept under a name.

    Raises:
        ValueError: there is none of that name.
    """
    try:
        return Expression(name)
    except ValueError:
        return Behaviour(name)


def kindred(one: Subject) -> tuple[Subject, ...]:
    """All that can be taken for `one`, itself included: no expression is taken for a behaviour."""
    return EXPRESSIONS if isinstance(one, Expression) else BEHAVIOURS


def alike(one: Behaviour, other: Behaviour) -> float:
    """How alike two behaviours look, 0 to 1."""
    return _ALIKE.get(frozenset((one, other)), 0.0)
