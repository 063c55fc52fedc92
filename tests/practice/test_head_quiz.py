"""Cards about heads and eyes: what is asked, what is right, and what follows."""

from collections import Counter
from datetime import UTC
from random import Random

import pytest

from assistant.practice.behaviours import AT_REST, BEHAVIOURS, Behaviour
from assistant.practice.cards import OF_HEADS, Answer, Card, DrawnFace, Kind
from assistant.practice.decks import DrawnDeck
from assistant.practice.feedback import respond, taken_for
from assistant.practice.head_quiz import asked_about, deal_head, drawn_from
from assistant.practice.quiz import kinds_for
from assistant.practice.scheduling import Learner, Pick
from assistant.practice.session import Plan, Session
from assistant.practice.summary import spoken_progress
from tests.practice.conftest import NOW

DECK = DrawnDeck()
ASKING = sorted(OF_HEADS - {Kind.HEADS})


def card(kind: Kind, shown: Behaviour, seed: int = 0) -> Card:
    others = tuple(each for each in asked_about(kind) if each is not shown)
    return deal_head(kind, Pick(shown, others, 0.0 if shown in AT_REST else 0.6), Random(seed))


def respond_to(asked: Card, choice: int) -> str:
    return respond(asked, choice, DECK, praise=False, rng=Random(0)).text


def test_a_drawn_deck_has_cards_of_every_kind() -> None:
    assert set(kinds_for(DECK)) >= OF_HEADS
    assert {each for kind in OF_HEADS for each in asked_about(kind)} == {*BEHAVIOURS}


@pytest.mark.parametrize("shown", asked_about(Kind.GESTURE))
def test_a_head_nods_or_shakes_or_neither(shown: Behaviour) -> None:
    asked = card(Kind.GESTURE, shown)
    assert [choice.text for choice in asked.choices] == ["nods", "shakes the head", "neither"]
    assert asked.right == {Behaviour.NOD: 0, Behaviour.SHAKE: 1}.get(shown, 2)
    told = respond_to(asked, asked.right)
    assert told == f"Right: {shown.word if asked.right < 2 else f'neither ({shown.word})'}."


def test_each_answer_is_right_about_equally_often() -> None:
    drawn = Counter(each for seed in range(90) for each in drawn_from(Kind.GESTURE, Random(seed)))
    assert drawn[Behaviour.NOD] == drawn[Behaviour.SHAKE] == sum(drawn.values()) / 3
    for kind in (Kind.LOOK, Kind.EYES):
        rights = Counter(card(kind, asked_about(kind)[0], seed).right for seed in range(200))
        assert min(rights.values()) > 70


@pytest.mark.parametrize("kind", [Kind.LOOK, Kind.EYES])
def test_who_looks_away_does_so_with_the_head_or_with_the_eyes_alone(kind: Kind) -> None:
    for seed in range(20):
        asked = card(kind, asked_about(kind)[0], seed)
        (face,) = asked.faces
        assert isinstance(face, DrawnFace)
        assert face.behaviour is asked.expression
        assert (asked.right == 0) is (asked.expression is Behaviour.TOWARD)
        assert asked.intensity == (None if asked.right == 0 else 0.6)
    assert asked_about(kind)[0] is (Behaviour.AWAY if kind is Kind.LOOK else Behaviour.EYES_AWAY)


def test_a_lesson_tells_what_each_is_like_and_asks_nothing() -> None:
    for shown in BEHAVIOURS:
        lesson = card(Kind.HEADS, shown)
        assert lesson.question.startswith(shown.explained)
        assert ("from place to place" in lesson.question) is (shown in (Behaviour.NOD, Behaviour.SHAKE))
        assert lesson.choices == ()


@pytest.mark.parametrize("kind", ASKING)
def test_what_was_mixed_up_is_told_and_stands_side_by_side(kind: Kind) -> None:
    for seed in range(8):
        asked = card(kind, asked_about(kind)[0], seed)
        for choice in range(len(asked.choices)):
            if choice == asked.right:
                assert taken_for(asked, choice) is asked.expression
                continue
            feedback = respond(asked, choice, DECK, praise=False, rng=Random(0))
            assert isinstance(asked.expression, Behaviour)
            assert asked.expression.explained in feedback.text
            other = taken_for(asked, choice)
            assert feedback.confused is other
            if isinstance(other, Behaviour):
                assert other.explained in feedback.text
                assert [face.subject for face in feedback.beside] == [asked.expression, other]
            else:
                assert asked.choices[choice].text == "neither"
                assert feedback.beside == ()


def test_a_confusion_comes_back_and_progress_counts_it() -> None:
    recorded: list[Answer] = []
    learner = Learner()
    session = Session(DECK, learner, Plan((Kind.HEARD_HEADS, Kind.NAME)), recorded.append, seed=3, now=NOW)
    while session.card and session.card.kind is not Kind.HEARD_HEADS:
        session.skip(NOW)
    asked = session.card
    assert asked
    assert asked.right is not None
    session.answer((asked.right + 1) % len(asked.choices), NOW)
    chosen = recorded[-1].chosen
    assert isinstance(chosen, Behaviour)
    session.go_on(NOW)
    assert session.card
    assert session.card.kind is Kind.HEARD_HEADS
    assert session.card.expression in (asked.expression, chosen)
    assert {asked.expression, chosen} <= {choice.means for choice in session.card.choices}
    assert learner.confusions.rate(asked.expression, chosen) > 0.3


def test_a_learner_who_sees_only_large_movements_is_measured() -> None:
    learner, rng = Learner(), Random(5)
    given: list[Answer] = []
    for _ in range(120):
        drawn = drawn_from(Kind.GESTURE, rng)
        pick = learner.pick(drawn, None, NOW, rng, has_dial=True, measure=True)
        asked = deal_head(Kind.GESTURE, pick, rng)
        right = (asked.intensity or 0) > 0.5 or rng.random() < 1 / 3
        chosen = pick.expression if right else None
        given.append(Answer(NOW, Kind.GESTURE, pick.expression, chosen, right, asked.intensity, 3, False))
        learner.learn(given[-1])
    for gesture in (Behaviour.NOD, Behaviour.SHAKE):
        assert learner.thresholds[gesture].estimate == pytest.approx(0.5, abs=0.15)
    told = spoken_progress(given, learner.thresholds, UTC, DECK.word)
    assert "To recognise “nods”, you need this strength: " in told
