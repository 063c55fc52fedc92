"""Heads that nod, shake and turn: angles at each time, the same each time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.drawn_faces.head import Pose
from assistant.events import Gesture


@dataclass(frozen=True, slots=True)
class Swinging:
    """A nod or a shake.

    Attributes:
        gesture: which; a nod goes down and comes back, a shake goes to both sides.
        start: seconds at which it begins.
        count: times to and fro.
        rate: of these in a second.
        degrees: from one turning point to the next.
    """

    gesture: Gesture
    start: float
    count: int = 2
    rate: float = 1.5
    degrees: float = 14.0

    @property
    def end(self) -> float:
        """Seconds at which the head is at rest again."""
        return self.start + self.count / self.rate

    @property
    def second_swing(self) -> float:
        """Seconds at which the head has come to the end of its second way."""
        return self.start + (1.0 if self.gesture is Gesture.NOD else 0.75) / self.rate

    def at(self, time: float) -> Pose:
        """How far the head is turned by it at `time`."""
        if not self.start <= time <= self.end:
            return Pose()
        phase = 2 * math.pi * self.rate * (time - self.start)
        if self.gesture is Gesture.NOD:
            return Pose(pitch=-self.degrees / 2 * (1 - math.cos(phase)))
        rest = min(time - self.start, self.end - time) * 4 * self.rate
        return Pose(yaw=self.degrees / 2 * math.sin(phase) * min(rest, 1.0))


@dataclass(frozen=True, slots=True)
class Turn:
    """A head, or eyes, that turn somewhere, stay, and come back.

    Attributes:
        start: seconds at which they begin to turn.
        to: how far, at the furthest.
        lasts: seconds from the begin to the end.
        quick: seconds that a turn takes, either way.
    """

    start: float
    to: Pose
    lasts: float
    quick: float = 0.4

    @property
    def end(self) -> float:
        """Seconds at which they are back."""
        return self.start + self.lasts

    def at(self, time: float) -> Pose:
        """How far they are turned at `time`."""
        share = min(max(min(time - self.start, self.end - time) / self.quick, 0.0), 1.0)
        share *= share * (3 - 2 * share)
        to = self.to
        return Pose(
            share * to.yaw,
            share * to.pitch,
            share * to.roll,
            gaze_yaw=share * to.gaze_yaw,
            gaze_pitch=share * to.gaze_pitch,
        )
