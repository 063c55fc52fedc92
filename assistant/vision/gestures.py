"""Nods and shakes: a head that swings about its own axes, to and fro, and comes back.

What else moves a head is told apart by its shape in time. Looking down stays there; a turning body goes one way;
walking and swaying carry the whole head; laughter shakes it faster; tilting swings it about another axis; and the beats
of speech are small, single and uneven, so that a mouth that talks must nod or shake more plainly.

Heads move at 0.2 to 7 Hz in conversation, and mostly below 4 (Hadar et al., Human Movement Science 1983).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.events import Gesture
from assistant.vision.head_pose import Rotation, turn_between
from assistant.vision.swings import Swing, swings

WINDOW = 4.5
"""Seconds that are looked back at the most: two slow nods."""

REST, RESTS = 1.2, 1.6
"""Seconds, and degrees: a head that turns by no more in that time is at rest, and earlier measurements are dropped."""

LONGEST_GAP = 0.6
"""Seconds between two measurements after which the earlier ones are dropped; a blink interrupts them for less."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a movement must be at least to count.

    Attributes:
        single: degrees of a single nod, down and up.
        several: degrees of the swings, on average, where there are more.
        swings: how many of these there must be.
        even: share of the widest that each of these must have, in a nod and in a shake, whose first and last swing go
            half as far as those between.
    """

    single: float
    several: float
    swings: int
    even: Mapping[Gesture, float]


SILENT = Limits(3.2, 2.5, 3, {Gesture.NOD: 0.5, Gesture.SHAKE: 0.3})
STIRRING = Limits(math.inf, 5.0, 4, {Gesture.NOD: 0.6, Gesture.SHAKE: 0.6})
"""While the mouth talks or laughs, or did just now."""

STIR, LATELY_STIRRED = 0.0065, 1.2
"""Way of the lips from one measurement to the next, in distances of the eyes, averaged over so many seconds, from which
a mouth talks or laughs: of silent people, drawn and real, nodding or smiling, at most 0.005; of real speakers 0.01 and
more. `TalkingMouth` must be surer than that, and knows later."""

TREMBLE = 0.07
"""Share of how far the lips are apart that this way must have as well: those of a smile that shows its teeth seem to
tremble by a twentieth while the head nods, and lips that speak or laugh move by a twelfth and more."""

LEAST = 1.2
"""Degrees from one turning point to the next: less is no swing."""

SHARE, LATELY = 0.3, 1.5
"""Share of the range of the head's angle in the last so many seconds: swings of that size are looked for first, so that
smaller ones do not break them up."""

FASTEST, SLOWEST = 0.03, 0.72
"""Seconds that a swing takes, less its begin and end: of 3 Hz and of 0.4 Hz."""

APART = 0.118
"""Seconds between the middles of two swings: laughter shakes a head faster."""

UNDER_WAY = 0.6
"""Share of what the other swings must have that is enough for the last one, which may still go on."""

BESIDE_DRIFT = 0.4
"""Share of the second swing that the last one must have where a head that drifts has made the first one longer."""

FIRST = 1.4
"""Times the second swing that the first may have at most: a head that goes further turns elsewhere, and looks about."""

STEADY, SHORT = 3.0, 0.06
"""Each swing may last this many times as long as the shortest, which counts as this many seconds at least."""

STAYS = 2.0
"""A head that stays at a turning point for longer than this many times the mean of the swings before and after it looks
somewhere."""

COMES_BACK = 0.7
"""Least ratio of the ways down and up of a single nod, of either to the other."""

LIPS_STILL = 0.08
"""Distances of the eyes by which the lips may part in a single nod: a smile that begins looks like one."""

SOON = 0.5
"""Seconds after its last swing until which a gesture is told."""

OTHER_WAYS = 0.75
"""Share of the swings' width within which the head may turn about its other axes meanwhile."""

SETTLED = 0.12
"""Seconds after which a single nod that has come back is over."""

CALM = 0.2
"""Seconds without another swing before a single nod."""

