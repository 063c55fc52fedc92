"""Cards as they are dealt: one right choice, which the faces show, and none that a deck cannot fill."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import ASKING_NOTHING, OF_HEADS, DrawnFace, Kind, Photograph
from assistant.practice.decks import DrawnDeck, PictureDeck
from assistant.practice.explain import described
from assistant.practice.grades import GRADES, Grade
from assistant.practice.quiz import asked_about, deal, kinds_for
from assistant.practice.scheduling import Pick
from tests.helpers.practice_cases import picks, right_choice

DECK = DrawnDeck()
OF_FACES = [kind for kind in Kind if kind not in ASKING_NOTHING and kind not in OF_HEADS]


def pictures(*, described: bool) -> PictureDeck:
    shown = (Expression.HAPPY, Expression.SAD, Expression.NEUTRAL)
    made = [Photograph(Path(f"{each}.png"), each, description="Anna." if described else None) for each in shown]
    return PictureDeck("Our family", Path("family"), made)


@given(st.sampled_from(OF_FACES), picks, st.integers(0, 999))
def test_every_card_has_one_right_choice_that_its_face_shows(kind: Kind, pick: Pick, seed: int) -> None:
    card = deal(kind, pick, DrawnDeck(), Random(seed))
    meanings = [choice.means for choice in card.choices]
    assert len(set(meanings)) == len(meanings) >= 2
    right = meanings[right_choice(card)]
    match kind:
        case Kind.NAME | Kind.CHANGE:
            assert card.faces[0].expression == right == pick.expression
        case Kind.PICK:
            assert card.faces[right_choice(card)].expression == pick.expression
        case Kind.SAME:
            assert (card.faces[0].expression == card.faces[1].expression) is right
        case Kind.STRENGTH:
            assert right.intensity == card.intensity  # type: ignore[union-attr] # an asking card has a right choice
        case _:
            assert card.descriptions == (described(card.faces[0]),)
    if kind == Kind.CHANGE:
        moving = card.faces[0]
        assert isinstance(moving, DrawnFace)
        assert moving.before not in (None, *meanings)
        assert moving.intensity > 0


def test_pictures_fill_what_needs_no_dial_and_words_only_where_all_are_described() -> None:
    needs_dial = {Kind.CHANGE, Kind.STRENGTH, Kind.PASSING, *OF_HEADS}
    assert set(kinds_for(DECK)) == set(Kind)
    assert set(kinds_for(pictures(described=True))) == set(Kind) - needs_dial
    assert set(kinds_for(pictures(described=False))) == set(Kind) - needs_dial - {Kind.LISTEN}


def test_the_face_at_rest_never_passes() -> None:
    assert asked_about(Kind.NAME, DECK) == EXPRESSIONS
    assert set(asked_about(Kind.PASSING, DECK)) == set(EXPRESSIONS) - {Expression.NEUTRAL}
    assert asked_about(Kind.NAME, pictures(described=True)) == (Expression.HAPPY, Expression.NEUTRAL, Expression.SAD)


@settings(max_examples=25)
@given(picks, st.integers(0, 999))
def test_words_have_their_places_whichever_is_right(pick: Pick[Expression], seed: int) -> None:
    card = deal(Kind.NAME, pick, DECK, Random(seed))
    places = [EXPRESSIONS.index(choice.means) for choice in card.choices]
    assert places == sorted(places)


@settings(max_examples=20)
@given(picks.filter(lambda pick: pick.expression is not Expression.NEUTRAL), st.integers(0, 999))
def test_what_passes_comes_from_rest_and_goes_back(pick: Pick[Expression], seed: int) -> None:
    (face,) = deal(Kind.PASSING, pick, DECK, Random(seed)).faces
    assert isinstance(face, DrawnFace)
    assert (face.before, face.passes) == (Expression.NEUTRAL, True)


@pytest.mark.parametrize("others", range(1, len(EXPRESSIONS)))
def test_strengths_on_offer_span_the_dial_and_each_is_shown(others: int) -> None:
    pick = Pick(Expression.FEAR, tuple(each for each in EXPRESSIONS if each is not Expression.FEAR)[:others], 0.6)
    cards = [deal(Kind.STRENGTH, pick, DECK, Random(seed)) for seed in range(60)]
    offered = [choice.means for choice in cards[0].choices]
    assert (offered[0], offered[-1], len(offered)) == (Grade.TRACE, Grade.FULL, min(1 + others, len(GRADES)))
    assert offered == sorted(offered, key=GRADES.index)
    assert {right_choice(card) for card in cards} == set(range(len(offered)))


@settings(max_examples=25)
@given(picks, st.integers(0, 999))
def test_strength_gives_nothing_away_among_faces_to_pick_from(pick: Pick[Expression], seed: int) -> None:
    faces = deal(Kind.PICK, pick, DECK, Random(seed)).faces
    strengths = {face.intensity for face in faces if face.expression is not Expression.NEUTRAL}
    assert strengths == {pick.intensity or Grade.CLEAR.intensity}
    assert all(face.intensity == 0 for face in faces if face.expression is Expression.NEUTRAL)


def test_same_and_different_are_about_equally_frequent() -> None:
    pick = Pick(Expression.FEAR, (Expression.SURPRISE,), 1.0)
    rights = Counter(deal(Kind.SAME, pick, DECK, Random(seed)).right for seed in range(200))
    assert min(rights[0], rights[1]) > 70
