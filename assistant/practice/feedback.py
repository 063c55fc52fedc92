"""What follows an answer: what it was, and after a confusion what to look at. Never a mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.practice.cards import Card, DrawnFace, Face, Kind
from assistant.practice.decks import Deck
from assistant.practice.explain import difference, made_by, variant_of


@dataclass(frozen=True, slots=True)
class Feedback:
    """What follows an answer.

    Attributes:
        right: whether it was the right one.
        text: what it was, and after a confusion what to look at.
        confused: the other expression that the face was taken for, or None.
        beside: after a confusion the two expressions side by side, the one that was shown first.
    """

    right: bool
    text: str
    confused: Expression | None = None
    beside: tuple[Face, ...] = ()


def taken_for(card: Card, choice: int) -> Expression | None:
    """The expression that the face was taken for by answering with that choice, where it names one."""
    means = card.choices[choice].means
    if isinstance(means, Expression):
        return means
    if card.kind != Kind.SAME:
        return None
    if choice == card.right:
        return card.expression
    return card.faces[1].expression if means else None


def respond(card: Card, choice: int, deck: Deck, *, praise: bool, rng: Random) -> Feedback:
    """What to tell and show after the answer with that choice."""
    shown, other = card.expression, taken_for(card, choice)
    if choice == card.right:
        text = say("practice.yes", answer=_solution(card, deck))
        return Feedback(right=True, text=joined(" ", (say("practice.praise"), text)) if praise else text)
    told = [say("practice.not_quite", answer=_solution(card, deck), chosen=card.choices[choice].text)]
    face = next(face for face in card.faces if face.expression == shown)
    if other is None:
        return Feedback(right=False, text=joined(" ", (*told, made_by(shown, deck.word, variant_of(face)))))
    told += [difference(shown, other, deck.word, variant_of(face)), deck.hint(shown)]
    return Feedback(False, joined(" ", told), other, (_still(face), _instead(face, other, deck, rng)))


def _solution(card: Card, deck: Deck) -> str:
    assert card.right is not None, "a card with choices has a right one"
    right = card.choices[card.right].text
    if card.kind != Kind.SAME:
        return right
    named = dict.fromkeys(deck.word(face.expression) for face in card.faces)
    return say("practice.same_solution", answer=right, expressions=joined(", ", named))


def _still(face: Face) -> Face:
    return replace(face, before=None) if isinstance(face, DrawnFace) else face


def _instead(face: Face, other: Expression, deck: Deck, rng: Random) -> Face:
    """What the face was taken for: a drawn face as the same person, as strong."""
    if isinstance(face, DrawnFace):
        return replace(face, expression=other, intensity=face.intensity or 1.0, variant=0, before=None)
    return deck.face(other, 1.0, rng)
