"""Mouth and jaw: action units 10, 12, 15, 16, 17, 20, 22 to 27."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.practice.faces.actions import ActionUnits
from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head, Palette
from assistant.practice.faces.identity import Identity
from assistant.practice.faces.shapes import Linear, Point, Points, Shape, mix

LINE = 1.10
"""Height of the closed mouth below the eyes."""

_ACROSS = np.linspace(-1, 1, 33)
_DARK = (54.0, 18.0, 22.0)
_TOOTH = (250.0, 246.0, 238.0)


def jaw_drop(act: ActionUnits) -> float:
    """How far the jaw hangs, in drawing units."""
    return 0.20 * act.au26 + 0.30 * act.au27


@dataclass(frozen=True, slots=True)
class Lips:
    """The edges of both lips: four lines of 33 points each from the left corner to the right one."""

    top: Points
    upper: Points
    lower: Points
    bottom: Points
    half: float
    corner: float
    gap: float

    @classmethod
    def of(cls, who: Identity, act: ActionUnits) -> Lips:
        """The lips of a person who moves these units."""
        half = 0.385 * who.mouth_width * (1 - 0.10 * act.au23 - 0.22 * act.au22 - 0.10 * act.au27 - 0.04 * act.au17)
        half += 0.12 * act.au12 + 0.13 * act.au20 - 0.015 * act.au15
        smile, frown = act.au12, act.au15
        corner = LINE - 0.17 * smile + 0.13 * frown + 0.045 * act.au20 + 0.015 * act.au10 + 0.3 * jaw_drop(act)
        part = act.au25
        rise = 0.03 * part + 0.10 * act.au10 + 0.035 * act.au9 + 0.05 * smile * part + 0.03 * act.au17 + 0.02 * act.au22
        rise -= 0.02 * smile * (1 - part) + 0.02 * act.au20 * part
        fall = 0.05 * part + 0.085 * act.au16 * max(part, 0.25) + 1.05 * jaw_drop(act) + 0.035 * act.au22 * part
        fall += 0.045 * smile * part + 0.03 * act.au20 * part
        fall -= 0.05 * act.au17 + (0.02 * frown)
        high, low = LINE - rise, LINE + fall
        gap = max(low - high, 0.0) if part + act.au26 + act.au27 + act.au10 * 0.5 > 0.02 else 0.0
        low = high + gap
        bow = np.abs(_ACROSS)
        square = 1.9 + 1.2 * act.au10 + 1.6 * act.au27 + 1.0 * act.au26 + 0.8 * act.au20
        upper_y = high + (corner - high) * bow ** (square + 0.2 * smile)
        lower_y = low + (corner - low) * bow ** (
            1.9 + 0.9 * act.au16 + 1.3 * act.au27 + 0.9 * act.au26 + 0.5 * act.au20
        )
        lower_y = np.maximum(lower_y, upper_y)
        press = (1 - 0.62 * act.au24) * (1 - 0.42 * act.au23) * (1 - 0.30 * smile) * (1 - 0.25 * act.au20)
        thick = 0.075 * who.lip_weight * press * (1 - 0.25 * act.au10) * (1 + 0.35 * act.au22) * (1 - 0.2 * who.age)
        full = 0.115 * who.lip_weight * press * (1 + 0.22 * act.au17) * (1 + 0.3 * act.au22) * (1 - 0.2 * who.age)
        cupid = (1 - bow**2.4) ** 0.9 * (
            1 + 0.18 * np.exp(-(((bow - 0.22) / 0.16) ** 2)) - 0.12 * np.exp(-((bow / 0.1) ** 2))
        )
        x = _ACROSS * half
        return cls(
            top=np.stack([x, upper_y - thick * cupid], 1),
            upper=np.stack([x, upper_y], 1),
            lower=np.stack([x, lower_y], 1),
            bottom=np.stack([x, lower_y + full * (1 - bow**2.2) ** 0.8], 1),
            half=half,
            corner=corner,
            gap=gap,
        )


def mouth(head: Head, who: Identity, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """Lips, teeth, tongue and the shadows around them."""
    lips = Lips.of(who, act)

    def seen(line: Points, lift: float = 0.06) -> Points:
        return head.surface(line, lift)

    def at(x: float, y: float) -> Point:
        place = seen(points((x, y)))[0]
        return float(place[0]), float(place[1])

    under = float(lips.bottom[16, 1])
    yield Shape(seen(ellipse((0, under + 0.055), lips.half * 0.62, 0.045)), colours.fold, 0.40 + 0.25 * act.au17, 0.04)
    yield Shape(seen(ellipse((0, float(lips.top[16, 1]) - 0.09), 0.045, 0.08)), colours.shade, 0.35, 0.025)
    if lips.gap > 0:
        yield from _inside(lips, seen, at, act)
    lit = mix(colours.lip, colours.lit, 0.35)
    top = np.concatenate([lips.top, lips.upper[::-1]])
    middle = float(lips.upper[16, 1])
    yield Shape(
        seen(top),
        Linear(at(0, float(lips.top[16, 1])), at(0, middle), colours.lip, mix(colours.lip, colours.lip_shade, 0.5)),
        0.96,
        0.004,
    )
    bottom = np.concatenate([lips.lower, lips.bottom[::-1]])
    yield Shape(
        seen(bottom),
        Linear(at(0, float(lips.lower[16, 1])), at(0, under), lit, mix(colours.lip, colours.lip_shade, 0.45)),
        0.96,
        0.004,
    )
    shine = ellipse((0, 0.55 * float(lips.lower[16, 1]) + 0.45 * under), lips.half * 0.4, 0.012)
    yield Shape(seen(shine), (255, 255, 255), 0.22, 0.014)
    if lips.gap < 0.03:
        yield Shape(seen(ribbon(lips.upper, (0.012, 0.022, 0.026, 0.022, 0.012))), colours.lip_shade, 0.95, 0.004)
    for side in (-1.0, 1.0):
        droop = 0.10 * act.au15 - 0.03 * act.au12
        line = smooth(
            points(
                (lips.half - 0.02, lips.corner),
                (lips.half + 0.025, lips.corner + 0.2 * droop),
                (lips.half + 0.045, lips.corner + droop),
            )
        )
        yield Shape(
            seen(mirrored(ribbon(line, (0.02, 0.03, 0.006)), side)),
            colours.fold,
            0.55 + 0.3 * max(act.au15, act.au12, act.au20),
            0.008,
        )


def _inside(lips: Lips, seen, at, act: ActionUnits) -> Iterator[Shape]:  # type: ignore[no-untyped-def]
    opening = seen(np.concatenate([lips.upper, lips.lower[::-1]]))
    yield Shape(opening, _DARK)
    low = float(lips.lower[16, 1])
    tongue = ellipse((0, low + 0.02), lips.half * 0.6, min(0.35 * lips.gap, 0.12))
    yield Shape(seen(tongue), (176, 82, 84), 0.85, 0.02, opening)
    edge = LINE + 0.055
    arc = 1 - np.abs(_ACROSS) ** 2
    x = _ACROSS * min(lips.half * 0.9, 0.40)
    bite = np.stack([x, edge - 0.05 + 0.05 * arc - 0.06 * act.au12 * (1 - arc)], 1)
    teeth = np.concatenate([bite, [(0.45, 0.8), (-0.45, 0.8)]])
    yield Shape(seen(teeth), Linear(at(0, edge - 0.15), at(0, edge), (214, 206, 198), _TOOTH), 1.0, 0.003, opening)
    for place in (-0.27, -0.185, -0.095, 0.0, 0.095, 0.185, 0.27):
        gap = points((place, edge - 0.2), (place, edge))
        yield Shape(seen(ribbon(gap, (0.006, 0.006))), (150, 130, 122), 0.35, 0.003, opening)
    floor = LINE + 0.075 + jaw_drop(act)
    row = np.stack([_ACROSS * 0.34, floor + 0.03 * (1 - arc)], 1)
    lower = np.concatenate([row, [(0.34, floor + 0.3), (-0.34, floor + 0.3)]])
    yield Shape(seen(lower), (226, 220, 212), 0.95, 0.004, opening)
    yield Shape(seen(ribbon(lips.upper + (0, 0.02), (0.02, 0.05, 0.02))), (40, 10, 12), 0.3, 0.02, opening)
