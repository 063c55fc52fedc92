"""Eyes, lids and brows: action units 1, 2, 4, 5, 6, 7 and 45."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.practice.faces.actions import ActionUnits
from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head, Palette
from assistant.practice.faces.identity import Identity
from assistant.practice.faces.shapes import Linear, Point, Points, Radial, Shape, mix

_SCLERA = (246.0, 243.0, 240.0)
_LASH = (30.0, 22.0, 22.0)
_ALONG = np.linspace(0, 1, 17)
_ARCH = np.sin(np.pi * _ALONG**0.9) ** 0.72
_HANG = np.sin(np.pi * _ALONG**1.15) ** 0.8


def eye(head: Head, who: Identity, colours: Palette, act: ActionUnits, side: float) -> Iterator[Shape]:
    """One eye with its lids and lashes; `side` is -1 (the picture's left) or 1."""
    size = who.eye_size
    lowered = max(act.au4 * (1 - act.au1), 0.6 * act.au9)
    half = 0.235 * size
    closing = max(act.au45, 0.0)
    tight = act.au7 * (1 - 0.45 * act.au5)
    rise = (
        0.105 + 0.075 * act.au5 - 0.024 * tight - 0.016 * lowered - 0.014 * act.au6 - 0.012 * act.au9 - 0.02 * who.age
    ) * size
    drop = (0.062 + 0.010 * act.au5 - 0.034 * tight - 0.034 * act.au6 - 0.022 * act.au9) * size
    rise = rise * (1 - closing) - drop * 0.8 * closing
    inner, outer = (0.5 - half, 0.012), (0.5 + half, -who.eye_tilt - 0.004)
    corner = np.stack(
        [np.interp(_ALONG, (0, 1), (inner[0], outer[0])), np.interp(_ALONG, (0, 1), (inner[1], outer[1]))], 1
    )
    oblique = act.au1 * (1 - act.au2) * (1 - act.au5)
    arch = _ARCH * (1 + oblique * (0.30 - 0.85 * _ALONG))
    upper = corner - np.stack([np.zeros(17), rise * arch], 1)
    lower = corner + np.stack([np.zeros(17), drop * _HANG], 1)

    def seen(line: Points, lift: float = 0.0) -> Points:
        return head.surface(mirrored(line, side), lift)

    def at(x: float, y: float) -> Point:
        place = seen(points((x, y)))[0]
        return float(place[0]), float(place[1])

    opening = seen(np.concatenate([upper, lower[::-1]]))
    yield Shape(
        seen(ellipse((0.47, -0.09), 0.33, 0.20)),
        mix(colours.shade, colours.fold, 0.6 * lowered),
        0.42 + 0.3 * lowered,
        0.07,
    )
    lid = np.concatenate([upper, (upper - np.stack([np.zeros(17), (0.062 + 0.02 * (1 - act.au5)) * _ARCH], 1))[::-1]])
    yield Shape(seen(lid), mix(colours.skin, colours.shade, 0.25 + 0.2 * (1 - closing)), 0.9, 0.01)
    if closing < 0.95:
        yield Shape(opening, Linear(at(0.5, -rise), at(0.5, drop), mix(_SCLERA, colours.shade, 0.35), _SCLERA))
        yield Shape(seen(ellipse((inner[0] + 0.015, 0.012), 0.03, 0.022)), (206, 140, 134), 0.8, 0.006, opening)
        centre = at(0.497, -0.012)
        radius = 0.112 * size * head.pose.size
        iris = ellipse(centre, radius, radius)
        yield Shape(
            iris,
            Radial(centre, radius, mix(who.iris, (255, 240, 200), 0.25), mix(who.iris, (0, 0, 0), 0.45)),
            clip=opening,
        )
        yield Shape(ellipse(centre, radius * 0.46, radius * 0.46), (14, 11, 12), clip=opening)
        yield Shape(seen(ribbon(upper + (0, 0.022), (0.01, 0.06, 0.01))), (40, 26, 26), 0.32, 0.014, opening)
        glint = (centre[0] - radius * 0.32, centre[1] - radius * 0.38)
        yield Shape(ellipse(glint, radius * 0.22, radius * 0.22), (255, 255, 255), 0.92, 0.004, opening)
        yield Shape(
            ellipse((centre[0] + radius * 0.3, centre[1] + radius * 0.4), radius * 0.14, radius * 0.14),
            (255, 255, 255),
            0.35,
            0.004,
            opening,
        )
    lash = 0.018 + 0.014 * who.lashes
    tail = np.concatenate([upper, [upper[-1] + (0.035 * who.lashes, -0.012)]])
    yield Shape(seen(ribbon(tail, (0.012, lash, lash * 1.15, lash, 0.004))), _LASH, 0.95)
    yield Shape(seen(ribbon(lower, (0.004, 0.008, 0.012, 0.010))), mix(_LASH, colours.fold, 0.5), 0.65)
    crease = upper - np.stack([np.zeros(17), 0.02 + (0.050 + 0.012 * (1 - act.au5)) * _ARCH], 1)
    yield Shape(seen(ribbon(crease, (0.004, 0.016, 0.018, 0.006))), colours.fold, 0.55 + 0.25 * act.au5, 0.004)
    yield from _below(head, who, colours, act, side, lower)


def _below(
    head: Head, who: Identity, colours: Palette, act: ActionUnits, side: float, lower: Points
) -> Iterator[Shape]:
    """The fold under the lower lid and crow's feet."""
    pouch = 0.16 + 0.35 * who.age + 0.5 * act.au6 + 0.45 * act.au7 + 0.3 * act.au9
    fold = lower[2:15] + np.stack([np.zeros(13), 0.055 + 0.035 * _HANG[2:15]], 1)
    yield Shape(
        head.surface(mirrored(ribbon(fold, (0.004, 0.022, 0.026, 0.006)), side)),
        colours.fold,
        min(0.62 * pouch, 0.75),
        0.009,
    )
    feet = 0.35 * max(who.age - 0.35, 0) + 0.85 * act.au6 * (0.55 + 0.45 * who.age)
    for rise, reach in ((-0.075, 0.13), (0.0, 0.15), (0.07, 0.13)):
        line = smooth(
            points((0.785, 0.01 + rise * 0.35), (0.84, 0.012 + rise * 0.7), (0.785 + reach, 0.02 + rise * 1.4))
        )
        yield Shape(head.surface(mirrored(ribbon(line, (0.004, 0.014, 0.002)), side)), colours.fold, 0.6 * feet, 0.004)


def brow(head: Head, who: Identity, colours: Palette, act: ActionUnits, side: float) -> Iterator[Shape]:
    """One brow."""
    raised = act.au1 * (1 - 0.15 * act.au4)
    lowered = act.au4 * (1 - 0.62 * act.au1)
    base = -0.315 * who.brow_height
    inner = base + 0.01 - 0.165 * raised + 0.175 * lowered + 0.06 * act.au9
    middle = (
        base
        - who.brow_arch * (1 - 0.6 * act.au1 * act.au4)
        - 0.06 * raised
        - 0.10 * act.au2
        + 0.14 * lowered
        + 0.04 * act.au9
    )
    outer = base + 0.015 - 0.10 * act.au2 + 0.05 * lowered + 0.055 * act.au1 * act.au4 * (1 - act.au2)
    pull = 0.055 * act.au4 + 0.03 * act.au9
    spine = smooth(
        points(
            (0.225 - pull, inner),
            (0.36 - 0.6 * pull, 0.62 * inner + 0.38 * middle - 0.012),
            (0.56 - 0.2 * pull, middle),
            (0.72, 0.45 * middle + 0.55 * outer - 0.012),
            (0.84, outer),
        )
    )
    weight = 0.082 * who.brow_weight * (1 + 0.12 * act.au4)
    hair = mix(who.hair_colour, (24, 18, 18), 0.45)
    for grow, opacity, soft in ((1.25, 0.4, 0.012), (0.85, 0.9, 0.006)):
        line = ribbon(spine, (weight * 0.75 * grow, weight * grow, weight * 0.85 * grow, weight * 0.5 * grow, 0.008))
        yield Shape(head.surface(mirrored(line, side), 0.03), hair, opacity, soft)
