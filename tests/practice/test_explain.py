"""Faces in words: true to the action units, complete in every language, and different where faces are."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from assistant import messages
from assistant.drawn_faces import PROTOTYPES
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import say
from assistant.practice.cards import DrawnFace
from assistant.practice.decks import DrawnDeck
from assistant.practice.explain import CONFUSED_WITH, closeness, described, made_by, often_taken_for

word = DrawnDeck().word


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_description_does_not_give_the_expression_away(expression: Expression) -> None:
    for variant in range(6):
        text = described(DrawnFace(1, expression, 0.6, variant))
        assert word(expression) not in text
        assert expression.value not in text


def test_expression_is_explained() -> None:
    assert made_by(Expression.NEUTRAL, word) == "Looks neutral: nothing moves."
    assert made_by(Expression.HAPPY, word).startswith("Looks happy: cheeks raised, corners of the mouth pulled up")
    assert often_taken_for(Expression.FEAR, word) == "Most often mistaken for: surprised, disgusted."
    assert often_taken_for(Expression.FEAR, word, among=(Expression.HAPPY,)) == ""


def test_fear_raises_the_whole_brow_and_sadness_its_inner_ends_alone() -> None:
    for variant in range(len(PROTOTYPES[Expression.FEAR])):
        text = described(DrawnFace(1, Expression.FEAR, 1.0, variant))
        assert "whole brows raised and drawn together, upper lids raised and eyes wide" in text
        assert "lips stretched sideways" in text
    for variant in range(len(PROTOTYPES[Expression.SAD])):
        text = described(DrawnFace(1, Expression.SAD, 1.0, variant))
        assert "only the inner ends of the brows raised and drawn together" in text


def test_angry_tells_of_the_upper_lids() -> None:
    for variant in range(len(PROTOTYPES[Expression.ANGRY])):
        assert "upper lids raised" in made_by(Expression.ANGRY, word, variant)


def test_moving_face_is_described_in_its_order() -> None:
    text = described(DrawnFace(1, Expression.HAPPY, 1.0, before=Expression.NEUTRAL))
    assert text.index("at rest") < text.index("Then it changes") < text.index("cheeks raised")


def test_closeness_is_symmetric_and_highest_for_fear_and_surprise() -> None:
    pairs = list(combinations(EXPRESSIONS, 2))
    assert all(closeness(one, other) == closeness(other, one) for one, other in pairs)
    assert max(pairs, key=lambda pair: closeness(*pair)) == (Expression.FEAR, Expression.SURPRISE)


def test_confusions_are_with_others() -> None:
    assert set(CONFUSED_WITH) == set(EXPRESSIONS)
    assert all(expression not in others for expression, others in CONFUSED_WITH.items())


def test_how_strongly_a_face_shows_it_is_said() -> None:
    assert say("explain.grade_slight") in described(DrawnFace(1, Expression.SAD, 0.4))
