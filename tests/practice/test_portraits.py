"""The faces of cards, drawn: the same for the same card, moving where the card moves."""

import numpy as np
import pytest

from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image
from assistant.practice.cards import DrawnFace
from assistant.practice.portraits import DURATION, ONSET, REST, portrait


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
