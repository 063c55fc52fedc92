"""Folds and bulges that movement makes in the skin, and their light and shade."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import curve, oval
from assistant.drawn_faces.head import Head, Palette
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.lips import Lips, jaw_drop
from assistant.drawn_faces.nose import TIP
from assistant.drawn_faces.shapes import Colour, Shape

_BLUSH: Colour = (226, 120, 104)


def forehead(head: Head, who: Identity, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """Lines across the forehead (1, 2) and the furrow between the brows (4)."""
    pen = head.surface()
    raised = 0.5 * act.au1 + 0.5 * act.au2
    lines = 0.30 * max(who.age - 0.3, 0) + (0.7 + 0.2 * who.age) * raised
    reach = 0.34 + 0.3 * act.au2 + 0.15 * who.age
    peak = 0.015 - 0.05 * act.au1 * (1 - act.au2)
    for row in range(3):
        y = -0.60 - 0.125 * row - 0.04 * raised
        line = curve(
            (-reach, y + 0.05), (-0.5 * reach, y - 0.01), (0, y + peak), (0.5 * reach, y - 0.01), (reach, y + 0.05)
        )
        yield pen.stroke(line, (0.003, 0.022, 0.016, 0.022, 0.003), colours.fold, (0.62 - 0.1 * row) * lines, 0.006)
        yield pen.stroke(line + np.array((0, 0.045)), (0.003, 0.05, 0.003), colours.lit, 0.4 * lines, 0.02)
    furrow = 0.08 * who.age + 0.85 * act.au4 + 0.25 * act.au9
    yield pen.fill(oval(0, -0.22, 0.14, 0.15), colours.fold, 0.5 * act.au4, 0.05)
    line = curve((0.075, -0.40 - 0.05 * act.au1), (0.062, -0.30), (0.085, -0.19))
    for side in (-1.0, 1.0):
        yield pen.on(side).stroke(line, (0.004, 0.036, 0.008), colours.fold, 0.85 * furrow, 0.006)


def cheeks(head: Head, who: Identity, lips: Lips, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """Raised cheeks (6, 12) and the fold from nose to mouth (9, 10, 12, 15, 20)."""
    tip = TIP * who.nose_length
    up = 0.10 * act.au6 + 0.05 * act.au12
    full = 0.28 + 0.30 * act.au6 + 0.14 * act.au12
    lift = 0.05 * act.au9 + 0.03 * act.au10
    x, y = lips.half + 0.13, lips.corner + 0.06 * act.au12 - 0.02
    fold = curve(
        (0.24 * who.nose_width, tip - 0.06 - lift),
        (0.36 + 0.05 * act.au12, tip + 0.06 - 0.5 * lift),
        (x - 0.035, 0.45 * tip + 0.55 * y),
        (x, y),
        (x - 0.03 - 0.05 * act.au12, y + 0.08 + 0.07 * act.au12),
    )
    depth = 0.14 + 0.24 * who.age + 0.75 * act.au12 + 0.7 * act.au10 + 0.75 * act.au9 + 0.35 * (act.au15 + act.au20)
    for side in (-1.0, 1.0):
        pen = head.surface().on(side)
        yield pen.fill(oval(0.66, 0.52 - up, 0.24, 0.17), _BLUSH, 0.10 + 0.10 * act.au6, 0.09)
        yield pen.fill(oval(0.60, 0.42 - up, 0.18, 0.09 + 0.03 * act.au6, 0.2), colours.lit, full, 0.075)
        yield pen.fill(oval(0.74, 0.80 - up, 0.20, 0.14, -0.5), colours.shade, 0.3 + 0.3 * act.au12, 0.09)
        pen = head.surface(0.03).on(side)
        yield pen.stroke(fold, (0.006, 0.03, 0.045, 0.03, 0.004), colours.fold, min(0.62 * depth, 0.8), 0.012)
        beside = fold + np.array((0.06, -0.03))
        yield pen.stroke(beside, (0.01, 0.06, 0.07, 0.01), colours.lit, min(0.4 * depth, 0.5), 0.025)


def chin(head: Head, who: Identity, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """The chin's boss, lit from above, and its bulge when it is raised (17)."""
    pen = head.surface(0.05)
    y = 1.52 * who.chin + 0.9 * jaw_drop(act) - 0.03 * act.au17
    yield pen.fill(oval(0, y, 0.2, 0.11), colours.lit, 0.38, 0.06)
    if act.au17 > 0:
        for x, below in ((-0.09, 0.0), (0.0, -0.035), (0.09, 0.0), (-0.05, 0.05), (0.05, 0.05)):
            yield pen.fill(oval(x, y + below, 0.022, 0.014), colours.fold, 0.2 * act.au17, 0.016)
        line = curve((-0.2, y + 0.02), (-0.12, y - 0.10), (0, y - 0.125), (0.12, y - 0.10), (0.2, y + 0.02))
        yield pen.stroke(line, (0.004, 0.03, 0.03, 0.004), colours.fold, 0.5 * act.au17, 0.014)
