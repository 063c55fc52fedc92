from __future__ import annotations

import pytest

from assistant.cues import still_picture
from assistant.events import ExpressionEvent, FaceEvent, Trouble
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure

ABSTAIN = tuple(0.8 if expression is Expression.SAD else 0.4 for expression in EXPRESSIONS)


@pytest.mark.parametrize(
    ("shown", "probability", "told"),
    [
        (Expression.HAPPY, 0.41, Expression.HAPPY),
        (Expression.HAPPY, 0.4, Expression.HAPPY),
        (Expression.HAPPY, 0.39, None),
        (Expression.SAD, 0.81, Expression.SAD),
        (Expression.SAD, 0.79, None),
    ],
)
def test_each_expression_is_told_from_its_own_threshold(
    shown: Expression, probability: float, told: Expression | None
) -> None:
    assert still_picture.expressions([reading(5, sure(shown, probability))], ABSTAIN) == {5: told}


def test_a_doubtful_photo_says_that_it_cannot_be_told() -> None:
    faces = [reading(1, sure(Expression.HAPPY, 0.35))]
    assert still_picture.lines(faces, ABSTAIN, FRAME_SIZE) == ["One face in view. Can't tell."]


def test_each_face_of_a_photo_has_a_line_of_its_own() -> None:
    faces = [
        reading(1, None, x=600.0, trouble=Trouble.TOO_DARK),
        reading(2, sure(Expression.HAPPY), x=40.0),
    ]
    assert still_picture.lines(faces, ABSTAIN, FRAME_SIZE) == [
        "2 faces in view.",
        "Left: looks happy.",
        "Right: can't tell. It is too dark to read the face.",
    ]


def test_a_photo_has_the_events_of_each_face_at_the_time_zero() -> None:
    clear, doubtful = reading(1, sure(Expression.HAPPY)), reading(2, sure(Expression.SAD, 0.5))
    hidden = reading(3, None, trouble=Trouble.TOO_SMALL)
    assert still_picture.events([clear, doubtful, hidden], ABSTAIN) == (
        FaceEvent(0.0, 1, "appeared", clear.found.box),
        ExpressionEvent(0.0, 1, Expression.HAPPY, 0.9),
        FaceEvent(0.0, 2, "appeared", doubtful.found.box),
        ExpressionEvent(0.0, 2, None, 0.5),
        FaceEvent(0.0, 3, "appeared", hidden.found.box),
        ExpressionEvent(0.0, 3, None, 0.0),
    )


def test_a_face_without_a_reading_cannot_be_told() -> None:
    hidden = reading(1, None, trouble=Trouble.TOO_DARK)
    assert still_picture.expressions([hidden], ABSTAIN) == {1: None}
    assert still_picture.lines([hidden], ABSTAIN, FRAME_SIZE) == [
        "One face in view. Can't tell. It is too dark to read the face."
    ]