OVER = 1.2
"""Seconds without a swing after which a gesture is over."""

GOES_ON = 0.5
"""Share of its widest swing that another must have to go on with a gesture."""

CARRIED, CARRIED_A_DEGREE = 3.0, 0.4
"""Centimetres by which a head may be carried along, and how many more for each degree: it turns about the neck."""


TURNING, RESTLESS = 8.0, 0.5
"""Degrees a second from which a head is on its way, and seconds in which it may come to its next turning point."""


@dataclass(frozen=True, slots=True)
class _Sample:
    time: float
    pitch: float
    yaw: float
    roll: float
    x: float
    y: float
    lips: float


class HeadGestures:
    """Follows one head; no clock of its own."""

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque()
        self._turned: Rotation | None = None
        self._turning = -math.inf
        self._told = dict.fromkeys(Gesture, -math.inf)
        self._strengths = dict.fromkeys(Gesture, 0.0)

    def update(
        self, now: float, turned: Rotation, place: tuple[float, float], lips: float
    ) -> tuple[Gesture, float] | None:
        """Take in how the head is turned.

        Args:
            now: seconds of the source, rising.
            turned: see `head_pose.rotation`.
            place: of the head in the picture, in centimetres of the head, to the right and down.
            lips: how far they are apart, in distances of the eyes.

        Returns:
            What the head just did, and by how many degrees; None while it does nothing, or nothing new.
        """
        self._take(now, turned, place, lips)
        limits = STIRRING if self._lips_stir() else SILENT
        for gesture in Gesture:
            for least in self._sizes(gesture):
                strength = self._strength(gesture, least, limits)
                if strength is not None:
                    return gesture, strength
        return None

    def is_restless(self, now: float) -> bool:
        """Whether the head was on its way just now, so that its next turning point must not be missed."""
        return now - self._turning <= RESTLESS

    def _take(self, now: float, turned: Rotation, place: tuple[float, float], lips: float) -> None:
        if self._samples and now - self._samples[-1].time > LONGEST_GAP:
            self._samples.clear()
        if not self._samples or self._turned is None:
            self._samples.append(_Sample(now, 0.0, 0.0, 0.0, *place, lips))
        else:
            step, last = turn_between(self._turned, turned), self._samples[-1]
            way = last.pitch + step.pitch, last.yaw + step.yaw, last.roll + step.roll
            self._samples.append(_Sample(now, *way, *place, lips))
            if max(abs(step.pitch), abs(step.yaw)) >= TURNING * (now - last.time):
                self._turning = now
        self._turned = turned
        lately = [sample for sample in self._samples if now - sample.time <= REST]
        resting = all(_width([angle(sample) for sample in lately]) <= RESTS for angle in _ANGLES.values())
        while now - self._samples[0].time > (REST if resting else WINDOW):
            self._samples.popleft()

    def _lips_stir(self) -> bool:
        lips = [s.lips for s in self._samples if self._samples[-1].time - s.time <= LATELY_STIRRED]
        least = max(STIR, TREMBLE * sum(lips) / len(lips))
        return sum(abs(after - before) for before, after in pairwise(lips)) >= least * (len(lips) - 1) > 0

    def _sizes(self, gesture: Gesture) -> tuple[float, ...]:
        """Degrees from which ways count as swings: the smallest that stand out, and those beside a wide one."""
        lately = [s for s in self._samples if self._samples[-1].time - s.time <= LATELY]
        widest = _width([_ANGLES[gesture](sample) for sample in lately])
        return (LEAST,) if SHARE * widest <= LEAST else (SHARE * widest, LEAST)

    def _strength(self, gesture: Gesture, least: float, limits: Limits) -> float | None:
        """Degrees of the gesture that has just become plain, or None."""
        times = [sample.time for sample in self._samples]
        found = swings(times, [_ANGLES[gesture](sample) for sample in self._samples], least)
        if not found:
            return None
        now, told, ended = times[-1], self._told[gesture], found[-1].ends
        if now - told < OVER:
            if abs(found[-1].way) >= GOES_ON * self._strengths[gesture]:
                self._told[gesture] = max(told, ended)
            return None
        if now - ended > SOON:
            return None
        new = [swing for swing in found if swing.begins > told]
        single = self._single(found, now, limits) if gesture is Gesture.NOD else ()
        for made in (_several(new, gesture, limits), single):
            if made and made[0].begins > told and self._is_pure(gesture, made):
                self._told[gesture], self._strengths[gesture] = ended, max(abs(swing.way) for swing in made)
                return self._strengths[gesture]
        return None

    def _single(self, found: Sequence[Swing], now: float, limits: Limits) -> Sequence[Swing]:
        """The last two swings, where they are a nod, down and back up, with calm before and after."""
        if len(found) < 2:
            return ()
        down, up = last = found[-2:]
        calm = len(found) == 2 or down.begins - found[-3].ends >= CALM
        back = COMES_BACK <= -up.way / down.way <= 1 / COMES_BACK
        quick = all(FASTEST <= swing.lasts <= SLOWEST for swing in last)
        settled = now - up.ends >= SETTLED
        plain = down.way <= -limits.single and back and quick and calm and settled
        lips = [sample.lips for sample in self._samples if down.begins - CALM <= sample.time]
        return last if plain and _goes_on(last) and _width(lips) <= LIPS_STILL else ()

    def _is_pure(self, gesture: Gesture, made: Sequence[Swing]) -> bool:
        """Whether the head turns about one axis, and is not carried along."""
        start = made[0].begins - made[0].lasts / 2
        meant = [s for number, s in enumerate(self._samples) if s.time >= start and number <= made[-1].last]
        others = [other for other in Gesture if other is not gesture]
        widest = max(abs(swing.way) for swing in made)
        aside = max(*(_width([_ANGLES[other](s) for s in meant]) for other in others), _width([s.roll for s in meant]))
        carried = max(_width([s.x for s in meant]), _width([s.y for s in meant]))
        return aside <= OTHER_WAYS * widest and carried <= CARRIED + CARRIED_A_DEGREE * widest


