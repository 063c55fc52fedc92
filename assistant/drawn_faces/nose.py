"""The nose: action units 9, 10 and 12."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import curve, loop, oval
from assistant.drawn_faces.head import Head, Light, Palette
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Shape

TIP = 0.66
"""Height of an ordinary nose's tip below the eyes."""


def nose(head: Head, who: Identity, colours: Palette, act: ActionUnits, light: Light) -> Iterator[Shape]:
    """Bridge, tip, wings and nostrils, and the wrinkles of a nose drawn up.

    How far each rises above the face is an ordinary nose's: that is what a turn of the head is seen by.
    """
    wide, tip = who.nose_width, TIP * who.nose_length
    lifted = 0.055 * act.au9 + 0.03 * act.au10
    flare = wide * (1 + 0.10 * act.au9 + 0.05 * act.au10 + 0.08 * act.au12)
    flank = loop(
        (0.10, -0.16),
        (0.115, 0.05),
        (0.12, 0.3),
        (0.2 * wide, tip - 0.06),
        (0.30 * wide, tip + 0.02),
        (0.22 * wide, tip - 0.2),
        (0.2, 0.1),
        (0.2, -0.1),
    )
    bridge = head.surface(0.22)
    yield bridge.on(-light.lit).fill(flank, colours.shade, 0.30 + 0.35 * light.strength, 0.035)
    yield bridge.on(light.lit).fill(flank, colours.shade, 0.16, 0.035)
    yield head.surface(0.30).fill(oval(0, 0.25, 0.055, 0.34), colours.lit, 0.5, 0.035)
    under = oval(0, tip + 0.10 - 0.5 * lifted, 0.24 * wide, 0.05)
    yield head.surface(0.34).fill(under, colours.shade, 0.75, 0.035)
    yield head.surface(0.55).fill(oval(0, tip - 0.04 - 0.6 * lifted, 0.14 * wide, 0.10), colours.lit, 0.45, 0.04)
    base = tip - lifted
    wing = curve(
        (0.15 * wide, base - 0.11),
        (0.245 * flare, base - 0.05),
        (0.262 * flare, base + 0.04),
        (0.20 * flare, base + 0.085),
    )
    nostril = oval(0.108 * flare, base + 0.075 + 0.3 * lifted, 0.062 * flare, 0.026 + 0.012 * act.au9, -0.25)
    for side in (-1.0, 1.0):
        yield (
            head.surface(0.24)
            .on(side)
            .stroke(wing, (0.004, 0.02, 0.03, 0.012), colours.fold, 0.55 + 0.3 * act.au9, 0.008)
        )
        yield head.surface(0.36).on(side).fill(nostril, colours.fold, 0.95, 0.008)
        if act.au9 > 0:
            yield from _wrinkles(head.surface(0.24).on(side), colours, act)


def _wrinkles(pen: Pen, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    for step in range(4):
        y = -0.10 + 0.085 * step
        line = curve((0.02, y + 0.035), (0.075, y), (0.15 + 0.035 * step, y - 0.05))
        yield pen.stroke(line, (0.006, 0.03, 0.004), colours.fold, 0.72 * act.au9, 0.006)
