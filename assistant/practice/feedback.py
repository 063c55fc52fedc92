"""What follows an answer: what it was, and after a confusion what to look at. Never a mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.practice.cards import Card, DrawnFace, Face, Kind
from assistant.practice.contrasts import difference, in_common
from assistant.practice.decks import Deck
from assistant.practice.explain import made_by, variant_of


@dataclass(frozen=True, slots=True)
class Feedback:
    """What follows an answer.

    Attributes:
        right: whether it was the right one.
        text: what it was, and after a confusion what to look at.
        confused: the other expression that the face was not told from, or None.
        beside: after a confusion the two expressions side by side, the one that was shown first.
    """

    right: bool
    text: str
    confused: Expression | None = None
    beside: tuple[Face, ...] = ()


def taken_for(card: Card, choice: int) -> Expression | None:
    """The expression that the face was taken for by answering with that choice, where it names one (see `NAMING`)."""
    means = card.choices[choice].means
    return means if isinstance(means, Expression) else None


def respond(card: Card, choice: int, deck: Deck, *, praise: bool, rng: Random) -> Feedback:
    """What to tell and show after the answer with that choice."""
    if choice == card.right:
        text = say("practice.yes", answer=_solution(card, deck))
        return Feedback(right=True, text=joined(" ", (say("practice.praise"), text)) if praise else text)
    told = [say("practice.not_quite", answer=_solution(card, deck), chosen=card.choices[choice].text)]
    face = next(face for face in card.faces if face.expression == card.expression)
    other = _mistaken_for(card, choice, face, deck, rng)
    if other is None:
        return Feedback(right=False, text=joined(" ", (*told, _explained(card, face, deck))))
    told += [difference(face, other, deck.word), deck.hint(card.expression)]
    return Feedback(False, joined(" ", told), other.expression, (_still(face), other))


def _explained(card: Card, face: Face, deck: Deck) -> str:
    if card.kind == Kind.SAME:
        one, other = card.faces
        return in_common(one, other, deck.word)
    return made_by(card.expression, deck.word, variant_of(face))


def _solution(card: Card, deck: Deck) -> str:
    assert card.right is not None, "a card with choices has a right one"
    right = card.choices[card.right].text
    if card.kind != Kind.SAME:
        return right
    named = dict.fromkeys(deck.word(face.expression) for face in card.faces)
    return say("practice.same_solution", answer=right, expressions=joined(", ", named))


def _still(face: Face) -> Face:
    return replace(face, before=None) if isinstance(face, DrawnFace) else face


def _mistaken_for(card: Card, choice: int, face: Face, deck: Deck, rng: Random) -> Face | None:
    """The face to put beside the one that was missed, or None where the answer mixed up no two expressions.

    Where the other one was on the card, it is shown and told as it was seen and described there.
    """
    if card.kind == Kind.SAME:
        seen = card.faces[1]
        return _on_same_person(face, seen) if seen.expression != face.expression else None
    other = taken_for(card, choice)
    if other is None:
        return None
    if card.kind == Kind.PICK:
        return _on_same_person(face, card.faces[choice])
    if isinstance(face, DrawnFace):
        return _on_same_person(face, replace(face, expression=other, variant=0))
    return deck.face(other, 1.0, rng)


def _on_same_person(face: Face, other: Face) -> Face:
    """A drawn face with the other one's expression, as strong; photographs stay as they are."""
    if isinstance(face, DrawnFace) and isinstance(other, DrawnFace):
        return replace(other, seed=face.seed, intensity=face.intensity or 1.0, before=None)
    return other
