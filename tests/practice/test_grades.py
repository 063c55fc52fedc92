"""Five grades on a dial: each where its word says, and every place on the dial has its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.practice.grades import GRADES, Grade


def test_grades_lie_on_the_dial() -> None:
    assert [grade.intensity for grade in GRADES] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert all(Grade.of(grade.intensity) is grade for grade in GRADES)
    assert (Grade.of(0.0), Grade.of(1.0)) == (Grade.TRACE, Grade.FULL)
    assert len({grade.word for grade in GRADES}) == len(GRADES)


@given(st.floats(0, 1))
def test_no_grade_lies_nearer_to_a_strength_than_its_own(intensity: float) -> None:
    away = abs(Grade.of(intensity).intensity - intensity)
    assert away <= min(abs(grade.intensity - intensity) for grade in GRADES) + 1e-9
