"""When each expression or behaviour, at each grade of intensity, should be seen again: spaced repetition by FSRS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import fsrs

from assistant.practice.behaviours import Subject
from assistant.practice.grades import Grade

_SCHEDULER = fsrs.Scheduler(enable_fuzzing=False)  # the same answers always lead to the same plan


@dataclass(frozen=True, slots=True)
class Item:
    """What is learnt as one thing.

    `grade` is None for neutral faces, for looks at the learner and for pictures, which have no dial.
    """

    expression: Subject
    grade: Grade | None


class Reviews:
    """The memory model of each item that was answered (FSRS: Ye, Su & Cao, 2022, KDD)."""

    def __init__(self) -> None:
        self._cards: dict[Item, fsrs.Card] = {}

    def learn(self, item: Item, right: bool, now: datetime) -> None:
        """Take in an answer given at `now`, in UTC."""
        card = self._cards.get(item) or fsrs.Card(card_id=len(self._cards), due=now)
        rating = fsrs.Rating.Good if right else fsrs.Rating.Again
        self._cards[item], _ = _SCHEDULER.review_card(card, rating, now)

    def most_due(self, items: Iterable[Item], now: datetime) -> Item:
        """The item that has waited longest beyond its time, else a new one, else the next to come."""
        return min(items, key=lambda item: self._waiting(item, now))

    def _waiting(self, item: Item, now: datetime) -> tuple[int, float]:
        card = self._cards.get(item)
        if card is None:
            return 1, 0.0
        if card.last_review and card.last_review > now:
            return 0, 0.0  # the clock was wrong, then or now: nobody knows how long it has waited
        wait = (card.due - now).total_seconds()
        return (0 if wait <= 0 else 2), wait
