"""What a learner takes each expression for."""

from __future__ import annotations

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.explain import closeness

_MEMORY = 0.9
"""What an older answer still counts when an expression is shown again: the last ten or so matter."""

_PRIOR_RIGHT, _PRIOR_WRONG = 2.0, 1.0
"""Pseudo-answers before the first one, a Dirichlet prior; the wrong ones are spread by likeness."""


class Confusions:
    """Estimated rates of taking one expression for another, recent answers counting most."""

    def __init__(self) -> None:
        self._taken: dict[Expression, dict[Expression, float]] = {shown: {} for shown in EXPRESSIONS}

    def learn(self, shown: Expression, chosen: Expression) -> None:
        """Take in what `shown` was taken for."""
        row = self._taken[shown]
        for other in row:
            row[other] *= _MEMORY
        row[chosen] = row.get(chosen, 0.0) + 1.0

    def rate(self, shown: Expression, other: Expression) -> float:
        """Posterior mean of the probability that `shown` is taken for `other`, another expression; 0 to 1."""
        row = self._taken[shown]
        likeness = {each: 0.1 + closeness(shown, each) for each in EXPRESSIONS if each != shown}
        prior = _PRIOR_WRONG * likeness[other] / sum(likeness.values())
        return (row.get(other, 0.0) + prior) / (sum(row.values()) + _PRIOR_RIGHT + _PRIOR_WRONG)

    def between(self, one: Expression, other: Expression) -> float:
        """The greater of the rates at which two expressions are taken for each other, 0 to 1."""
        return max(self.rate(one, other), self.rate(other, one))
