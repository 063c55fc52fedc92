"""Eyes, lids and brows: action units 1, 2, 4, 5, 6, 7, 9 and 45."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import band, curve, oval
from assistant.drawn_faces.head import Head, Palette, Pose
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Colour, LinearGradient, Points, RadialGradient, Shape, mix

_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (14, 11, 12)
_SCLERA: Colour = (246, 243, 240)
_LASH: Colour = (30, 22, 22)
_TEAR_DUCT: Colour = (206, 140, 134)

_BALL = 0.17
"""How far an iris lies before the point about which the eye turns: 10.5 mm, where the pupils are 62 mm apart."""

_LID_FOLLOWS = 0.6
"""The upper lid's share of what the iris moves up or down."""

_ALONG = np.linspace(0, 1, 17)  # from the inner to the outer corner
_ARCH = np.sin(np.pi * _ALONG**0.9) ** 0.72
_HANG = np.sin(np.pi * _ALONG**1.15) ** 0.8


def eye(head: Head, who: Identity, colours: Palette, act: ActionUnits, side: float) -> Iterator[Shape]:
    """One eye with its lids and lashes; `side` is -1 (the picture's left) or 1."""
    pen = head.surface().on(side)
    upper, lower = _lids(who, act, head.pose)
    frown = _frown(act)
    socket = mix(colours.shade, colours.fold, 0.6 * frown)
    yield pen.fill(oval(0.47, -0.09, 0.33, 0.20), socket, 0.42 + 0.3 * frown, 0.07)
    lid = mix(colours.skin, colours.shade, 0.45 - 0.2 * act.au45)
    fold = 0.25 + 0.75 * who.lid_fold
    yield pen.fill(band(upper, _raised(upper, (0.082 - 0.02 * act.au5) * fold * _ARCH)), lid, 0.9, 0.01)
    if act.au45 < 0.95:
        yield from _ball(pen, who, colours, head.pose, upper, lower)
    lash = 0.018 + 0.014 * who.lashes
    tail = np.concatenate([upper, [upper[-1] + (0.035 * who.lashes, -0.012)]])
    yield pen.stroke(tail, (0.012, lash, lash * 1.15, lash, 0.004), _LASH, 0.95)
    yield pen.stroke(lower, (0.004, 0.008, 0.012, 0.010), mix(_LASH, colours.fold, 0.5), 0.65)
    crease = _raised(upper, 0.012 + 0.008 * fold + (0.062 - 0.012 * act.au5) * fold * _ARCH)
    yield pen.stroke(crease, (0.004, 0.016, 0.018, 0.006), colours.fold, 0.55 + 0.25 * act.au5, 0.004)
    yield from _below(pen, who, colours, act, lower)


def _frown(act: ActionUnits) -> float:
    """How far lowered brows press on the lids."""
    return max(act.au4 * (1 - act.au1), 0.6 * act.au9)


def _raised(line: Points, height: NDArray[np.float64]) -> Points:
    return np.stack([line[:, 0], line[:, 1] - height], 1)


def _lids(who: Identity, act: ActionUnits, pose: Pose) -> tuple[Points, Points]:
    """The edges of the upper and the lower lid, from the inner to the outer corner."""
    size = who.eye_size
    half = 0.235 * size
    tight = act.au7 * (1 - 0.45 * act.au5)
    pressed = _frown(act) * (1 - act.au5)  # lids that are raised hold out against a frown, which makes a stare
    rise = 0.105 + 0.075 * act.au5 - 0.024 * tight - 0.016 * pressed - 0.014 * act.au6 - 0.012 * act.au9
    rise = (rise - 0.012 * who.age) * size * who.eye_opening
    rise += _LID_FOLLOWS * _BALL * math.sin(math.radians(pose.gaze_pitch))
    drop = (0.073 + 0.010 * act.au5 - 0.034 * tight - 0.034 * act.au6 - 0.022 * act.au9) * size * who.eye_opening
    rise = rise * (1 - act.au45) - drop * 0.8 * act.au45
    # A brow that is raised at its inner end alone draws the lid up there, which makes eyes look sad.
    oblique = act.au1 * (1 - act.au2) * (1 - act.au5)
    arch = _ARCH * (1 + oblique * (0.30 - 0.85 * _ALONG))
    ends = np.stack([0.5 - half + 2 * half * _ALONG, 0.012 - (0.016 + who.eye_tilt) * _ALONG], 1)
    return _raised(ends, rise * arch), _raised(ends, -drop * _HANG)


