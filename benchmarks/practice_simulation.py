"""Simulated learners practise: are confused pairs shown more often, and are thresholds found?

Run `python -m benchmarks.practice_simulation [--learners 40] [--picture FILE]`.

A simulated learner recognises an expression with a probability that rises with its intensity around a
threshold of its own; what it does not recognise it takes for what it confuses it with, where that is
among the choices, and guesses otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import Expression
from assistant.practice.behaviours import Subject
from assistant.practice.cards import Card, Kind
from assistant.practice.decks import DrawnDeck
from assistant.practice.scheduling import Learner
from assistant.practice.session import Plan, Session
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

THRESHOLDS: dict[Expression, float] = {
    Expression.ANGRY: 0.45,
    Expression.DISGUST: 0.55,
    Expression.FEAR: 0.75,
    Expression.HAPPY: 0.25,
    Expression.SAD: 0.6,
    Expression.SURPRISE: 0.4,
}
CONFUSION = {Expression.FEAR: Expression.SURPRISE}
PAIR = frozenset((Expression.FEAR, Expression.SURPRISE))

_OTHER_PAIRS = 20  # of the seven expressions, besides `PAIR`
_COLOURS = ("#0072B2", "#00795A", "#B34700", "#8A6A00", "#5D3A9B", "#A83E79")
_MARKERS = ("o", "s", "^", "D", "v", "P")

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_PER_CARD = timedelta(seconds=15)  # from one answer to the next
_SLIPS = 0.02  # probability of a wrong answer about what was recognised
_NEUTRAL_SEEN = 0.9  # probability that a neutral face, or one without intensity, is recognised


@dataclass(frozen=True)
class SimulatedLearner:
    """Answers cards as a person with known thresholds and confusions would.

    Attributes:
        rng: the source of chance.
        thresholds: intensities that are recognised half of the time.
        confusions: what an expression is taken for when it is not recognised.
        spread: scale of the logistic function around the threshold.
    """

    rng: Random
    thresholds: Mapping[Expression, float] = field(default_factory=lambda: THRESHOLDS)
    confusions: Mapping[Expression, Expression] = field(default_factory=lambda: CONFUSION)
    spread: float = 0.06

    def answer(self, card: Card) -> int:
        """The index of the choice."""
        assert card.right is not None, "only cards that ask something are answered"
        assert isinstance(card.expression, Expression), "expressions are what these learners know"
        if self.rng.random() < self._recognises(card.expression, card.intensity) and self.rng.random() >= _SLIPS:
            return card.right
        taken_for = self.confusions.get(card.expression)
        if card.kind == Kind.SAME:
            return 0 if card.faces[1].expression == taken_for else self.rng.randrange(2)
        meanings = [choice.means for choice in card.choices]
        return meanings.index(taken_for) if taken_for in meanings else self.rng.randrange(len(meanings))

    def _recognises(self, expression: Expression, intensity: float | None) -> float:
        if expression == Expression.NEUTRAL or intensity is None:
            return _NEUTRAL_SEEN
        return 1 / (1 + math.exp((self.thresholds[expression] - intensity) / self.spread))


@dataclass
class Course:
    """What came of a simulated course: the cards in order, the estimates after each, and the learner at the end."""

    learner: Learner
    cards: list[Card]
    estimates: list[dict[Expression, float]]

    def errors(self) -> dict[Expression, float]:
        """How far each estimated threshold is from the simulated one."""
        return {each: self.learner.thresholds[each].estimate - true for each, true in THRESHOLDS.items()}

    def pairs(self) -> Counter[frozenset[Subject]]:
        """How often each pair stood side by side: one shown, and the other shown or offered beside it."""
        return Counter(pair for card in self.cards for pair in pairs_of(card))


def pairs_of(card: Card) -> set[frozenset[Subject]]:
    """The pairs of the expression that a card is about with each other one on it."""
    others: set[Subject] = {face.expression for face in card.faces}
    others |= {choice.means for choice in card.choices if isinstance(choice.means, Expression)}
    return {frozenset((card.expression, other)) for other in others - {card.expression}}


def practise(person: SimulatedLearner, cards: int, seed: int, kinds: tuple[Kind, ...] = (Kind.NAME,)) -> Course:
    """One long session of a simulated learner."""
    learner, now = Learner(), _BEGIN
    session = Session(DrawnDeck(), learner, Plan(kinds, length=cards), lambda _: None, seed=seed, now=now)
    course = Course(learner, [], [])
    while session.card:
        course.cards.append(session.card)
        session.answer(person.answer(session.card), now)
        course.estimates.append({each: learner.thresholds[each].estimate for each in THRESHOLDS})
        now += _PER_CARD
        session.go_on(now)
    return course


def main() -> None:
    """Print the figures and draw the picture."""
    parser = make_parser(__doc__)
    parser.add_argument("--learners", type=int, default=40, help="how many simulated learners")
    parser.add_argument(
        "--picture", type=Path, help="where to draw the course of the first learner, and the pairs of all"
    )
    options = parser.parse_args()
    for spread in (0.05, 0.06, 0.08):
        _print_thresholds(spread, options.learners)
    _print_pairs(options.learners)
    if options.picture:
        _draw(options.learners, options.picture)


def _print_thresholds(spread: float, learners: int) -> None:
    courses = [practise(SimulatedLearner(Random(seed), spread=spread), 200, seed) for seed in range(learners)]
    errors = np.abs([[*course.errors().values()] for course in courses])
    print(
        f"spread {spread:.2f}: thresholds after 200 cards off by {np.median(errors):.3f} (median), "
        f"{np.quantile(errors, 0.95):.3f} (95 %); within 0.10: {np.mean(errors <= 0.1):.1%} of the thresholds, "
        f"all six of {np.mean(errors.max(axis=1) <= 0.1):.1%} of the learners"
    )


def _print_pairs(learners: int) -> None:
    for name, confusions in (("fear taken for surprise", CONFUSION), ("nothing confused", {})):
        pair, other = _side_by_side(learners, 30, confusions)
        print(
            f"{name}: fear and surprise side by side on {pair[-1]:.1f} of 30 cards, "
            f"any other pair on {other[-1]:.1f} (mean)"
        )


def _side_by_side(
    learners: int, cards: int, confusions: Mapping[Expression, Expression]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Up to each card, how often fear and surprise, and a mean other pair, stood side by side, (cards,) each."""
    pair, other = np.zeros(cards), np.zeros(cards)
    for seed in range(learners):
        course = practise(SimulatedLearner(Random(seed), confusions=confusions), cards, seed)
        pair += [PAIR in pairs_of(card) for card in course.cards]
        other += [len(pairs_of(card) - {PAIR}) / _OTHER_PAIRS for card in course.cards]
    return np.cumsum(pair) / learners, np.cumsum(other) / learners


