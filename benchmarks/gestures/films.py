"""Films of drawn heads with exact labels: what they do on purpose, and what looks like it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity, Pose, draw_face, prototype
from assistant.drawn_faces.actions import closed_eyes
from assistant.drawn_faces.animation import blink, sway, talk
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame
from assistant.expressions import Expression

WIDTH, HEIGHT = 384, 288
_FACE = 128.0  # px, of a head's width at size 1
_NOISE = 3.0  # grey levels, as a webcam's in a room
_NOISES = 16  # pictures of it, which are used again

Motion = Callable[[float], Pose]


@dataclass(frozen=True, slots=True)
class Film:
    """A film of one drawn head.

    Attributes:
        name: what it is about.
        seed: of the person, the blinks and the noise.
        seconds: its length.
        gestures: the labels.
        motions: how the head is held, added up.
        talks: spans (start, end) in which the mouth talks.
        laughs: likewise.
        turns: looks elsewhere; the labels of attention.
        fps: frames a second.
        dropped: share of them that are missing.
        width: of the head in pixels.
    """

    name: str
    seed: int
    seconds: float
    gestures: tuple[Swinging, ...] = ()
    motions: tuple[Motion, ...] = ()
    talks: tuple[tuple[float, float], ...] = ()
    laughs: tuple[tuple[float, float], ...] = ()
    turns: tuple[Turn, ...] = ()
    fps: float = 25.0
    dropped: float = 0.0
    width: float = 120.0

    def pose(self, time: float) -> Pose:
        """How head and eyes are held at `time`."""
        parts = [sway(time, 2.0, self.seed), *(motion(time) for motion in self.motions)]
        parts += [each.at(time) for each in self.gestures] + [each.at(time) for each in self.turns]
        names = ("yaw", "pitch", "roll", "x", "y", "gaze_yaw", "gaze_pitch")
        return Pose(**{name: sum(getattr(part, name) for part in parts) for name in names}, size=self.width / _FACE)

    def units(self, time: float) -> ActionUnits:
        """How the face moves at `time`."""
        units = NEUTRAL
        for start, end in self.talks:
            if start <= time < end:
                units += talk(time - start, self.seed)
        for start, end in self.laughs:
            if start <= time < end:
                units += laughing_face(time - start)
        return closed_eyes(units, blink(time, self.seed))

    def frames(self) -> Iterator[Frame]:
        """The film."""
        rng, who = np.random.default_rng(self.seed), Identity.random(self.seed)
        noise = rng.normal(0, _NOISE, (_NOISES, HEIGHT, WIDTH, 1)).astype(np.int16)
        for number in range(round(self.seconds * self.fps)):
            time = number / self.fps
            if number and rng.random() < self.dropped:
                continue
            pixels = paint(draw_face(who, self.units(time), self.pose(time)), WIDTH, HEIGHT)
            noisy = pixels + noise[rng.integers(_NOISES)]
            yield Frame(np.clip(noisy, 0, 255).astype(np.uint8), time)


def laughing_face(time: float) -> ActionUnits:
    """A mouth that laughs, five bursts a second."""
    burst = 0.5 + 0.5 * math.sin(2 * math.pi * 5 * time)
    smile = prototype(Expression.HAPPY)
    return smile + ActionUnits(au25=1, au26=0.4 + 0.3 * burst)


def laughing_head(spans: tuple[tuple[float, float], ...]) -> Motion:
    """A head thrown back and shaken by laughter."""

    def at(time: float) -> Pose:
        for start, end in spans:
            if start <= time < end:
                back = math.sin(math.pi * (time - start) / (end - start))
                shaken = math.sin(2 * math.pi * 5 * (time - start))
                return Pose(pitch=6 * back + 1.0 * shaken, roll=3 * back, y=0.03 * shaken)
        return Pose()

    return at


def emphasis(spans: tuple[tuple[float, float], ...], seed: int) -> Motion:
    """The beats of speech: small uneven nods and turns on stressed syllables, one or two a second."""
    rng = Random(f"emphasis {seed}")
    beats = []
    for start, end in spans:
        time = start
        while (time := time + rng.uniform(0.4, 1.6)) < end:
            beats.append((time, rng.uniform(0.3, 0.6), min(rng.lognormvariate(0.6, 0.45), 5.5), rng.gauss(0, 1.2)))

    def at(time: float) -> Pose:
        pitch = yaw = 0.0
        for begin, lasts, degrees, aside in beats:
            if begin <= time < begin + lasts:
                share = 0.5 - 0.5 * math.cos(2 * math.pi * (time - begin) / lasts)
                pitch, yaw = pitch - degrees * share, yaw + aside * share
        return Pose(yaw=yaw, pitch=pitch)

    return at


def swaying_body(seed: int) -> Motion:
    """A body that rocks and turns, and the head with it."""
    rng = Random(f"body {seed}")
    slow, far, phase = rng.uniform(0.25, 0.6), rng.uniform(0.2, 0.5), rng.uniform(0, 6)

    def at(time: float) -> Pose:
        side = math.sin(2 * math.pi * slow * time + phase)
        return Pose(yaw=4 * side, roll=4 * side, x=far * side, y=0.05 * abs(side))

    return at


def walking(time: float) -> Pose:
    """A head that is carried by somebody who walks: two steps a second."""
    step, side = math.sin(4 * math.pi * time), math.sin(2 * math.pi * time)
    return Pose(pitch=1.0 * step, roll=1.2 * side, x=0.05 * side, y=0.07 * step)


def tilting(seed: int) -> Motion:
    """A head that leans to its shoulders, now and then to and fro."""
    rng = Random(f"tilts {seed}")
    rate, degrees = rng.uniform(0.4, 1.2), rng.uniform(8, 18)
    return lambda time: Pose(roll=degrees * math.sin(2 * math.pi * rate * time) if time % 6 < 3 else 0.0)
