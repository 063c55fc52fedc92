"""Moving faces: at each time the action units and the pose, the same for the same seed.

The movements that come and go by themselves are here one by one (blinks, a talking mouth, a head that is
never quite still), so that a clip, a practice card or a benchmark takes those that it needs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from assistant.drawn_faces import NEUTRAL, ActionUnits, Drawing, Identity, Light, Pose, draw_face, prototype
from assistant.drawn_faces.actions import closed_eyes
from assistant.expressions import Expression

BLINK = 0.28
"""Seconds that a blink takes, closing and opening."""

_BLINK_EVERY = 3.6  # s, the mean; at rest people blink about 17 times a minute (Bentivoglio et al., 1997)
_SYLLABLE = 0.22  # s (Greenberg, 1999)
_DEMO_PERSON = 0  # the seed of who is drawn in the demo


@dataclass(frozen=True, slots=True)
class Beat:
    """An expression that comes, stays and goes.

    Attributes:
        expression: what is shown.
        start: seconds at which it begins to show.
        hold: seconds at the apex.
        onset: seconds from neutral to the apex.
        offset: seconds from the apex back to neutral.
        intensity: at the apex, 0 to 1.
        variant: which of the expression's prototypes.
    """

    expression: Expression
    start: float
    hold: float = 2.0
    onset: float = 0.45
    offset: float = 0.55
    intensity: float = 1.0
    variant: int = 0

    @property
    def end(self) -> float:
        """Seconds at which the face is neutral again."""
        return self.start + self.onset + self.hold + self.offset

    def share(self, time: float) -> float:
        """How far the expression is there at `time`: 0 before and after, 1 at the apex."""
        if time < self.start + self.onset + self.hold:
            return _ease((time - self.start) / self.onset)
        return _ease((self.end - time) / self.offset)

    def at(self, time: float) -> ActionUnits:
        """The action units at `time`."""
        return prototype(self.expression, self.intensity * self.share(time), self.variant)


@dataclass(frozen=True, slots=True)
class Clip:
    """A moving portrait of one person.

    Attributes:
        who: the person.
        duration: seconds.
        beats: expressions, none overlapping another.
        seed: of blinks, speech and sway.
        talking: spans (start, end) in seconds in which the mouth talks.
        sway: degrees by which the head turns to either side, at most.
        light: where the light comes from.
    """

    who: Identity
    duration: float
    beats: tuple[Beat, ...] = ()
    seed: int = 0
    talking: tuple[tuple[float, float], ...] = ()
    sway: float = 5.0
    light: Light = field(default_factory=Light)

    def moves(self, time: float) -> ActionUnits:
        """The action units at `time` seconds."""
        units = NEUTRAL
        for beat in self.beats:
            units += beat.at(time)
        for start, end in self.talking:
            units += talk(time - start, self.seed).scaled(_ease(4 * (time - start)) * _ease(4 * (end - time)))
        return closed_eyes(units, blink(time, self.seed))

    def shown(self, time: float) -> Expression:
        """What the face shows at `time`: an expression counts from half of its intensity on."""
        for beat in self.beats:
            if beat.share(time) >= 0.5:
                return beat.expression
        return Expression.NEUTRAL

    def drawing(self, time: float) -> Drawing:
        """The portrait at `time` seconds."""
        return draw_face(self.who, self.moves(time), sway(time, self.sway, self.seed), self.light)

    def drawings(self, rate: float) -> Iterator[tuple[float, Drawing]]:
        """(seconds, portrait) at `rate` frames a second, from the clip's start to its end."""
        for index in range(round(self.duration * rate)):
            yield index / rate, self.drawing(index / rate)


def demo_clip() -> Clip:
    """All expressions of one person in under half a minute, each from neutral and back to it."""
    shown = (
        Expression.HAPPY,
        Expression.SURPRISE,
        Expression.SAD,
        Expression.ANGRY,
        Expression.FEAR,
        Expression.DISGUST,
    )
    pause, beats, time = 1.4, [], 1.6
    for expression in shown:
        beats.append(Beat(expression, time))
        time = beats[-1].end + pause
    return Clip(Identity.random(_DEMO_PERSON), duration=time, beats=tuple(beats), seed=_DEMO_PERSON)


def blink(time: float, seed: int) -> float:
    """How far the eyes are closed by blinking, 0 to 1."""
    slot = math.floor(time / _BLINK_EVERY)
    begin = (slot + Random(f"blink {seed} {slot}").uniform(0.1, 0.9)) * _BLINK_EVERY  # noqa: S311 - no secret
    phase = (time - begin) / BLINK
    return math.sin(math.pi * phase) ** 2 if 0 < phase < 1 else 0.0


def talk(time: float, seed: int) -> ActionUnits:
    """A mouth that talks: each syllable parts the lips, drops the jaw, rounds or stretches the lips by chance."""
    syllable = math.floor(time / _SYLLABLE)
    share = _ease(time / _SYLLABLE - syllable)
    return _syllable(seed, syllable).towards(_syllable(seed, syllable + 1), share)


def sway(time: float, degrees: float, seed: int) -> Pose:
    """The pose of a head that is never quite still: slow turns, nods and tilts within `degrees`."""
    rng = Random(f"sway {seed}")  # noqa: S311 - no secret
    yaw, pitch, roll = (
        math.sin(2 * math.pi * time / rng.uniform(6, 9) + rng.uniform(0, 6))
        + 0.35 * math.sin(2 * math.pi * time / rng.uniform(2.5, 4) + rng.uniform(0, 6))
        for _ in range(3)
    )
    return Pose(yaw=0.75 * degrees * yaw, pitch=0.3 * degrees * pitch, roll=0.35 * degrees * roll)


def _syllable(seed: int, number: int) -> ActionUnits:
    rng = Random(f"talk {seed} {number}")  # noqa: S311 - no secret
    if rng.random() < 0.2:
        return NEUTRAL
    opening, shape = rng.uniform(0.2, 0.6), rng.uniform(-1, 1)
    return ActionUnits(
        au25=min(0.4 + opening, 1),
        au26=opening,
        au22=0.6 * max(shape, 0),
        au20=0.3 * max(-shape, 0),
        au16=0.3 * rng.random(),
    )


def _ease(share: float) -> float:
    """A smooth step from 0 to 1, constant beyond."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)