def _draw(learners: int, file: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 (the tests use the simulation without the picture)

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 # likewise

    plt.rcParams.update({"font.size": 12, "axes.spines.top": False, "axes.spines.right": False})
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(10, 9), height_ratios=(3, 2), layout="constrained")
    course = practise(SimulatedLearner(Random(0)), 200, seed=0)
    numbers = np.arange(1, len(course.cards) + 1)
    ends = _apart([course.estimates[-1][each] for each in THRESHOLDS], 0.045)
    for (expression, true), end, colour, marker in zip(THRESHOLDS.items(), ends, _COLOURS, _MARKERS, strict=True):
        line = [estimates[expression] for estimates in course.estimates]
        top.plot(numbers, line, color=colour, linewidth=2, marker=marker, markevery=25, markersize=7)
        top.axhline(true, color=colour, linewidth=1, linestyle=(0, (2, 3)))
        label = f"{expression.value}: {line[-1]:.2f} ({true:.2f})"
        top.text(len(numbers) + 3, end, label, color=colour, va="center")
    top.set(xlim=(0, len(numbers)), ylim=(0, 1), ylabel="threshold (intensity)")
    top.set_title("One learner's thresholds: estimated (solid) and simulated (dotted)", loc="left")
    for confusions, name, colour, style in (
        (CONFUSION, "fear and surprise, learner takes fear for surprise", "#B34700", "-"),
        ({}, "fear and surprise, learner confuses nothing", "#0072B2", "-."),
    ):
        pair, other = _side_by_side(learners, 60, confusions)
        bottom.plot(np.arange(1, 61), pair, color=colour, linewidth=2.5, linestyle=style, label=name)
    bottom.plot(np.arange(1, 61), other, color="#444444", linewidth=2, linestyle="--", label="any other pair")
    bottom.set(xlim=(0, 60), ylim=(0, None), xlabel="card", ylabel="times side by side")
    bottom.set_title(f"Pairs side by side, mean of {learners} learners", loc="left")
    bottom.legend(frameon=False)
    figure.savefig(file, dpi=110)


def _apart(places: list[float], gap: float) -> list[float]:
    """The places, moved up where needed so that labels there do not overlap."""
    order = np.argsort(places)
    moved = np.array(places)
    for lower, upper in pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + gap)
    return list(moved)


if __name__ == "__main__":
    run_quietly(main)
