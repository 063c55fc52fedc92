"""What a learner takes each expression, and each behaviour, for."""

from __future__ import annotations

from assistant.expressions import Expression
from assistant.practice.behaviours import SUBJECTS, Behaviour, Subject, alike, kindred
from assistant.practice.explain import closeness

_MEMORY = 0.9
"""What an older answer still counts when an expression is shown again: the last ten or so matter."""

_PRIOR_RIGHT, _PRIOR_WRONG = 2.0, 1.0
"""Pseudo-answers before the first one, a Dirichlet prior; the wrong ones are spread by likeness."""


class Confusions:
    """Estimated rates of taking one expression for another, recent answers counting most."""

    def __init__(self) -> None:
        self._taken: dict[Subject, dict[Subject, float]] = {shown: {} for shown in SUBJECTS}

    def learn(self, shown: Subject, chosen: Subject) -> None:
        """Take in what `shown` was taken for."""
        row = self._taken[shown]
        for other in row:
            row[other] *= _MEMORY
        row[chosen] = row.get(chosen, 0.0) + 1.0

    def rate(self, shown: Subject, other: Subject) -> float:
        """Posterior mean of the probability that `shown` is taken for `other`, another of its kind; 0 to 1."""
        row = self._taken[shown]
        alike_ones = {each: 0.1 + likeness(shown, each) for each in kindred(shown) if each != shown}
        prior = _PRIOR_WRONG * alike_ones[other] / sum(alike_ones.values())
        return (row.get(other, 0.0) + prior) / (sum(row.values()) + _PRIOR_RIGHT + _PRIOR_WRONG)

    def between(self, one: Subject, other: Subject) -> float:
        """The greater of the rates at which two are taken for each other, 0 to 1."""
        return max(self.rate(one, other), self.rate(other, one))


def likeness(one: Subject, other: Subject) -> float:
    """How alike two expressions or two behaviours look, 0 to 1.5; 0 for one of each."""
    if isinstance(one, Expression) and isinstance(other, Expression):
        return closeness(one, other)
    return alike(one, other) if isinstance(one, Behaviour) and isinstance(other, Behaviour) else 0.0
