"""The camera as a mirror: how near its reading comes to an expression that the learner tries to show.

It tells how the camera reads a face, never how good a face is; nothing is marked and nothing is kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import joined, say
from assistant.practice.explain import Word, made_by

_SETTLING = 0.5
"""Time constant of the smoothing in seconds."""

_LOOK_FIRST = 1.0
"""Seconds before the first remark."""

_SILENCE = 2.5
"""Seconds between two remarks."""

_ENTER, _LEAVE = 0.6, 0.4
"""Reading the expression begins above the first and ends below the second probability."""


class Mirror:
    """Follows the camera's reading while one expression is tried.

    Attributes:
        closeness: the camera's smoothed probability of the expression, 0 to 1.
    """

    def __init__(self, expression: Expression, word: Word) -> None:
        self.closeness = 0.0
        self._expression = expression
        self._word = word
        self._smoothed: list[float] = []
        self._last_seen = 0.0
        self._quiet_until = 0.0
        self._told: bool | None = None

    def see(self, probabilities: Sequence[float], now: float) -> str:
        """Take in a reading of the camera.

        Args:
            probabilities: calibrated, in the order of `EXPRESSIONS`.
            now: seconds, never falling.

        Returns:
            What to say, or nothing: a remark comes when the reading changes, with a pause after each.
        """
        if not self._smoothed:
            self._smoothed, self._quiet_until = list(probabilities), now + _LOOK_FIRST
        share = 1 - math.exp((self._last_seen - now) / _SETTLING)
        self._last_seen = now
        self._smoothed = [old + share * (new - old) for old, new in zip(self._smoothed, probabilities, strict=True)]
        self.closeness = self._smoothed[self._expression.position]
        stays = self._told is True and (self.closeness >= _LEAVE or self._likeliest is self._expression)
        reads_it = stays or self.closeness >= _ENTER
        if reads_it is self._told or now < self._quiet_until:
            return ""
        self._told, self._quiet_until = reads_it, now + _SILENCE
        return self._remark(reads_it)

    @property
    def _likeliest(self) -> Expression:
        return EXPRESSIONS[max(range(len(EXPRESSIONS)), key=self._smoothed.__getitem__)]

    def _remark(self, reads_it: bool) -> str:
        if reads_it:
            return say("practice.mirror_close", expression=self._word(self._expression))
        if self._likeliest is self._expression:
            return say("practice.mirror_nearer", expression=self._word(self._expression))
        said = say("practice.mirror_other", expression=self._word(self._likeliest))
        return joined(" ", (said, made_by(self._expression, self._word)))
