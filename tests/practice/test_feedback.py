"""What follows an answer: about the faces that were shown, in the words that described them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drawn_faces import PROTOTYPES
from assistant.expressions import Expression
from assistant.practice.cards import Card, DrawnFace, Kind
from assistant.practice.contrasts import difference, in_common
from assistant.practice.decks import DrawnDeck
from assistant.practice.explain import made_by, variant_of
from assistant.practice.feedback import respond, taken_for
from assistant.practice.quiz import deal
from assistant.practice.scheduling import Pick
from tests.helpers.practice_cases import HINT, deck_with_a_hint_for_sad, picks, right_choice, wrong_choice

DECK = DrawnDeck()
FEAR_OR_SURPRISE = Pick(Expression.FEAR, (Expression.SURPRISE,), 1.0)


def cards(kind: Kind, same: bool | None = None) -> list[Card]:
    dealt = (deal(kind, FEAR_OR_SURPRISE, DECK, Random(seed)) for seed in range(40))
    return [card for card in dealt if same is None or (card.faces[0].expression is card.faces[1].expression) is same]


def seen(face: object) -> tuple[Expression, int]:
    assert isinstance(face, DrawnFace)
    return face.expression, face.variant % len(PROTOTYPES[face.expression])


def test_two_faces_taken_for_the_same_are_compared_as_they_were_shown() -> None:
    told = cards(Kind.SAME, same=False)
    assert len({seen(face) for card in told for face in card.faces}) > 2  # more than one variant
    for card in told:
        feedback = respond(card, 0, DECK, praise=False, rng=Random(0))
        assert difference(card.faces[0], card.faces[1], DECK.word) in feedback.text
        assert [seen(face) for face in feedback.beside] == [seen(face) for face in card.faces]
        assert feedback.confused is Expression.SURPRISE
        assert taken_for(card, 0) is None


def test_two_alike_taken_for_different_are_told_by_what_they_share() -> None:
    for card in cards(Kind.SAME, same=True):
        feedback = respond(card, 1, DECK, praise=False, rng=Random(0))
        assert feedback.text.endswith(in_common(card.faces[0], card.faces[1], DECK.word))
        assert feedback.confused is None
        assert taken_for(card, 1) is None


def test_a_picked_face_is_compared_as_it_was_shown() -> None:
    for card in cards(Kind.PICK):
        assert card.right is not None
        wrong = 1 - card.right
        feedback = respond(card, wrong, DECK, praise=False, rng=Random(0))
        assert difference(card.faces[card.right], card.faces[wrong], DECK.word) in feedback.text
        assert [seen(face) for face in feedback.beside] == [seen(card.faces[card.right]), seen(card.faces[wrong])]
        assert len({face.seed for face in feedback.beside if isinstance(face, DrawnFace)}) == 1
        assert taken_for(card, wrong) is Expression.SURPRISE


@pytest.mark.parametrize("kind", [Kind.NAME, Kind.LISTEN, Kind.CHANGE])
def test_a_name_is_compared_with_its_clearest_face(kind: Kind) -> None:
    for card in cards(kind):
        wrong = [choice.means for choice in card.choices].index(Expression.SURPRISE)
        feedback = respond(card, wrong, DECK, praise=False, rng=Random(0))
        assert seen(feedback.beside[1]) == (Expression.SURPRISE, 0)
        assert difference(feedback.beside[0], feedback.beside[1], DECK.word) in feedback.text
        assert all(face.before is None for face in feedback.beside if isinstance(face, DrawnFace))


@pytest.mark.parametrize("kind", [Kind.NAME, Kind.PICK, Kind.SAME])
def test_a_decks_hint_is_said_after_its_expression_was_missed(kind: Kind) -> None:
    deck = deck_with_a_hint_for_sad()
    for expression, other in ((Expression.SAD, Expression.HAPPY), (Expression.HAPPY, Expression.SAD)):
        card = deal(kind, Pick(expression, (other,), 1.0), deck, Random(0))
        missed, recognised = (
            respond(card, choice, deck, praise=False, rng=Random(0))
            for choice in (wrong_choice(card), right_choice(card))
        )
        assert (HINT in missed.text) == (expression is Expression.SAD)
        assert HINT not in card.question
        assert HINT not in recognised.text


@given(picks, st.integers(0, 999))
def test_a_wrong_strength_says_what_to_look_at(pick: Pick, seed: int) -> None:
    deck = DrawnDeck()
    card = deal(Kind.STRENGTH, pick, deck, Random(seed))
    wrong = (right_choice(card) + 1) % len(card.choices)
    feedback = respond(card, wrong, deck, praise=False, rng=Random(seed))
    assert not feedback.right
    assert made_by(card.expression, deck.word, variant_of(card.faces[0])) in feedback.text
