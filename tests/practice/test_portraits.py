"""The faces of cards, drawn: the same for the same card, moving where the card moves."""

import numpy as np
import pytest

from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image
from assistant.practice.behaviours import AT_REST, BEHAVIOURS, Behaviour
from assistant.practice.cards import DrawnFace
from assistant.practice.portraits import DURATION, ONSET, REST, apex, duration, phases, portrait


def pixels(face: DrawnFace, time: float = DURATION) -> Image:
    return paint(portrait(face, time), 240, 240)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_same_card_same_face(expression: Expression) -> None:
    face = DrawnFace(7, expression, 0.7, 1)
    assert np.array_equal(pixels(face, 0.0), pixels(face))
    assert not np.array_equal(pixels(face), pixels(DrawnFace(8, expression, 0.7, 1)))


def test_moving_face_rests_changes_and_stays() -> None:
    moving = DrawnFace(7, Expression.FEAR, 1.0, before=Expression.HAPPY)
    happy, fear = DrawnFace(7, Expression.HAPPY, 1.0), DrawnFace(7, Expression.FEAR, 1.0)
    assert np.array_equal(pixels(moving, 0.0), pixels(happy))
    assert np.array_equal(pixels(moving, REST), pixels(happy))
    halfway = pixels(moving, REST + ONSET / 2)
    assert not np.array_equal(halfway, pixels(happy))
    assert not np.array_equal(halfway, pixels(fear))
    assert np.array_equal(pixels(moving, REST + ONSET), pixels(fear))
    assert np.array_equal(pixels(moving), pixels(fear))


def test_weaker_is_nearer_to_neutral() -> None:
    neutral = pixels(DrawnFace(7, Expression.NEUTRAL, 0.0)).astype(int)
    changes = [
        np.abs(pixels(DrawnFace(7, Expression.SURPRISE, strength)) - neutral).mean() for strength in (0.2, 0.6, 1.0)
    ]
    assert changes == sorted(changes)
    assert changes[0] > 0


def test_an_expression_that_passes_comes_and_goes() -> None:
    passing = DrawnFace(7, Expression.FEAR, 1.0, before=Expression.NEUTRAL, passes=True)
    fear, rest = pixels(DrawnFace(7, Expression.FEAR, 1.0)), pixels(DrawnFace(7, Expression.NEUTRAL, 1.0))
    first, shown, last = (pixels(passing, time) for time in phases(passing))
    assert np.array_equal(first, rest)
    assert np.array_equal(shown, fear)
    assert np.array_equal(last, rest)
    assert np.array_equal(pixels(passing, apex(passing)), fear)
    assert duration(passing) == phases(passing)[-1]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_head_is_drawn_as_it_moves(behaviour: Behaviour) -> None:
    face = DrawnFace(7, Expression.NEUTRAL, 1.0, behaviour=behaviour)
    rest, moved, back = (pixels(face, time) for time in (0.0, apex(face), duration(face)))
    assert np.array_equal(rest, back)
    assert np.array_equal(rest, moved) is (behaviour in AT_REST)
