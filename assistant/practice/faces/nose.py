"""The nose: action units 9 and 10."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.practice.faces.actions import ActionUnits
from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head, Light, Palette
from assistant.practice.faces.identity import Identity
from assistant.practice.faces.shapes import Shape

_TIP = 0.30


def nose(head: Head, who: Identity, colours: Palette, act: ActionUnits, light: Light) -> Iterator[Shape]:
    """Bridge, tip, wings and nostrils, and the wrinkles of a nose drawn up."""
    wide, tip = who.nose_width, 0.66 * who.nose_length
    lifted = 0.055 * act.au9 + 0.03 * act.au10
    flare = 1 + 0.10 * act.au9 + 0.05 * act.au10 + 0.08 * act.au12
    dark = 1.0 if light.side < 0 else -1.0
    for side, opacity in ((dark, 0.30 + 0.35 * light.strength), (-dark, 0.16)):
        flank = smooth(points((0.10, -0.16), (0.115, 0.05), (0.12, 0.3), (0.2 * wide, tip - 0.06), (0.30 * wide, tip + 0.02),
                              (0.22 * wide, tip - 0.2), (0.2, 0.1), (0.2, -0.1)), closed=True)  # fmt: skip
        yield Shape(head.surface(mirrored(flank, side), 0.12), colours.shade, opacity, 0.035)
    yield Shape(head.surface(ellipse((0, 0.25), 0.055, 0.34), 0.16), colours.lit, 0.5, 0.035)
    yield Shape(
        head.surface(ellipse((0, tip + 0.10 - 0.5 * lifted), 0.24 * wide, 0.05), 0.18), colours.shade, 0.75, 0.035
    )
    yield Shape(head.surface(ellipse((0, tip - 0.04 - 0.6 * lifted), 0.14 * wide, 0.10), _TIP), colours.lit, 0.45, 0.04)
    for side in (-1.0, 1.0):
        wing = smooth(points((0.15 * wide, tip - 0.11 - lifted), (0.245 * wide * flare, tip - 0.05 - lifted),
                             (0.262 * wide * flare, tip + 0.04 - lifted), (0.20 * wide * flare, tip + 0.085 - lifted)))  # fmt: skip
        yield Shape(
            head.surface(mirrored(ribbon(wing, (0.004, 0.02, 0.03, 0.012)), side), 0.14),
            colours.fold,
            0.55 + 0.3 * act.au9,
            0.008,
        )
        nostril = ellipse(
            (0.108 * wide * flare, tip + 0.075 - 0.7 * lifted), 0.062 * wide * flare, 0.026 + 0.012 * act.au9, -0.25
        )
        yield Shape(head.surface(mirrored(nostril, side), 0.2), colours.fold, 0.95, 0.008)
        for index in range(4 if act.au9 > 0 else 0):
            y = -0.10 + 0.085 * index
            reach = 0.10 + 0.035 * index
            line = smooth(points((0.02, y + 0.035), (0.075, y), (reach + 0.05, y - 0.05)))
            yield Shape(
                head.surface(mirrored(ribbon(line, (0.006, 0.03, 0.004)), side), 0.15),
                colours.fold,
                0.72 * act.au9,
                0.006,
            )
