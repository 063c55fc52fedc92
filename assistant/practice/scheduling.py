"""What a learner should see next, computed from all answers so far, and which kind of card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from random import Random
from typing import Generic

from assistant.practice.behaviours import AT_REST, SUBJECTS, S, Subject
from assistant.practice.cards import NAMING, Answer, Kind
from assistant.practice.confusions import Confusions, likeness
from assistant.practice.difficulty import Difficulty
from assistant.practice.grades import GRADES, Grade
from assistant.practice.reviews import Item, Reviews
from assistant.practice.thresholds import Threshold

_LEAST_CHANCE = 0.5
"""Probability below which a grade counts as too faint to be recognised yet, and is not asked for."""

_CONFUSED = 0.2
"""Expressions that are mistaken for each other at this rate are always among each other's choices."""

BY_SIGHT = frozenset({Kind.NAME, Kind.PICK, Kind.CHANGE, Kind.PASSING, Kind.GESTURE, Kind.LOOK, Kind.EYES})
"""The kinds whose answers tell how strong an expression, or how large a movement, must be to be recognised."""

_ALIKE_IN_A_ROW = 2
"""No kind comes more often than this without another one in between."""

_KNOWN = 0.03
"""Thresholds are measured on until the standard deviation of each is below this share of the dial."""

_MEASURING_CHOICES = 6
"""At least so many choices where a threshold is measured: few guesses are lucky, and few cards are needed."""


class _Purpose(Enum):
    """Why a card is shown."""

    REVIEW = auto()
    """What spaced repetition finds due."""
    CONTRAST = auto()
    """A pair that the learner confuses."""
    MEASURE = auto()
    """The expression whose threshold is least known, where the answer tells most."""


_PRACTISING = {_Purpose.REVIEW: 2, _Purpose.CONTRAST: 1}
_MEASURING = {_Purpose.REVIEW: 1, _Purpose.CONTRAST: 2, _Purpose.MEASURE: 3}
"""How many cards serve each purpose, without and with thresholds to be measured."""


@dataclass(frozen=True, slots=True)
class Pick(Generic[S]):
    """What the next card is about.

    Attributes:
        expression: the one to recognise, or the behaviour.
        others: the wrong choices, the likeliest confusion first.
        intensity: 0 to 1; 0 for what is there or not.
    """

    expression: S
    others: tuple[S, ...]
    intensity: float