def _pitch(sample: _Sample) -> float:
    return sample.pitch


def _yaw(sample: _Sample) -> float:
    return sample.yaw


_ANGLES = {Gesture.NOD: _pitch, Gesture.SHAKE: _yaw}


def _width(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _several(found: Sequence[Swing], gesture: Gesture, limits: Limits) -> Sequence[Swing]:
    """The last swings, where they are a nod or a shake that goes to and fro."""
    last = found[-limits.swings :]
    if len(last) < limits.swings:
        return ()
    widest, shortest = max(abs(swing.way) for swing in last), max(min(swing.lasts for swing in last[:-1]), SHORT)
    enough = limits.even[gesture] * widest
    slowest = min(SLOWEST, STEADY * shortest)
    # A head that drifts before it nods or shakes lengthens the first swing: then the others have to tell more.
    drifts = last[0].lasts > slowest
    wanted = BESIDE_DRIFT * abs(last[1].way) if drifts else UNDER_WAY * enough
    even = all(abs(swing.way) >= enough for swing in last[:-1]) and abs(last[-1].way) >= wanted
    begins = abs(last[0].way) <= FIRST * abs(last[1].way)
    steady = all(FASTEST <= swing.lasts <= slowest for swing in last[1:]) and last[0].lasts >= FASTEST
    middles = [(swing.begins + swing.ends) / 2 for swing in last]
    slow = middles[-1] - middles[0] >= APART * (len(last) - 1)
    plain = sum(abs(swing.way) for swing in last) >= limits.several * len(last)
    return last if plain and even and begins and steady and slow and _goes_on(last) else ()


def _goes_on(found: Sequence[Swing]) -> bool:
    """Whether the head does not stay at the turning points between the swings."""
    return all(
        after.begins - before.ends <= STAYS * (before.lasts + after.lasts) / 2 for before, after in pairwise(found)
    )