def _ball(pen: Pen, who: Identity, colours: Palette, pose: Pose, upper: Points, lower: Points) -> Iterator[Shape]:
    """What is seen between the lids."""
    opening = pen.place(band(upper, lower))
    top, bottom = pen.spot(0.5, float(upper[8, 1])), pen.spot(0.5, float(lower[8, 1]))
    yield Shape(opening, LinearGradient(top, bottom, mix(_SCLERA, colours.shade, 0.35), _SCLERA))
    yield pen.fill(oval(float(upper[0, 0]) + 0.015, 0.012, 0.03, 0.022), _TEAR_DUCT, 0.8, 0.006, opening)
    aside, up = (_BALL * math.sin(math.radians(angle)) for angle in (pose.gaze_yaw, pose.gaze_pitch))
    x, y = pen.spot(0.497 + pen.side * aside, -0.012 - up)
    radius = 0.112 * who.eye_size * pose.size
    iris = RadialGradient((x, y), radius, mix(who.iris, (255, 240, 200), 0.25), mix(who.iris, _BLACK, 0.45))
    yield Shape(oval(x, y, radius, radius), iris, clip=opening)
    yield Shape(oval(x, y, radius * 0.46, radius * 0.46), _BLACK, clip=opening)
    yield pen.stroke(upper + np.array((0, 0.022)), (0.01, 0.06, 0.01), _LASH, 0.32, 0.014, opening)
    for across, along, size, opacity in ((-0.32, -0.38, 0.22, 0.92), (0.3, 0.4, 0.14, 0.35)):
        glint = oval(x + radius * across, y + radius * along, radius * size, radius * size)
        yield Shape(glint, _WHITE, opacity, 0.004, opening)


def _below(pen: Pen, who: Identity, colours: Palette, act: ActionUnits, lower: Points) -> Iterator[Shape]:
    """The fold under the lower lid, and crow's feet."""
    pouch = 0.16 + 0.35 * who.age + 0.5 * act.au6 + 0.45 * act.au7 + 0.3 * act.au9
    fold = _raised(lower, -0.055 - 0.035 * _HANG)[2:15]
    yield pen.stroke(fold, (0.004, 0.022, 0.026, 0.006), colours.fold, min(0.62 * pouch, 0.75), 0.009)
    feet = 0.25 * max(who.age - 0.35, 0) + 0.85 * act.au6 * (0.55 + 0.45 * who.age)
    if feet > 0:
        for rise, reach in ((-0.075, 0.13), (0.0, 0.15), (0.07, 0.13)):
            line = curve((0.785, 0.01 + rise * 0.35), (0.84, 0.012 + rise * 0.7), (0.785 + reach, 0.02 + rise * 1.4))
            yield pen.stroke(line, (0.004, 0.014, 0.002), colours.fold, 0.6 * feet, 0.004)


def brow(head: Head, who: Identity, colours: Palette, act: ActionUnits, side: float) -> Iterator[Shape]:
    """One brow."""
    raised = act.au1 * (1 - 0.15 * act.au4)
    lowered = act.au4 * (1 - 0.62 * act.au1)
    flat = act.au1 * act.au4
    base = -0.258 * who.brow_height
    inner = base + 0.005 - 0.185 * raised + 0.155 * lowered + 0.05 * act.au9
    middle = base - who.brow_arch * (1 - 0.6 * flat) - 0.05 * raised - 0.135 * act.au2 + 0.10 * lowered + 0.03 * act.au9
    outer = base + 0.015 - 0.11 * act.au2 - 0.02 * lowered + 0.07 * flat * (1 - act.au2)
    pull = 0.055 * act.au4 + 0.03 * act.au9
    spine = curve(
        (0.225 - pull, inner),
        (0.36 - 0.6 * pull, 0.62 * inner + 0.38 * middle - 0.012),
        (0.56 - 0.2 * pull, middle),
        (0.72, 0.45 * middle + 0.55 * outer - 0.012),
        (0.84, outer),
    )
    weight = 0.082 * who.brow_weight * (1 + 0.3 * act.au4)
    hair = mix(who.hair_colour, (24, 18, 18), 0.45)
    pen = head.surface(0.03).on(side)
    for grow, opacity, softness in ((1.25, 0.4, 0.012), (0.85, 0.9, 0.006)):
        full = weight * grow
        yield pen.stroke(spine, (0.75 * full, full, 0.85 * full, 0.5 * full, 0.008), hair, opacity, softness)
