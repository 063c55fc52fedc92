"""How hard the choices are: how many there are, and how much they look alike."""

from __future__ import annotations

from assistant.expressions import EXPRESSIONS

_FEWEST, _MOST = 2, len(EXPRESSIONS)
_STEP_UP_AFTER = 3  # right answers in a row
_START = 2  # the rung to begin with, counted from 0: three choices that look unlike


class Difficulty:
    """A ladder that goes down with each wrong answer and up after three right ones in a row.

    This transformed up-down rule settles where 79 % of the answers are right (Levitt, 1971, *Journal of
    the Acoustical Society of America* 49): hard enough to learn from, rarely discouraging.
    The rungs are 2 choices far apart, 2 alike, 3 far apart, 3 alike … until all are offered.
    """

    def __init__(self) -> None:
        self._rung = _START
        self._row = 0

    @property
    def choices(self) -> int:
        """How many choices to offer, from 2 to all."""
        return _FEWEST + self._rung // 2

    @property
    def alike(self) -> bool:
        """Whether the wrong choices should look like the right one."""
        return self._rung % 2 == 1

    def learn(self, right: bool) -> None:
        """Take in an answer."""
        self._row = self._row + 1 if right else 0
        if not right:
            self._rung = max(self._rung - 1, 0)
        elif self._row == _STEP_UP_AFTER:
            self._rung = min(self._rung + 1, 2 * (_MOST - _FEWEST) + 1)
            self._row = 0
