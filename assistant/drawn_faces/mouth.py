"""Lips, teeth and tongue, and the light on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import band, curve, oval
from assistant.drawn_faces.head import Head, Palette
from assistant.drawn_faces.lips import ACROSS, MIDDLE, Lips, jaw_drop
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Colour, Shape, mix

_CAVITY: Colour = (54, 18, 22)
_TONGUE: Colour = (176, 82, 84)
_TOOTH: Colour = (250, 246, 238)
_TOOTH_SHADE: Colour = (214, 206, 198)
_TOOTH_GAP: Colour = (150, 130, 122)
_WHITE: Colour = (255, 255, 255)


def mouth(head: Head, lips: Lips, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """The mouth, and the shadows above and below it."""
    pen = head.surface(0.06)
    top, upper, lower, bottom = (float(edge[MIDDLE, 1]) for edge in (lips.top, lips.upper, lips.lower, lips.bottom))
    yield pen.fill(oval(0, bottom + 0.055, lips.half * 0.62, 0.045), colours.fold, 0.40 + 0.25 * act.au17, 0.04)
    yield pen.fill(oval(0, top - 0.09, 0.045, 0.08), colours.shade, 0.35, 0.025)
    tense = max(act.au23, act.au24)
    if tense > 0:  # pressed or tightened lips make the skin around them bulge
        for edge, away in ((lips.top, -0.03), (lips.bottom, 0.035)):
            yield pen.stroke(edge + np.array((0, away)), (0.004, 0.05, 0.004), colours.fold, 0.38 * tense, 0.014)
    if lips.gap > 0:
        yield from _inside(pen, lips, act)
    dark = mix(colours.lip, colours.lip_shade, 0.5)
    yield pen.fill(band(lips.top, lips.upper), pen.down(colours.lip, dark, top, upper), 0.96, 0.004)
    lit = mix(colours.lip, colours.lit, 0.35)
    yield pen.fill(band(lips.lower, lips.bottom), pen.down(lit, dark, lower, bottom), 0.96, 0.004)
    shine = oval(0, 0.55 * lower + 0.45 * bottom, lips.half * 0.4, 0.012)
    yield pen.fill(shine, _WHITE, 0.22, 0.014)
    if lips.gap < 0.03:
        yield pen.stroke(lips.upper, (0.014, 0.026, 0.030, 0.026, 0.014), colours.lip_shade, 0.95, 0.004)
    droop = 0.10 * act.au15 - 0.03 * act.au12
    corner = curve(
        (lips.half - 0.02, lips.corner),
        (lips.half + 0.025, lips.corner + 0.2 * droop),
        (lips.half + 0.045, lips.corner + droop),
    )
    strain = max(act.au15, act.au12, act.au20, tense)
    for side in (-1.0, 1.0):
        yield pen.on(side).stroke(corner, (0.02, 0.03, 0.006), colours.fold, 0.55 + 0.3 * strain, 0.008)


def _inside(pen: Pen, lips: Lips, act: ActionUnits) -> Iterator[Shape]:
    """What parted lips show. The upper teeth belong to the skull and the lower ones to the jaw: lips uncover them."""
    opening = pen.place(band(lips.upper, lips.lower))
    yield Shape(opening, _CAVITY)
    low = float(lips.lower[MIDDLE, 1])
    tongue = oval(0, low + 0.02, lips.half * 0.6, min(0.35 * lips.gap, 0.12))
    yield pen.fill(tongue, _TONGUE, 0.85, 0.02, opening)
    edge = lips.line + 0.055
    arc = 1 - ACROSS**2
    bite = np.stack([ACROSS * min(lips.half * 0.9, 0.40), edge - 0.05 + 0.05 * arc - 0.06 * act.au12 * (1 - arc)], 1)
    teeth = np.concatenate([bite, [(0.45, 0.8), (-0.45, 0.8)]])
    yield pen.fill(teeth, pen.down(_TOOTH_SHADE, _TOOTH, edge - 0.15, edge), 1.0, 0.003, opening)
    for x in (-0.27, -0.185, -0.095, 0.0, 0.095, 0.185, 0.27):
        yield pen.stroke(curve((x, edge - 0.2), (x, edge)), (0.006, 0.006), _TOOTH_GAP, 0.35, 0.003, opening)
    floor = lips.line + 0.075 + jaw_drop(act)
    row = np.stack([ACROSS * 0.34, floor + 0.03 * (1 - arc)], 1)
    lower_teeth = np.concatenate([row, [(0.34, floor + 0.3), (-0.34, floor + 0.3)]])
    yield pen.fill(lower_teeth, mix(_TOOTH, _TOOTH_SHADE, 0.7), 0.95, 0.004, opening)
    yield pen.stroke(lips.upper + np.array((0, 0.02)), (0.02, 0.05, 0.02), _CAVITY, 0.3, 0.02, opening)
