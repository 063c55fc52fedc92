"""A session driven by keys and answers: every kind, by ear, in four languages, left at any moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import messages
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import Answer, Card, DrawnFace, Kind, Photograph
from assistant.practice.decks import DrawnDeck, PictureDeck
from assistant.practice.explain import described, made_by, variant_of
from assistant.practice.feedback import respond
from assistant.practice.picture_folders import open_deck
from assistant.practice.quiz import deal, kinds_for
from assistant.practice.scheduling import Learner, Pick
from assistant.practice.session import Plan, Session
from tests.practice.conftest import NOW

ASKING = tuple(kind for kind in Kind if kind not in (Kind.BROWSE, Kind.MIRROR))


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


def begin(plan: Plan, record: Callable[[Answer], None] = lambda _: None, seed: int = 0) -> Session:
    return Session(DrawnDeck(), Learner(), plan, record, seed=seed, now=NOW)


def right_choice(card: Card) -> int:
    assert card.right is not None
    return card.right


def wrong_choice(card: Card) -> int:
    return (right_choice(card) + 1) % len(card.choices)


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


@pytest.mark.parametrize("kind", [Kind.BROWSE, Kind.MIRROR])
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
def test_all_expressions_come_up(kind: Kind, describe: bool) -> None:
    session = begin(Plan((kind,), length=60, describe=describe))
    seen = set()
    while card := session.card:
        seen.add(card.expression)
        session.answer(right_choice(card) if card.choices else 0, NOW)
        session.go_on(NOW)
    assert seen >= set(EXPRESSIONS) - {Expression.NEUTRAL}


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
        assert "Look at the" in session.spoken
        session.go_on(NOW)
        assert session.card
        assert session.card.kind == Kind.PICK
        assert session.card.expression == card.expression
        assert chosen in {face.expression for face in session.card.faces}


@pytest.mark.parametrize("attentive", [True, False])
def test_a_mixed_session_mixes_its_kinds(attentive: bool) -> None:
    for seed in range(20):
        session = begin(Plan(ASKING, length=12), seed=seed)
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


HINT = "Look at Grandpa's eyebrows."


def deck_with_a_hint_for_sad() -> PictureDeck:
    pictures = [Photograph(Path(f"{each}.png"), each) for each in (Expression.HAPPY, Expression.SAD)]
    return PictureDeck("Our family", Path("family"), pictures, hints={Expression.SAD: HINT})


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


def test_praise_only_if_switched_on() -> None:
    for praise in (False, True):
        session = begin(Plan((Kind.NAME,), praise=praise))
        assert session.card
        session.answer(right_choice(session.card), NOW)
        assert ("Well seen!" in session.spoken) is praise


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
    assert not {Kind.CHANGE, Kind.STRENGTH, Kind.LISTEN} & set(kinds_for(deck))
    with pytest.raises(DeckError, match="another kind"):
        Session(deck, Learner(), Plan((Kind.LISTEN,)), lambda _: None, seed=0, now=NOW)
    session = Session(deck, Learner(), Plan(length=30), lambda _: None, seed=0, now=NOW)
    while card := session.card:
        assert all(isinstance(face, Photograph) for face in card.faces)
        assert card.intensity is None
        session.answer(wrong_choice(card) if card.choices else 0, NOW)
        session.go_on(NOW)


picks = st.builds(
    lambda named, intensity: Pick(named[0], tuple(named[1:]), 0.0 if named[0] == Expression.NEUTRAL else intensity),
    st.lists(st.sampled_from(EXPRESSIONS), min_size=2, unique=True),
    st.floats(0.05, 1.0),
)


@given(st.sampled_from(ASKING), picks, st.integers(0, 999))
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


@given(picks, st.integers(0, 999))
def test_a_wrong_strength_says_what_to_look_at(pick: Pick, seed: int) -> None:
    deck = DrawnDeck()
    card = deal(Kind.STRENGTH, pick, deck, Random(seed))
    wrong = (right_choice(card) + 1) % len(card.choices)
    feedback = respond(card, wrong, deck, praise=False, rng=Random(seed))
    assert not feedback.right
    assert made_by(card.expression, deck.word, variant_of(card.faces[0])) in feedback.text


def test_sessions_have_no_clock(now: datetime) -> None:
    """The same keys at any pace bring the same cards, apart from what spaced repetition finds due."""
    slow, fast = (begin(Plan((Kind.NAME,), length=3), seed=5) for _ in range(2))
    slow.answer(0, now)
    fast.answer(0, now)
    assert slow.spoken == fast.spoken