class Learner:
    """All that is known of a learner: the sum of their answers, kept nowhere else.

    Attributes:
        confusions: what is taken for what.
        thresholds: how strong each expression, and how large each movement of head or eyes, must be to be recognised.
        difficulty: how hard the choices are.
    """

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self.confusions = Confusions()
        self.thresholds: dict[Subject, Threshold] = {each: Threshold() for each in SUBJECTS if each not in AT_REST}
        self.difficulty = Difficulty()
        self._reviews = Reviews()
        for answer in answers:
            self.learn(answer)

    def learn(self, answer: Answer) -> None:
        """Take in one answer; answers come in the order of their time."""
        if answer.kind == Kind.STRENGTH:
            return  # says nothing about recognising the expression
        self.difficulty.learn(answer.right)
        self._reviews.learn(_item(answer.expression, answer.intensity), answer.right, answer.time)
        if answer.chosen is not None and answer.kind in NAMING:
            self.confusions.learn(answer.expression, answer.chosen)
        threshold = self.thresholds.get(answer.expression)
        if threshold and answer.intensity is not None and answer.kind in BY_SIGHT and not answer.described:
            threshold.learn(answer.intensity, answer.choices, answer.right)

    def pick(
        self,
        expressions: Sequence[S],
        choices: int | None,
        now: datetime,
        rng: Random,
        *,
        has_dial: bool,
        measure: bool,
    ) -> Pick[S]:
        """What to show next.

        Args:
            expressions: what can be shown, at least two; all of them expressions, or all behaviours.
            choices: how many choices to offer, from 2 to all, or None to let difficulty decide.
            now: the time, in UTC.
            rng: the source of chance.
            has_dial: whether faces come at any intensity.
            measure: whether the answer will tell how strong a face must be to be recognised.
        """
        wanted = self._wanted(choices, expressions)
        unknown = [each for each in expressions if self._uncertain(each)]
        purposes = _MEASURING if has_dial and measure and unknown else _PRACTISING
        purpose = rng.choices(tuple(purposes), tuple(purposes.values()))[0]
        if purpose is _Purpose.REVIEW:
            return self._review(expressions, has_dial, wanted, now, rng)
        if purpose is _Purpose.CONTRAST:
            return self._contrast(expressions, choices, rng)
        return self._measure(unknown, expressions, choices, rng)

    def contrast(
        self,
        shown: S,
        taken_for: S,
        expressions: Sequence[S],
        choices: int | None,
        rng: Random,
    ) -> Pick[S]:
        """A pair that is confused, at a strength that is easy to see; arguments as for `pick`."""
        wanted = self._wanted(choices, expressions)
        others = (taken_for, *self._others(shown, expressions, wanted, rng, besides=taken_for))
        return Pick(shown, others[: wanted - 1], self._easy(shown))

    def _review(self, expressions: Sequence[S], has_dial: bool, choices: int, now: datetime, rng: Random) -> Pick[S]:
        of_item = {item: each for each in expressions for item in self._items(each, has_dial, choices)}
        items = list(of_item)
        rng.shuffle(items)
        item = self._reviews.most_due(items, now)
        shown = of_item[item]
        intensity = item.grade.intensity if item.grade else self._easy(shown)
        return Pick(shown, self._others(shown, expressions, choices, rng), intensity)

    def _contrast(self, expressions: Sequence[S], choices: int | None, rng: Random) -> Pick[S]:
        pairs = [(one, other) for one in expressions for other in expressions if one != other]
        (pair,) = rng.choices(
            pairs, [self.confusions.rate(*pair) ** 3 for pair in pairs]
        )  # the worst by far most often
        return self.contrast(*pair, expressions, choices, rng)

    def _measure(self, unknown: Sequence[S], expressions: Sequence[S], choices: int | None, rng: Random) -> Pick[S]:
        wanted = self._wanted(choices or max(self.difficulty.choices, _MEASURING_CHOICES), expressions)
        shuffled = rng.sample(unknown, len(unknown))  # so that chance decides among equals
        least_known = max(shuffled, key=lambda each: self.thresholds[each].uncertainty)
        intensity = self.thresholds[least_known].most_telling(wanted)
        return Pick(least_known, self._others(least_known, expressions, wanted, rng), intensity)

    def _uncertain(self, subject: Subject) -> bool:
        return subject not in AT_REST and self.thresholds[subject].uncertainty > _KNOWN

    def _wanted(self, choices: int | None, expressions: Sequence[Subject]) -> int:
        return min(choices or self.difficulty.choices, len(expressions))

    def _items(self, expression: Subject, has_dial: bool, choices: int) -> list[Item]:
        threshold = self.thresholds.get(expression)
        if threshold is None or not has_dial:
            return [Item(expression, None)]
        likely = [grade for grade in GRADES if threshold.chance(grade.intensity, choices) >= _LEAST_CHANCE]
        return [Item(expression, grade) for grade in likely or [Grade.FULL]]

    def _easy(self, expression: Subject) -> float:
        """An intensity well above the learner's threshold; 0 for what is there or not."""
        threshold = self.thresholds.get(expression)
        return min(threshold.estimate + 2 * threshold.uncertainty, 1.0) if threshold else 0.0

    def _others(
        self,
        shown: S,
        expressions: Sequence[S],
        choices: int,
        rng: Random,
        besides: S | None = None,
    ) -> tuple[S, ...]:
        """`choices` - 1 wrong choices: what the learner confuses, then what is as alike as the difficulty asks for."""
        others = [other for other in expressions if other not in (shown, besides)]
        rng.shuffle(others)
        others.sort(key=lambda other: likeness(shown, other), reverse=self.difficulty.alike)
        others.sort(key=lambda other: self.confusions.between(shown, other) < _CONFUSED)
        if choices > 2 and others:  # the likeliest confusion cannot show itself where it is not on offer
            likeliest = max(others, key=lambda other: self.confusions.between(shown, other))
            others.sort(key=lambda other: other is not likeliest)
        return tuple(others[: choices - 1])


class KindMix:
    """Which kind of card comes next: each planned kind as often as the others, in an order that chance decides.

    Chance alone gives runs of one kind, and sessions of ten cards without some of those that were asked for.
    """

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Mix `kinds`, at least one."""
        self._kinds = tuple(kinds)
        self._dealt: list[Kind] = []

    def next(self, rng: Random, preferred: Sequence[Kind] = ()) -> Kind:
        """One of the `preferred` kinds, where they are planned and not just had, else one of those that came least."""
        last = self._dealt[-_ALIKE_IN_A_ROW:]
        tired = last[0] if len(last) == _ALIKE_IN_A_ROW and len(set(last)) == 1 else None
        fresh = [kind for kind in self._kinds if kind != tired] or list(self._kinds)
        dealt = Counter(self._dealt)
        least = min(dealt[kind] for kind in fresh)
        kind = rng.choice(
            [kind for kind in fresh if kind in preferred] or [kind for kind in fresh if dealt[kind] == least]
        )
        self._dealt.append(kind)
        return kind


def _item(expression: Subject, intensity: float | None) -> Item:
    if intensity is None or expression in AT_REST:
        return Item(expression, None)
    return Item(expression, Grade.of(intensity))
