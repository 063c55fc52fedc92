"""Drawn faces with exact labels: talking mouths, blinks, head turns, changing light, somebody who walks past."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import cv2
import numpy as np

from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity, Light, Pose, draw_face, prototype
from assistant.drawn_faces.actions import closed_eyes
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame
from assistant.expressions import Expression
from assistant.imaging import Image
from benchmarks.cues.scores import Shown

WIDTH, HEIGHT = 640, 360
ONSET = 0.4
"""Seconds from the neutral face to the full expression; it counts as shown from half-way on."""

APEX, PAUSE = 4.0, 4.0
"""Seconds for which an expression, and the neutral face between two, are held."""

FACE, ACROSS_A_TABLE = 177, 84
"""Pixels: how wide the faces are that are drawn, and one at 1.6 m from a laptop's camera."""

_NOISE = 3.0  # grey levels, as a webcam's in a room
_SYLLABLES = 4.5  # a second (Greenberg, 1999)
_BLINK_EVERY, _BLINK = 3.7, 0.25  # s


@dataclass(frozen=True, slots=True)
class Scene:
    """A film of one drawn partner.

    Attributes:
        shows: the expressions, each after a pause with a neutral face; none of them for a face that stays neutral.
        seconds: length of the film.
        talking: the mouth talks in phrases with pauses between them.
        pose: how the head is held at each time.
        brightness: factor on the pixels at each time.
        passing: who walks past with which face, and from when, in seconds.
        size: share of their usual size at which everybody is seen, 0 to 1.
    """

    name: str
    who: Identity
    shows: tuple[Expression, ...]
    seconds: float
    talking: bool = False
    pose: Callable[[float], Pose] = lambda _: Pose()
    brightness: Callable[[float], float] = lambda _: 1.0
    passing: tuple[Identity, Expression, float] | None = None
    size: float = 1.0

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The labels."""
        labels, start = [], 0.0
        for number, expression in enumerate(self.shows):
            rises = PAUSE + number * (APEX + PAUSE)
            falls = rises + APEX
            labels += [
                Shown(start, rises, Expression.NEUTRAL),
                Shown(rises + ONSET / 2, falls, expression),
            ]
            start = falls + ONSET / 2
        return (*labels, Shown(start, self.seconds, Expression.NEUTRAL))

    def frames(self, fps: float) -> Iterator[Frame]:
        """The film."""
        noise = np.random.default_rng(0)
        for index in range(round(self.seconds * fps)):
            now = index / fps
            pixels = self._paint(now) * self.brightness(now) + noise.normal(0, _NOISE, (HEIGHT, WIDTH, 1))
            yield Frame(np.clip(pixels, 0, 255).astype(np.uint8), now)

    def _paint(self, now: float) -> Image:
        act = closed_eyes(self._expression(now) + (speech(now) if self.talking else NEUTRAL), _blink(now))
        pixels = paint(draw_face(self.who, act, self.pose(now), Light()), WIDTH, HEIGHT)
        if self.passing is not None:
            _paste_passer(pixels, self.passing, now)
        return _shrunk(pixels, self.size)

    def _expression(self, now: float) -> ActionUnits:
        number, since = divmod(now - PAUSE, APEX + PAUSE)
        if not 0 <= number < len(self.shows):
            return NEUTRAL
        share = min(since / ONSET, 1.0) * min(max((APEX + ONSET - since) / ONSET, 0.0), 1.0)
        return prototype(self.shows[int(number)]).scaled(share)


def _shrunk(pixels: Image, size: float) -> Image:
    """A picture as it is seen from further away, in the middle of one of `WIDTH`×`HEIGHT`."""
    width, height = round(size * WIDTH), round(size * HEIGHT)
    small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    left, top = (WIDTH - width) // 2, (HEIGHT - height) // 2
    edges = top, HEIGHT - height - top, left, WIDTH - width - left
    return np.asarray(cv2.copyMakeBorder(small, *edges, cv2.BORDER_REPLICATE), dtype=np.uint8)


def speech(now: float) -> ActionUnits:
    """A talking mouth: syllables of uneven strength, in phrases of some seconds."""
    phrase = math.sin(2 * math.pi * now / 5.3) + 0.4 * math.sin(2 * math.pi * now / 1.9)
    if phrase < -0.5:
        return NEUTRAL
    beat = 0.5 - 0.5 * math.cos(2 * math.pi * _SYLLABLES * now)
    strength = 0.55 + 0.45 * math.sin(2 * math.pi * now / 0.83 + 1.0)
    rounding = max(math.sin(2 * math.pi * now / 0.61), 0.0)
    opening = beat * strength
    return ActionUnits(au25=0.8 * opening, au26=0.55 * opening, au22=0.5 * rounding * beat, au16=0.2 * opening)


def _blink(now: float) -> float:
    since = now % _BLINK_EVERY
    return math.sin(math.pi * since / _BLINK) if since < _BLINK else 0.0


def _paste_passer(pixels: Image, passing: tuple[Identity, Expression, float], now: float) -> None:
    who, expression, start = passing
    side, crossing = 200, 2.5
    share = (now - start) / crossing
    if not 0 <= share <= 1:
        return
    left = round(-side + share * (WIDTH + side))
    face = paint(draw_face(who, prototype(expression)), side, side)
    visible = slice(max(left, 0), min(left + side, WIDTH))
    pixels[:side, visible] = face[:, visible.start - left : visible.stop - left]


def scenes(first_seed: int) -> Iterator[Scene]:
    """Films of persons from this seed on: two expressions each, every one of them under every difficulty."""
    others = [e for e in Expression if e is not Expression.NEUTRAL]
    pairs = list(zip(others[::2], others[1::2], strict=True))
    length = PAUSE + 2 * (APEX + PAUSE)
    for number, (pair, condition) in enumerate(product(pairs, ("plain", "talking", "turning", "light"))):
        seed = first_seed + number
        plain = Scene(f"{condition} {seed}", Identity.random(seed), pair, length)
        match condition:
            case "talking":
                yield replace(plain, talking=True)
            case "turning":
                yield replace(plain, pose=lambda now: Pose(yaw=24 * math.sin(now / 2.1), roll=6 * math.sin(now / 1.3)))
            case "light":
                yield replace(plain, brightness=lambda now: 0.75 + 0.35 * math.sin(now / 1.7))
            case _:
                yield plain
    stranger = (Identity.random(first_seed + 50), Expression.ANGRY, 6.0)
    yield Scene("passer-by", Identity.random(first_seed), (Expression.HAPPY,), 3 * PAUSE, passing=stranger)


def neutral_talker(seed: int, minutes: float) -> Scene:
    """A face that only talks: whatever is told but "neutral" is wrong."""
    sway = lambda now: Pose(yaw=8 * math.sin(now / 1.9), pitch=4 * math.sin(now / 1.1))  # noqa: E731 - a field's value
    return Scene("neutral talker", Identity.random(seed), (), 60 * minutes, talking=True, pose=sway)
