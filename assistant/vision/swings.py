"""Swings of an angle: its ways from one turning point to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BEGUN, _DONE = 0.15, 0.85
"""Shares of a swing's way at which it counts as begun and as done: the rest is slow, and drowns in noise."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One way from a turning point to the next.

    Attributes:
        way: degrees, positive or negative.
        begins: seconds at which it is on its way.
        ends: seconds at which it has nearly come to its end.
        first: number of the sample at its first turning point.
        last: number of the sample at its last one.
    """

    way: float
    begins: float
    ends: float
    first: int
    last: int

    @property
    def lasts(self) -> float:
        """Seconds from its begin to its end."""
        return self.ends - self.begins


def swings(times: Sequence[float], angles: Sequence[float], least: float) -> list[Swing]:
    """The swings of at least `least` degrees, in order; the last one may still go on.

    Args:
        times: seconds, rising.
        angles: degrees at these times.
        least: smaller ways to and fro are part of what they lie in.
    """
    turns = _turning_points(angles, least)
    return [_swing(times, angles, first, last) for first, last in pairwise(turns)]


def _turning_points(angles: Sequence[float], least: float) -> list[int]:
    """Numbers of the samples at which the angle turns by `least` or more, and of those where its ways begin and end."""
    turns: list[int] = []
    low = high = 0
    rising: bool | None = None
    for number, angle in enumerate(angles):
        if rising is not True and angle - angles[low] >= least:
            turns.append(low)
            rising, high = True, number
        elif rising is not False and angles[high] - angle >= least:
            turns.append(high)
            rising, low = False, number
        if angle >= angles[high]:
            high = number
        if angle <= angles[low]:
            low = number
    if rising is not None:
        turns.append(high if rising else low)
    return turns


def _swing(times: Sequence[float], angles: Sequence[float], first: int, last: int) -> Swing:
    way = angles[last] - angles[first]
    shares = [(angles[number] - angles[first]) / way for number in range(first, last + 1)]
    begun = max(number for number, share in enumerate(shares) if share <= _BEGUN)
    done = min(number for number, share in enumerate(shares) if share >= _DONE)

    def when(number: int, share: float) -> float:
        """When the share was passed between a sample and the next."""
        part = (share - shares[number]) / (shares[number + 1] - shares[number])
        return times[first + number] + part * (times[first + number + 1] - times[first + number])

    return Swing(way, when(begun, _BEGUN), when(done - 1, _DONE), first, last)
