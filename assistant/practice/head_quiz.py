"""Deals the cards about heads and eyes: what they do, asked by sight and in words."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.practice.behaviours import AT_REST, BEHAVIOURS, Behaviour
from assistant.practice.cards import IDENTITIES, Card, Choice, DrawnFace, Kind
from assistant.practice.explain import described
from assistant.practice.grades import Grade
from assistant.practice.scheduling import Pick

_NEITHER = (Behaviour.TILT, Behaviour.DOWN, Behaviour.AWAY)
"""What is neither a nod nor a shake, and may be taken for one."""

_ASKED_ABOUT: dict[Kind, tuple[Behaviour, ...]] = {
    Kind.HEADS: BEHAVIOURS,
    Kind.GESTURE: (Behaviour.NOD, Behaviour.SHAKE, *_NEITHER),
    Kind.LOOK: (Behaviour.AWAY, Behaviour.TOWARD),
    Kind.EYES: (Behaviour.EYES_AWAY, Behaviour.TOWARD),
    Kind.HEARD_HEADS: BEHAVIOURS,
}


def asked_about(kind: Kind) -> tuple[Behaviour, ...]:
    """All that cards of a kind may be about; nothing for kinds about expressions."""
    return _ASKED_ABOUT.get(kind, ())


def drawn_from(kind: Kind, rng: Random) -> tuple[Behaviour, ...]:
    """What the next card of a kind may be about: each answer is right about equally often."""
    if kind is Kind.GESTURE:
        return (Behaviour.NOD, Behaviour.SHAKE, rng.choice(_NEITHER))
    return _ASKED_ABOUT[kind]


def deal_head(kind: Kind, pick: Pick[Behaviour], rng: Random) -> Card:
    """A card of one of the kinds about heads, about what was picked."""
    return _DEALERS[kind](pick, rng)


def head(behaviour: Behaviour, intensity: float, seed: int) -> DrawnFace:
    """A face at rest whose head or eyes move, `intensity` from 0 to 1 telling how far."""
    return DrawnFace(seed, Expression.NEUTRAL, intensity, behaviour=behaviour)


def _lesson(pick: Pick[Behaviour], rng: Random) -> Card:
    shown = pick.expression
    face = head(shown, Grade.STRONG.intensity, rng.randrange(IDENTITIES))
    told = (shown.explained, say("behaviour.meant") if shown in (Behaviour.NOD, Behaviour.SHAKE) else "")
    return Card(Kind.HEADS, shown, joined(" ", told), (face,), descriptions=(described(face),))


def _gesture(pick: Pick[Behaviour], rng: Random) -> Card:
    shown = pick.expression
    choices = (
        Choice(Behaviour.NOD, Behaviour.NOD.word),
        Choice(Behaviour.SHAKE, Behaviour.SHAKE.word),
        # A gesture that was missed is taken for nothing in particular.
        Choice(shown if shown in _NEITHER else False, say("practice.neither")),
    )
    return _asking(Kind.GESTURE, say("practice.gesture"), shown, pick.intensity, choices, rng)


def _look(kind: Kind, question: str, pick: Pick[Behaviour], rng: Random) -> Card:
    """Whether somebody looks at the learner: chance decides, and what was picked says how far they look away."""
    (away,) = (each for each in _ASKED_ABOUT[kind] if each not in AT_REST)
    shown = rng.choice(_ASKED_ABOUT[kind])
    choices = (Choice(Behaviour.TOWARD, say("practice.yes_looks")), Choice(away, say("practice.no_looks")))
    return _asking(kind, question, shown, pick.intensity or Grade.CLEAR.intensity, choices, rng)


def _heard(pick: Pick[Behaviour], rng: Random) -> Card:
    offered = {pick.expression, *pick.others}
    # In an order that is always the same, so that each word has its place.
    choices = tuple(Choice(each, each.word) for each in BEHAVIOURS if each in offered)
    return _asking(Kind.HEARD_HEADS, say("practice.heard_heads"), pick.expression, pick.intensity, choices, rng)


def _asking(
    kind: Kind, question: str, shown: Behaviour, intensity: float, choices: tuple[Choice, ...], rng: Random
) -> Card:
    face = head(shown, 0.0 if shown in AT_REST else intensity, rng.randrange(IDENTITIES))
    return Card(
        kind,
        shown,
        question,
        (face,),
        choices,
        [choice.means for choice in choices].index(shown),
        None if shown in AT_REST else intensity,
        (described(face),),
    )


_DEALERS: dict[Kind, Callable[[Pick[Behaviour], Random], Card]] = {
    Kind.HEADS: _lesson,
    Kind.GESTURE: _gesture,
    Kind.LOOK: lambda pick, rng: _look(Kind.LOOK, say("practice.look"), pick, rng),
    Kind.EYES: lambda pick, rng: _look(Kind.EYES, say("practice.eyes"), pick, rng),
    Kind.HEARD_HEADS: _heard,
}
