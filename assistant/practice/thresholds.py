"""How strongly an expression must be shown until a learner recognises it, found with few cards.

A Bayesian adaptive procedure over a grid of psychometric functions: the psi method (Kontsevich &
Tyler, 1999, *Vision Research* 39) in its marginal form (Prins, 2013, *Journal of Vision* 13(7)), which
spends no cards on what is only a nuisance: how steep the function is, and how lucky the guesses are
(the guesses of a learner with a fixed confusion are not spread evenly).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]

DIAL: Values = np.linspace(0.05, 1.0, 20)
"""The intensities that may be shown for measuring."""

_LAPSE = 0.03
"""Share of slips on faces that were recognised (Wichmann & Hill, 2001: leaving none biases the rest)."""

_THRESHOLDS = np.linspace(0.02, 1.2, 60)
_SPREADS = np.array([0.03, 0.06, 0.1])
_LUCK = np.array([0.0, 0.5, 1.0])
_LUCK_PRIOR = np.array([0.05, 0.1, 0.85])

_MEMORY = 0.995
"""What an answer still counts after each later one: learners get better, and the estimate follows."""


class Threshold:
    """What is known of one learner's threshold for one expression.

    The threshold is the intensity at which the expression is recognised half of the time, lucky
    guesses not counted. Above 1 it means: not even at full strength.
    """

    def __init__(self) -> None:
        self._likelihood: Values = np.zeros(_PRIOR.shape)  # logarithm
        self._posterior = _PRIOR

    def learn(self, intensity: float, choices: int, right: bool) -> None:
        """Take in one answer to a face shown at `intensity` (0 to 1) among `choices` possible answers."""
        chance = _chance_right(np.array([intensity]), choices)[0]
        self._likelihood = _MEMORY * self._likelihood + np.log(chance if right else 1.0 - chance)
        self._posterior = _normalised(_PRIOR * np.exp(self._likelihood - self._likelihood.max()))

    @property
    def estimate(self) -> float:
        """Mean of the posterior, on the dial from 0 to 1 (above 1: not even at full strength)."""
        return float(self._marginal @ _THRESHOLDS)

    @property
    def uncertainty(self) -> float:
        """Standard deviation of the posterior, on the dial."""
        return float(np.sqrt(self._marginal @ (_THRESHOLDS - self.estimate) ** 2))

    def chance(self, intensity: float, choices: int) -> float:
        """Predicted probability of a right answer, 0 to 1."""
        return float((self._posterior * _chance_right(np.array([intensity]), choices)[0]).sum())

    def most_telling(self, choices: int) -> float:
        """The intensity whose answer is expected to tell most: least expected entropy of the posterior."""
        chance = _chance_right(DIAL, choices)
        right = self._posterior * chance
        wrong = self._posterior - right
        expected = _entropy(right.sum(axis=(2, 3))) + _entropy(wrong.sum(axis=(2, 3)))
        return float(DIAL[int(np.argmin(expected))])

    @property
    def _marginal(self) -> Values:
        return np.asarray(self._posterior.sum(axis=(1, 2)))


def _chance_right(intensities: Values, choices: int) -> Values:
    """(intensities, thresholds, spreads, luck) probabilities of a right answer."""
    seen = 1.0 / (1.0 + np.exp((_THRESHOLDS[:, None] - intensities[:, None, None]) / _SPREADS))
    guess = _LUCK / choices
    return np.asarray(guess + (1.0 - guess - _LAPSE) * seen[..., None])


def _entropy(joint: Values) -> Values:
    """Entropy of the thresholds, (intensities, thresholds), after an answer, times that answer's probability."""
    weight = joint.sum(axis=1, keepdims=True)
    return np.asarray(-(joint * np.log(joint / weight + 1e-300)).sum(axis=1))


def _normalised(values: Values) -> Values:
    return np.asarray(values / values.sum())


_PRIOR: Values = _normalised(
    np.exp(-0.5 * ((_THRESHOLDS[:, None, None] - 0.5) / 0.35) ** 2) * np.ones((_SPREADS.size, 1)) * _LUCK_PRIOR
)
"""(thresholds, spreads, luck): a threshold in the middle of the dial, give or take a third of it."""
