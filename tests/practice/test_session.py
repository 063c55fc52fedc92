"""A session driven by keys and answers: every kind, by ear, in four languages, left at any moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import messages
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice import head_quiz
from assistant.practice.behaviours import AT_REST
from assistant.practice.cards import ASKING_NOTHING, OF_HEADS, Answer, DrawnFace, Kind, Photograph
from assistant.practice.decks import DrawnDeck
from assistant.practice.picture_folders import open_deck
from assistant.practice.quiz import kinds_for
from assistant.practice.scheduling import Learner
from assistant.practice.session import Plan, Session
from tests.helpers.practice_cases import HINT, deck_with_a_hint_for_sad, right_choice, wrong_choice
from tests.practice.conftest import NOW

ASKING = tuple(kind for kind in Kind if kind not in ASKING_NOTHING)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


def begin(plan: Plan, record: Callable[[Answer], None] = lambda _: None, seed: int = 0) -> Session:
    return Session(DrawnDeck(), Learner(), plan, record, seed=seed, now=NOW)


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("kind", ASKING)
def test_ten_cards_of_each_kind_are_answered_by_ear(kind: Kind, language: str) -> None:
    messages.use(language)
    recorded: list[Answer] = []
    session = begin(Plan((kind,), describe=True), recorded.append)
    while card := session.card:
        assert card.kind == kind
        assert all(choice.text in session.spoken for choice in card.choices)
        assert all(description in session.spoken for description in card.descriptions)
        assert card.descriptions
        session.answer(right_choice(card), NOW)
        assert session.feedback
        assert session.feedback.right
        session.go_on(NOW)
    assert len(recorded) == 10
    assert all(answer.right and answer.described for answer in recorded)
    assert session.spoken == messages.say("practice.over")


@pytest.mark.parametrize("kind", sorted(ASKING_NOTHING))
def test_what_asks_nothing_leaves_no_trace(kind: Kind) -> None:
    recorded: list[Answer] = []
    session = begin(Plan((kind,), length=3), recorded.append)
    while card := session.card:
        assert DrawnDeck().word(card.expression) in session.spoken
        session.answer(0, NOW)
        session.go_on(NOW)
    assert recorded == []


@pytest.mark.parametrize("describe", [False, True])
@pytest.mark.parametrize("kind", Kind)
def test_all_that_a_kind_is_about_comes_up(kind: Kind, describe: bool) -> None:
    session = begin(Plan((kind,), length=60, describe=describe))
    seen = set()
    while card := session.card:
        seen.add(card.expression)
        session.answer(right_choice(card) if card.choices else 0, NOW)
        session.go_on(NOW)
    about = head_quiz.asked_about(kind) if kind in OF_HEADS else EXPRESSIONS
    assert seen >= {*about} - AT_REST
    assert kind not in (Kind.LOOK, Kind.EYES) or seen == {*about}


def test_the_mirror_never_compares_ones_own_face_at_rest() -> None:
    session = begin(Plan((Kind.MIRROR,), length=80))
    while session.card:
        assert session.card.expression != Expression.NEUTRAL
        session.go_on(NOW)


def test_confusion_is_explained_and_comes_back_side_by_side() -> None:
    for seed in range(12):
        session = begin(Plan((Kind.NAME, Kind.PICK), length=None), seed=seed)
        card = session.card
        assert card
        session.answer(wrong_choice(card), NOW)
        chosen = card.choices[wrong_choice(card)].means
        assert session.feedback
        assert not session.feedback.right
        assert session.feedback.confused == chosen
        assert [face.expression for face in session.feedback.beside] == [card.expression, chosen]
        people = {face.seed for face in session.feedback.beside if isinstance(face, DrawnFace)}
        assert len(people) == 1
        assert "Notice the" in session.spoken
        session.go_on(NOW)
        assert session.card
        assert session.card.kind == Kind.PICK
        assert session.card.expression == card.expression
        assert chosen in {face.expression for face in session.card.faces}


@pytest.mark.parametrize("attentive", [True, False])
def test_a_mixed_session_mixes_its_kinds(attentive: bool) -> None:
    for seed in range(20):
        session = begin(Plan(ASKING, length=2 * len(ASKING)), seed=seed)
        dealt = []
        while card := session.card:
            dealt.append(card.kind)
            session.answer(right_choice(card) if attentive else wrong_choice(card), NOW)
            session.go_on(NOW)
        assert max(len(list(run)) for _, run in groupby(dealt)) <= 2
        if attentive:
            assert Counter(dealt) == dict.fromkeys(ASKING, 2)


def test_same_or_different_is_kept_without_naming_an_expression() -> None:
    for choice in (0, 1):
        recorded: list[Answer] = []
        session = begin(Plan((Kind.SAME,)), recorded.append)
        while session.card:
            session.answer(choice, NOW)
            session.go_on(NOW)
        assert {answer.right for answer in recorded} == {True, False}
        assert {answer.chosen for answer in recorded} == {None}


keys = st.lists(st.one_of(st.integers(0, 8), st.sampled_from("gsdf")), max_size=60)


@settings(max_examples=60, deadline=None)
@given(keys, st.integers(0, 999), st.sets(st.sampled_from(Kind), min_size=1), st.one_of(st.none(), st.integers(1, 12)))
def test_any_keys_keep_the_session_sound(
    pressed: list[int | str], seed: int, kinds: set[Kind], length: int | None
) -> None:
    recorded: list[Answer] = []
    session = begin(Plan(tuple(kinds), length), recorded.append, seed)
    for key in pressed:
        before = (session.card, session.feedback, session.position)
        match key:
            case int():
                session.answer(key, NOW)
            case "g":
                session.go_on(NOW)
                if before[0] and before[0].choices and not before[1]:
                    assert (session.card, session.feedback, session.position) == before
            case "s":
                session.skip(NOW)
            case "d":
                session.describe()
            case "f":
                session.finish()
                assert session.card is None
        assert session.spoken
        assert session.answers == recorded
        assert length is None or session.position <= length
    assert len(recorded) <= session.position


def test_answer_is_recorded_before_anything_else() -> None:
    def fail(_: Answer) -> None:
        raise OSError("the disk is full")

    class Attentive(Learner):
        def learn(self, answer: Answer) -> None:
            learned.append(answer)

    learned: list[Answer] = []
    session = Session(DrawnDeck(), Attentive(), Plan((Kind.NAME,)), fail, seed=0, now=NOW)
    with pytest.raises(OSError, match="disk"):
        session.answer(0, NOW)
    assert session.feedback is None
    assert session.answers == []
    assert learned == []


def test_faces_are_described_only_where_asked() -> None:
    session = begin(Plan((Kind.NAME,)))
    assert session.card
    (description,) = session.card.descriptions
    assert description not in session.spoken
    session.describe()
    assert description in session.spoken
    session.answer(0, NOW)
    assert session.answers[0].described
    session.go_on(NOW)
    assert session.card.descriptions[0] not in session.spoken


def test_a_decks_hints_are_said_while_browsing() -> None:
    session = Session(
        deck_with_a_hint_for_sad(), Learner(), Plan((Kind.BROWSE,), length=20), lambda _: None, seed=0, now=NOW
    )
    seen = set()
    while card := session.card:
        assert (HINT in session.spoken) == (card.expression is Expression.SAD)
        seen.add(card.expression)
        session.go_on(NOW)
    assert seen == {Expression.HAPPY, Expression.SAD}


def test_praise_only_if_switched_on() -> None:
    for praise in (False, True):
        session = begin(Plan((Kind.NAME,), praise=praise))
        assert session.card
        session.answer(right_choice(session.card), NOW)
        assert ("Well done!" in session.spoken) is praise


@pytest.mark.parametrize("choices", range(2, 8))
def test_number_of_choices_is_the_learners_if_they_say_so(choices: int) -> None:
    session = begin(Plan((Kind.NAME, Kind.PICK, Kind.LISTEN), length=12, choices=choices))
    while card := session.card:
        assert len(card.choices) == choices
        session.answer(wrong_choice(card), NOW)
        session.go_on(NOW)


def test_broken_pictures_are_skipped_until_too_few_are_left(class_folders: Callable[..., Path]) -> None:
    deck = open_deck(class_folders("happy/1.png", "happy/2.png", "sad/1.png"))
    session = Session(deck, Learner(), Plan((Kind.NAME,)), lambda _: None, seed=0, now=NOW)
    happy = deck.pictures(Expression.HAPPY)
    session.drop(happy[0], NOW)
    assert session.position == 1
    assert session.card
    assert happy[0] not in session.card.faces
    session.drop(happy[1], NOW)
    assert session.card is None
    assert "nothing to tell apart" in session.spoken
    assert deck.broken == 2


def test_a_deck_that_is_unplugged_ends_the_session_and_comes_back(class_folders: Callable[..., Path]) -> None:
    folder = class_folders(*(f"{name}/{number}.png" for name in ("happy", "sad") for number in range(9)))
    deck, plan = open_deck(folder), Plan((Kind.NAME,), choices=2)
    session = Session(deck, Learner(), plan, lambda _: None, seed=0, now=NOW)
    away = folder.rename(folder.with_name("unplugged"))
    session.answer(0, NOW)
    assert session.feedback
    for face in session.card.faces if session.card else ():
        assert isinstance(face, Photograph)
        session.drop(face, NOW)
    assert session.feedback, "what was answered is told all the same"
    session.go_on(NOW)
    assert session.card is None
    assert "is not there any more" in session.spoken
    assert Session(deck, Learner(), plan, lambda _: None, seed=0, now=NOW).card is None
    away.rename(folder)
    session = Session(deck, Learner(), plan, lambda _: None, seed=0, now=NOW)
    assert session.card
    assert len(session.card.choices) == 2
    assert deck.broken == 0


def test_a_confusion_with_pictures_that_are_gone_is_not_taken_up(class_folders: Callable[..., Path]) -> None:
    folder = class_folders("happy/1.png", "happy/2.png", "sad/1.png", "sad/2.png", "angry/1.png")
    for seed in range(20):
        deck = open_deck(folder)
        plan = Plan((Kind.NAME, Kind.SAME), length=10, choices=3)
        session = Session(deck, Learner(), plan, lambda _: None, seed=seed, now=NOW)
        assert session.card
        angry = [index for index, choice in enumerate(session.card.choices) if choice.means == Expression.ANGRY]
        if session.card.kind != Kind.NAME or session.card.expression == Expression.ANGRY:
            continue
        session.answer(angry[0], NOW)
        session.drop(deck.pictures(Expression.ANGRY)[0], NOW)
        session.go_on(NOW)
        assert session.card
        assert session.card.expression != Expression.ANGRY


def test_the_same_expression_is_shown_by_two_pictures(class_folders: Callable[..., Path]) -> None:
    folder = class_folders("happy/1.png", "happy/2.png", "sad/1.png")
    shown = set()
    for seed in range(60):
        plan = Plan((Kind.SAME,), length=1)
        session = Session(open_deck(folder), Learner(), plan, lambda _: None, seed=seed, now=NOW)
        assert session.card
        first, second = session.card.faces
        assert first != second
        assert (first.expression == second.expression) == (session.card.right == 0)
        shown.add((first.expression, second.expression))
    assert (Expression.HAPPY, Expression.HAPPY) in shown
    assert (Expression.SAD, Expression.SAD) not in shown


@pytest.mark.parametrize("language", [language for language in messages.LANGUAGES if language != "en"])
@pytest.mark.parametrize("kind", Kind)
def test_another_language_says_the_same_card_and_what_follows_it(kind: Kind, language: str) -> None:
    plan = Plan((kind,), describe=True, praise=True)
    for seed in range(6):
        session = begin(plan, seed=seed)
        messages.use(language)
        card, there = session.card, begin(plan, seed=seed)
        assert session.spoken == there.spoken
        for each in (session, there):
            each.answer(seed % 3, NOW)
        assert session.spoken == there.spoken
        messages.use("en")
        in_english = begin(plan, seed=seed)
        in_english.answer(seed % 3, NOW)
        assert there.spoken == in_english.spoken
        assert session.card is card


def test_pictures_have_no_dial_and_no_words(class_folders: Callable[..., Path]) -> None:
    deck = open_deck(class_folders("happy/1.png", "sad/1.png"))
    drawn = {Kind.CHANGE, Kind.STRENGTH, Kind.LISTEN, Kind.PASSING, *OF_HEADS}
    assert not drawn & set(kinds_for(deck))
    with pytest.raises(DeckError, match="another kind"):
        Session(deck, Learner(), Plan((Kind.LISTEN,)), lambda _: None, seed=0, now=NOW)
    session = Session(deck, Learner(), Plan(length=30), lambda _: None, seed=0, now=NOW)
    while card := session.card:
        assert all(isinstance(face, Photograph) for face in card.faces)
        assert card.intensity is None
        session.answer(wrong_choice(card) if card.choices else 0, NOW)
        session.go_on(NOW)


def test_sessions_have_no_clock(now: datetime) -> None:
    """The same keys at any pace bring the same cards, apart from what spaced repetition finds due."""
    slow, fast = (begin(Plan((Kind.NAME,), length=3), seed=5) for _ in range(2))
    slow.answer(0, now)
    fast.answer(0, now)
    assert slow.spoken == fast.spoken
