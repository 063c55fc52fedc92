"""What the answers say, in figures, tables and sentences."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest

from assistant import messages
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.behaviours import BEHAVIOURS, Behaviour, Subject
from assistant.practice.cards import Answer, Kind
from assistant.practice.decks import DrawnDeck
from assistant.practice.scheduling import Learner
from assistant.practice.summary import (
    Tally,
    accuracy,
    accuracy_by_day,
    accuracy_table,
    confusion_table,
    confusions,
    spoken_progress,
    spoken_session,
    threshold_table,
)
from benchmarks.practice_simulation import SimulatedLearner, practise
from tests.practice.conftest import NOW

word = DrawnDeck().word


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be changed for a moment")
def test_a_day_in_winter_stays_the_same_day_in_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        late = [
            answer(Expression.HAPPY, Expression.HAPPY, time=datetime(2026, month, 10, 21, 30, tzinfo=UTC))
            for month in (1, 7)
        ]
        late.append(answer(Expression.HAPPY, Expression.HAPPY, time=datetime(2026, 1, 10, 22, 30, tzinfo=UTC)))
        assert sorted(day.isoformat() for day in accuracy_by_day(late, None, EXPRESSIONS)) == [
            "2026-01-10",
            "2026-07-10",
        ]
    finally:
        monkeypatch.undo()
        time.tzset()


def answer(shown: Subject, chosen: Subject, kind: Kind = Kind.NAME, time: datetime = NOW) -> Answer:
    return Answer(time, kind, shown, chosen, shown is chosen, 0.5, 3, False)


ANSWERS = [
    answer(Expression.FEAR, Expression.SURPRISE),
    answer(Expression.FEAR, Expression.SURPRISE),
    answer(Expression.FEAR, Expression.FEAR),
    answer(Expression.HAPPY, Expression.HAPPY),
    answer(Expression.SAD, Expression.SAD, Kind.STRENGTH),
]


def test_accuracy_counts_recognition_alone() -> None:
    assert accuracy(ANSWERS, EXPRESSIONS) == {Expression.FEAR: Tally(1, 3), Expression.HAPPY: Tally(1, 1)}


def test_same_or_different_takes_no_face_for_another() -> None:
    kept = [answer(Expression.FEAR, chosen, Kind.SAME) for chosen in (Expression.SURPRISE, Expression.FEAR)]
    assert confusions(kept) == {}
    assert accuracy(kept, EXPRESSIONS) == {Expression.FEAR: Tally(1, 2)}


def test_days_are_the_learners() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    answers = [answer(Expression.HAPPY, Expression.HAPPY, time=late)]
    assert [day.isoformat() for day in accuracy_by_day(answers, UTC, EXPRESSIONS)] == ["2026-03-01"]
    assert [day.isoformat() for day in accuracy_by_day(answers, timezone(timedelta(hours=2)), EXPRESSIONS)] == [
        "2026-03-02"
    ]


def test_a_day_of_how_strong_alone_counts_and_has_no_empty_row() -> None:
    strength = replace(ANSWERS[0], kind=Kind.STRENGTH, chosen=None)
    assert accuracy_table([strength], UTC, word).rows == ()
    assert "days of practice: 1" in spoken_progress([strength], {}, UTC, word)


def test_tables_have_a_heading_for_every_row_and_column() -> None:
    tables = (
        accuracy_table(ANSWERS, UTC, word),
        confusion_table(ANSWERS, word),
        threshold_table(Learner(ANSWERS).thresholds, word),
    )
    for table in tables:
        assert table.title
        assert all(table.columns)
        assert all(len(row) == len(table.columns) and row[0] for row in table.rows)
    confused = tables[1]
    row = next(row for row in confused.rows if row[0] == word(Expression.FEAR))
    assert row[confused.columns.index(word(Expression.SURPRISE))] == "2"
    assert confusions(ANSWERS).total() == 4


def test_session_is_told_without_a_score() -> None:
    text = spoken_session(ANSWERS, word, broken=2)
    assert "Clear to you this time: happy." in text
    assert "looks afraid was taken for surprised" in text
    assert "left out: 2." in text
    assert "%" not in text
    assert spoken_session([], word, broken=0) == "Cards answered: 0."


def test_what_was_recognised_is_no_confusion() -> None:
    often = [answer(Expression.HAPPY, Expression.HAPPY)] * 5
    assert "was taken for" not in spoken_session(often, word, broken=0)
    assert "was taken for" not in spoken_progress(often, {}, UTC, word)


def test_the_three_most_frequent_confusions_are_told() -> None:
    times = {Expression.ANGRY: 2, Expression.FEAR: 5, Expression.SAD: 4, Expression.DISGUST: 3}
    answers = [answer(shown, Expression.SURPRISE) for shown, count in times.items() for _ in range(count)]
    for text in (spoken_session(answers, word, broken=0), spoken_progress(answers, {}, UTC, word)):
        places = [
            text.find(f"looks {word(each)} was taken for surprised")
            for each in (Expression.FEAR, Expression.SAD, Expression.DISGUST)
        ]
        assert -1 < places[0] < places[1] < places[2]
        assert f"looks {word(Expression.ANGRY)} was" not in text


def test_a_single_slip_is_told_of_its_session_but_not_of_all_progress() -> None:
    slip = answer(Expression.FEAR, Expression.SURPRISE)
    assert "was taken for" in spoken_session([slip], word, broken=0)
    assert "was taken for" not in spoken_progress([slip], {}, UTC, word)
    assert "was taken for" in spoken_progress([slip, slip], {}, UTC, word)


def test_a_threshold_is_a_share_of_the_dial_or_beyond_it_once_it_is_known() -> None:
    learner = Learner()
    for _ in range(30):
        learner.thresholds[Expression.FEAR].learn(1.0, 5, right=False)
        learner.thresholds[Expression.SAD].learn(0.4, 5, right=False)
        learner.thresholds[Expression.SAD].learn(0.5, 5, right=True)
    thresholds = {each: learner.thresholds[each] for each in (Expression.FEAR, Expression.SAD, Expression.HAPPY)}
    assert [told for _, told in threshold_table(thresholds, word).rows] == [
        "more than its full strength",
        "45%",
        "not known yet",
    ]


def test_progress_is_told() -> None:
    course = practise(SimulatedLearner(Random(0)), 120, seed=0)
    assert spoken_progress([], course.learner.thresholds, UTC, word) == "Nothing has been practised yet."
    text = spoken_progress(ANSWERS, course.learner.thresholds, UTC, word)
    assert "Cards answered so far: 5, days of practice: 1." in text.splitlines()
    assert "Looks afraid: recognised 1 of 3 times." in text.splitlines()
    assert "To recognise “happy”" in text
    assert "To recognise" not in spoken_progress(ANSWERS, Learner().thresholds, UTC, word)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_language_tells_all(language: str) -> None:
    messages.use(language)
    assert word(Expression.SURPRISE) in spoken_session(ANSWERS, word, broken=1)
    assert all(word(each) in confusion_table(ANSWERS, word).columns for each in EXPRESSIONS)


def test_behaviours_have_tables_and_sentences_of_their_own() -> None:
    heads = [
        answer(Behaviour.NOD, Behaviour.SHAKE, Kind.GESTURE),
        answer(Behaviour.NOD, Behaviour.SHAKE, Kind.GESTURE),
        answer(Behaviour.TOWARD, Behaviour.TOWARD, Kind.LOOK),
    ]
    given = [*ANSWERS, *heads]
    assert accuracy(given, BEHAVIOURS) == {Behaviour.NOD: Tally(0, 2), Behaviour.TOWARD: Tally(1, 1)}
    assert accuracy(given, EXPRESSIONS) == accuracy(ANSWERS, EXPRESSIONS)
    assert accuracy_table(given, UTC, word) == accuracy_table(ANSWERS, UTC, word)
    assert confusion_table(given, word) == confusion_table(ANSWERS, word)
    by_day, taken = accuracy_table(given, UTC, word, BEHAVIOURS), confusion_table(given, word, BEHAVIOURS)
    assert by_day.columns == ("Day", *map(word, BEHAVIOURS))
    assert taken.rows[0][:3] == ("nods", "0", "2")
    assert accuracy_table(ANSWERS, UTC, word, BEHAVIOURS).rows == ()
    told = spoken_progress(given, {}, UTC, word)
    assert "“nods”: recognised 0 of 2 times." in told
    assert "“nods” was taken for “shakes the head”: worth practising again." in told
    assert "Clear to you this time: looks at you." in spoken_session(heads, word, broken=0)
