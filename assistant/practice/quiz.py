"""Deals the cards: turns what a learner should see next into faces, a question and choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import joined, say
from assistant.practice.cards import OF_HEADS, Card, Choice, DrawnFace, Face, Kind, Photograph
from assistant.practice.decks import Deck
from assistant.practice.explain import described, made_by, measured, often_taken_for, variant_of
from assistant.practice.grades import GRADES, Grade
from assistant.practice.scheduling import Pick


def kinds_for(deck: Deck) -> tuple[Kind, ...]:
    """The kinds of cards that a deck can fill."""
    need_dial, need_words = {Kind.CHANGE, Kind.STRENGTH, Kind.PASSING, *OF_HEADS}, {Kind.LISTEN}
    return tuple(
        kind
        for kind in Kind
        if (deck.has_dial or kind not in need_dial) and (deck.has_descriptions or kind not in need_words)
    )


def asked_about(kind: Kind, deck: Deck) -> tuple[Expression, ...]:
    """All that cards of a kind may be about: what passes is another face than the one at rest."""
    return tuple(each for each in deck.expressions if kind is not Kind.PASSING or each != Expression.NEUTRAL)


def deal(kind: Kind, pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    """A card about an expression, of a kind that the deck can fill, about what was picked."""
    return _DEALERS[kind](pick, deck, rng)


def _browse(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    often = often_taken_for(pick.expression, deck.word, deck.expressions)
    return _lesson(Kind.BROWSE, "", often, pick.expression, deck, rng)


def _mirror(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    # One's own face at rest is never compared with anything.
    expression = next(each for each in (pick.expression, *pick.others) if each != Expression.NEUTRAL)
    invitation = say("practice.mirror", expression=deck.word(expression))
    return _lesson(Kind.MIRROR, invitation, "", expression, deck, rng)


def _lesson(kind: Kind, before: str, after: str, expression: Expression, deck: Deck, rng: Random) -> Card:
    """A card that asks nothing: what makes the expression, between two other sentences."""
    face = deck.face(expression, 0.0 if expression == Expression.NEUTRAL else 1.0, rng)
    told = (before, made_by(expression, deck.word, variant_of(face)), after, deck.hint(expression))
    described_too = (described(face),) if isinstance(face, Photograph) and face.description else ()
    return Card(kind, expression, joined(" ", told), (face,), descriptions=described_too)


def _name(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    face = deck.face(pick.expression, pick.intensity, rng)
    return _naming(Kind.NAME, say("practice.name"), face, pick.others, deck)


def _listen(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    face = deck.face(pick.expression, pick.intensity, rng)
    return _naming(Kind.LISTEN, say("practice.listen"), face, pick.others, deck)


def _change(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    named = (pick.expression, *pick.others)
    outside = [expression for expression in (Expression.NEUTRAL, *EXPRESSIONS) if expression not in named]
    before = outside[0] if outside else pick.others[-1]
    others = tuple(other for other in pick.others if other != before)
    return _naming(Kind.CHANGE, say("practice.change"), _moving(pick, before, deck, rng), others, deck)


def _passing(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    face = _moving(pick, Expression.NEUTRAL, deck, rng)
    return _naming(Kind.PASSING, say("practice.passing"), replace(face, passes=True), pick.others, deck)


def _moving(pick: Pick[Expression], before: Expression, deck: Deck, rng: Random) -> DrawnFace:
    face = deck.face(pick.expression, pick.intensity, rng)
    assert isinstance(face, DrawnFace), "only a deck with a dial has moving faces"
    return replace(face, intensity=face.intensity or Grade.STRONG.intensity, before=before)


def _naming(kind: Kind, question: str, face: Face, others: Sequence[Expression], deck: Deck) -> Card:
    choices = _named((face.expression, *others), deck)
    return Card(
        kind,
        face.expression,
        question,
        faces=(face,),
        choices=choices,
        right=[choice.means for choice in choices].index(face.expression),
        intensity=_intensity(face),
        descriptions=(described(face),),
    )


def _pick(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    expressions = [pick.expression, *pick.others]
    rng.shuffle(expressions)
    faces = tuple(deck.face(expression, _dial(expression, pick), rng) for expression in expressions)
    right = expressions.index(pick.expression)
    return Card(
        Kind.PICK,
        pick.expression,
        say("practice.pick", count=len(faces), expression=deck.word(pick.expression)),
        faces,
        tuple(Choice(each, say("practice.face", number=place)) for place, each in enumerate(expressions, start=1)),
        right,
        _intensity(faces[right]),
        _described_by_place(faces),
    )


def _same(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    same = rng.random() < 0.5
    first = deck.face(pick.expression, _dial(pick.expression, pick), rng)
    shown = pick.expression if same else pick.others[0]
    second = deck.face(shown, _dial(shown, pick), rng, other_than=first)
    if second == first:
        # The deck has no second person who looks so.
        same, second = False, deck.face(pick.others[0], _dial(pick.others[0], pick), rng)
    faces = (first, second)
    return Card(
        Kind.SAME,
        pick.expression,
        say("practice.same"),
        faces,
        (Choice(True, say("practice.yes_same")), Choice(False, say("practice.no_different"))),
        right=0 if same else 1,
        intensity=_intensity(faces[0]),
        descriptions=_described_by_place(faces),
    )


def _strength(pick: Pick[Expression], deck: Deck, rng: Random) -> Card:
    moving = [expression for expression in (pick.expression, *pick.others) if expression != Expression.NEUTRAL]
    steps = min(1 + len(pick.others), len(GRADES)) - 1
    grades = tuple(GRADES[round(step * (len(GRADES) - 1) / steps)] for step in range(steps + 1))
    grade = rng.choice(grades)
    face = deck.face(moving[0], grade.intensity, rng)
    assert isinstance(face, DrawnFace), "only a deck with a dial knows how strong its faces are"
    return Card(
        Kind.STRENGTH,
        face.expression,
        say("practice.strength", expression=deck.word(face.expression)),
        (face,),
        tuple(Choice(each, each.word) for each in grades),
        grades.index(grade),
        grade.intensity,
        (measured(face),),
    )


def _described_by_place(faces: Sequence[Face]) -> tuple[str, ...]:
    """What there is to see in each of several faces, with its number from left to right."""
    return tuple(
        say("practice.face_described", number=place, text=described(face)) for place, face in enumerate(faces, start=1)
    )


def _named(expressions: Sequence[Expression], deck: Deck) -> tuple[Choice, ...]:
    """Choices in an order that is always the same, so that each word has its place."""
    return tuple(Choice(expression, deck.word(expression)) for expression in EXPRESSIONS if expression in expressions)


def _dial(expression: Expression, pick: Pick[Expression]) -> float:
    """How strongly to show a face beside the picked one: alike, so that strength gives nothing away."""
    return 0.0 if expression == Expression.NEUTRAL else pick.intensity or Grade.CLEAR.intensity


def _intensity(face: Face) -> float | None:
    return face.intensity if isinstance(face, DrawnFace) else None


_DEALERS: dict[Kind, Callable[[Pick[Expression], Deck, Random], Card]] = {
    Kind.BROWSE: _browse,
    Kind.NAME: _name,
    Kind.PICK: _pick,
    Kind.SAME: _same,
    Kind.CHANGE: _change,
    Kind.STRENGTH: _strength,
    Kind.LISTEN: _listen,
    Kind.PASSING: _passing,
    Kind.MIRROR: _mirror,
}
