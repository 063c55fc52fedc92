"""What is to be seen again, and when."""

from __future__ import annotations

from datetime import timedelta

from assistant.expressions import Expression
from assistant.practice.grades import Grade
from assistant.practice.reviews import Item, Reviews
from tests.practice.conftest import NOW


def test_reviews_bring_back_what_was_wrong_first() -> None:
    reviews = Reviews()
    known, unknown, new = (Item(Expression.HAPPY, grade) for grade in (Grade.FULL, Grade.TRACE, Grade.CLEAR))
    for _ in range(2):
        reviews.learn(known, right=True, now=NOW)
    reviews.learn(unknown, right=False, now=NOW)
    assert reviews.most_due((known, unknown, new), NOW + timedelta(minutes=5)) == unknown
    assert reviews.most_due((known, new), NOW + timedelta(minutes=5)) == new
    assert reviews.most_due((known,), NOW + timedelta(minutes=5)) == known
    assert reviews.most_due((known, new), NOW + timedelta(days=60)) == known
