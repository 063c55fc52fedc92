"""Whether somebody looks the user's way: an exponential average of the gaze, with hysteresis in angle and in time."""

from __future__ import annotations

import math

from assistant.directions import Gaze
from assistant.vision.debounce import Debounced

LASTS = 1.0
"""Seconds for which somebody looks that way, or away, until it counts: a glance at the clock does not."""

TOWARD, AWAY = 8.5, 10.0
"""Degrees from the user's way below which somebody looks that way, and above which they look away."""

STEADY = 0.3
"""Time constant, in seconds, of the average: blinks, nods and jumps of the eyes hardly move it."""


class LookingUsersWay:
    """Follows the gaze of one face; no clock of its own."""

    def __init__(self) -> None:
        self.gaze: Gaze | None = None
        """The average, None before the first."""
        self._toward = Debounced(yes=LASTS, no=LASTS)
        self._seen = 0.0

    @property
    def toward(self) -> bool | None:
        """Whether the face looks the user's way; None until that is known."""
        return self._toward.state

    def update(self, now: float, seen: Gaze, your_way: Gaze) -> bool:
        """Take in a gaze at `now`, in seconds, never falling; whether `toward` changed by it."""
        share = 1.0 if self.gaze is None else 1 - math.exp((self._seen - now) / STEADY)
        before, self._seen = self.gaze or seen, now
        yaw, pitch = seen.yaw - before.yaw, seen.pitch - before.pitch
        self.gaze = Gaze(before.yaw + share * yaw, before.pitch + share * pitch)
        away = math.hypot(self.gaze.yaw - your_way.yaw, self.gaze.pitch - your_way.pitch)
        return self._toward.update(now, None if TOWARD < away < AWAY else away <= TOWARD)
