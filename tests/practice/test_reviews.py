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


def test_what_was_answered_while_the_clock_was_ahead_is_due_at_once() -> None:
    reviews = Reviews()
    ahead, known, new = (Item(Expression.HAPPY, grade) for grade in (Grade.FULL, Grade.TRACE, Grade.CLEAR))
    reviews.learn(ahead, right=True, now=NOW + timedelta(days=30000))
    reviews.learn(known, right=True, now=NOW)
    assert reviews.most_due((known, ahead, new), NOW) == ahead
    reviews.learn(ahead, right=True, now=NOW)
    assert reviews.most_due((known, ahead, new), NOW) == new
