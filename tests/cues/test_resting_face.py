"""A face that looks angry at rest counts as neutral once the user has said so, and still shows what it shows."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.cues.resting_face import MOST, RestingFace
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import sure


def mixed(**shares: float) -> tuple[float, ...]:
    """Probabilities of some expressions; the others share the rest."""
    rest = (1 - sum(shares.values())) / (len(EXPRESSIONS) - len(shares))
    return tuple(shares.get(expression.value, rest) for expression in EXPRESSIONS)


STERN = mixed(angry=0.55, neutral=0.3, sad=0.1)


@pytest.fixture
def face() -> RestingFace:
    made = RestingFace()
    for n in range(30):
        assert made.without(n / 10, STERN) == STERN, "nobody has said anything yet"
    return made


def test_a_stern_face_at_rest_is_neutral(face: RestingFace) -> None:
    face.take()
    assert np.argmax(face.without(3.0, STERN)) == Expression.NEUTRAL.position
    assert sum(face.without(3.1, STERN)) == pytest.approx(1)


@pytest.mark.parametrize("shown", [e for e in Expression if e is not Expression.NEUTRAL])
def test_what_it_shows_clearly_is_told_all_the_same(face: RestingFace, shown: Expression) -> None:
    face.take()
    assert np.argmax(face.without(3.0, sure(shown, 0.9))) == shown.position


def test_a_smile_that_was_on_the_face_is_not_swallowed() -> None:
    face, smile = RestingFace(), sure(Expression.HAPPY, 0.95)
    face.without(0.0, smile)
    face.take()
    read = face.without(0.1, smile)
    assert np.argmax(read) == Expression.HAPPY.position
    before, after = (one[Expression.HAPPY.position] / one[Expression.NEUTRAL.position] for one in (smile, read))
    assert after == pytest.approx(before / MOST)


def test_a_neutral_face_loses_nothing() -> None:
    face, calm = RestingFace(), mixed(neutral=0.94)
    face.without(0.0, calm)
    face.take()
    assert face.without(0.1, calm) == pytest.approx(calm)


def test_what_counts_is_how_the_face_was_lately(face: RestingFace) -> None:
    for n in range(60):
        face.without(3 + n / 10, mixed(neutral=0.94))
    face.take()
    assert np.argmax(face.without(9.1, STERN)) == Expression.ANGRY.position


def test_nothing_happens_to_a_face_that_was_never_read() -> None:
    face = RestingFace()
    face.take()
    assert face.without(0.0, STERN) == STERN
