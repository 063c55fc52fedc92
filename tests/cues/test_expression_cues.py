"""The expressions that people fear to be told wrongly are told by themselves only when they are read surely."""

from __future__ import annotations

import pytest

from assistant.cues import phrasing
from assistant.cues.cue_engine import CueEngine
from assistant.cues.expression_cues import PATIENCE, SURE
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import CueEvent, ExpressionEvent
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure

NEGATIVE = [expression for expression in EXPRESSIONS if phrasing.is_negative(expression)]
DOUBT = SURE - 0.1


def engine(**chosen: object) -> CueEngine:
    return CueEngine(CuePreferences(**chosen), (0.4,) * 7)  # type: ignore[arg-type] # any of its options


def told(subject: CueEngine, *shown: tuple[Expression, float, float]) -> list[tuple[float, str]]:
    """The cues, where each expression is shown with a probability for some seconds, ten times a second."""
    frames = [sure(expression, p) for expression, p, seconds in shown for _ in range(round(seconds * 10))]
    events = [e for n, p in enumerate(frames) for e in subject.observe(n / 10, [reading(1, p)], FRAME_SIZE)]
    return [(event.time, event.text) for event in events if isinstance(event, CueEvent)]


def test_they_are_the_four() -> None:
    assert NEGATIVE == [Expression.ANGRY, Expression.DISGUST, Expression.FEAR, Expression.SAD]


@pytest.mark.parametrize("expression", NEGATIVE)
def test_one_that_is_sure_is_told_at_once(expression: Expression) -> None:
    ((time, text),) = told(engine(), (expression, SURE + 0.15, 4.0))
    assert text == phrasing.looks(expression, 1.0)
    assert time < 0.6


@pytest.mark.parametrize("expression", NEGATIVE)
def test_one_in_doubt_is_kept_back_and_can_be_asked_for(expression: Expression) -> None:
    subject = engine()
    cues = told(subject, (Expression.NEUTRAL, 0.9, 3.0), (expression, DOUBT, 4.0))
    assert [text for _, text in cues] == ["looks neutral", "can't tell"]
    assert cues[1][0] >= 3.0 + PATIENCE
    assert (subject.stable, subject.withheld) == ({1: expression}, {1})


@pytest.mark.parametrize("expression", NEGATIVE)
def test_or_told_with_maybe_by_a_setting(expression: Expression) -> None:
    cues = told(engine(doubtful=True), (Expression.NEUTRAL, 0.9, 3.0), (expression, DOUBT, 4.0))
    assert [text for _, text in cues] == ["looks neutral", phrasing.looks(expression, DOUBT)]


def test_the_others_are_told_with_maybe_as_ever() -> None:
    assert [text for _, text in told(engine(), (Expression.HAPPY, DOUBT, 4.0))] == ["maybe happy"]


def test_one_that_becomes_sure_within_the_patience_is_told_in_place_of_the_doubt() -> None:
    cues = told(engine(), (Expression.NEUTRAL, 0.9, 3.0), (Expression.ANGRY, DOUBT, 0.5), (Expression.ANGRY, 0.95, 3.0))
    assert [text for _, text in cues] == ["looks neutral", "looks angry"]


def test_a_doubt_that_passes_within_the_patience_is_not_told() -> None:
    frames = ((Expression.NEUTRAL, 0.9, 3.0), (Expression.SAD, DOUBT, 0.8), (Expression.NEUTRAL, 0.9, 3.0))
    assert [text for _, text in told(engine(), *frames)] == ["looks neutral"]


def test_one_that_was_sure_once_stays_told_while_it_lasts() -> None:
    cues = told(engine(), (Expression.SAD, 0.95, 3.0), (Expression.SAD, DOUBT, 5.0))
    assert [text for _, text in cues] == ["looks sad"]


@pytest.mark.parametrize("delivery", [Delivery.ON_REQUEST, Delivery.OFF])
def test_expressions_that_are_not_told_by_themselves(delivery: Delivery) -> None:
    subject = engine(expressions=delivery)
    assert told(subject, (Expression.HAPPY, 0.95, 3.0)) == []
    assert subject.stable == ({1: Expression.HAPPY} if delivery is Delivery.ON_REQUEST else {})


def test_where_none_is_read_a_face_without_readings_is_not_unsure() -> None:
    subject = CueEngine(CuePreferences(expressions=Delivery.OFF), None)
    events = [event for n in range(40) for event in subject.observe(n / 10, [reading(1, None)], FRAME_SIZE)]
    assert not [event for event in events if isinstance(event, CueEvent | ExpressionEvent)]
    subject.preferences = CuePreferences()
    subject.know((0.4,) * 7)
    smiling = [reading(1, sure(Expression.HAPPY))]
    again = [event for n in range(40, 60) for event in subject.observe(n / 10, smiling, FRAME_SIZE)]
    assert [event.text for event in again if isinstance(event, CueEvent)] == ["looks happy"]
