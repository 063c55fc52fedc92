"""What carries the face: shoulders, neck, ears and the head's outline with its large light and shade."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import curve, loop, oval, symmetric
from assistant.drawn_faces.head import Head, Light, Palette
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.lips import jaw_drop
from assistant.drawn_faces.shapes import Colour, Points, RadialGradient, Shape, mix

_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)


def outline(who: Identity, act: ActionUnits) -> Points:
    """The head's outline in the face's own frame, clockwise from the crown."""
    wide, jaw = who.face_width, who.jaw_width
    drop = jaw_drop(act)
    crown = -1.32 * who.forehead
    chin = 1.78 * who.chin + drop - 0.02 * act.au17
    return symmetric(
        (0.0, crown),
        (0.52 * wide, crown + 0.12),
        (0.93 * wide, -0.80),
        (1.09 * wide, -0.22),
        (1.08 * wide, 0.32),
        (1.01 * wide * (0.3 + 0.7 * jaw), 0.86 + 0.2 * drop),
        (0.80 * jaw, 1.30 + 0.6 * drop),
        (0.46 * jaw, 1.62 * who.chin + 0.95 * drop),
        (0.2 * jaw, chin - 0.03),
        (0.0, chin),
    )


def body(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """Shoulders in plain clothes, and the neck."""
    pen = head.body()
    cloth = RadialGradient(
        (head.pose.x, head.pose.y + 1.6), 3.0, mix(who.clothes, _WHITE, 0.12), mix(who.clothes, _BLACK, 0.3)
    )
    shoulders = symmetric((0, 2.3), (0.62, 2.02), (1.2, 2.28), (1.95, 2.55), (2.4, 3.6), (0, 4.2))
    yield pen.fill(shoulders, cloth)
    wide = 0.66 * who.jaw_width
    neck = symmetric((0, 0.7), (wide, 0.9), (wide, 1.7), (wide + 0.12, 2.12), (0, 2.5))
    yield pen.fill(neck, mix(colours.skin, colours.shade, 0.35))
    yield head.silhouette().fill(oval(0, 1.45, 0.85, 0.62), colours.fold, 0.55, 0.09, pen.place(neck))
    collar = curve((-0.82, 2.06), (-0.5, 2.34), (0, 2.46), (0.5, 2.34), (0.82, 2.06))
    yield pen.stroke(collar, (0.10, 0.12, 0.10), mix(who.clothes, _BLACK, 0.18))


def ears(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """Both ears, a little behind the face."""
    stretch = np.array((who.face_width, 1.0))
    shell = loop((1.02, -0.12), (1.14, -0.22), (1.23, -0.08), (1.20, 0.22), (1.12, 0.46), (1.04, 0.42)) * stretch
    fold = curve((1.10, -0.08), (1.17, -0.04), (1.15, 0.16), (1.09, 0.28)) * stretch
    for side in (-1.0, 1.0):
        pen = head.behind(0.15).on(side)
        yield pen.fill(shell, mix(colours.skin, colours.shade, 0.35))
        yield pen.stroke(fold, (0.01, 0.05, 0.02), colours.fold, 0.5, 0.015)


def skull(head: Head, who: Identity, colours: Palette, act: ActionUnits, light: Light) -> Iterator[Shape]:
    """The face without features, rounded by light and shade."""
    rim, front = head.silhouette(), head.surface()
    edge = rim.place(outline(who, act))
    skin = RadialGradient(
        front.spot(0.35 * light.side, 0.0),
        1.75 * head.pose.size,
        mix(colours.skin, colours.lit, 0.12),
        mix(colours.skin, colours.shade, 0.75),
    )
    yield Shape(edge, skin)
    yield front.fill(oval(0, -0.66, 0.52, 0.26), colours.lit, 0.55, 0.14, edge)
    depth = light.strength * min(1.0, 0.35 + abs(light.side))
    shadow = loop((1.3, -1.2), (0.80, -0.6), (0.84, 0.2), (0.72, 0.7), (0.55, 1.3), (0.3, 2.0), (1.5, 2.0))
    yield front.on(-light.lit).fill(shadow, colours.shade, 0.75 * depth, 0.16, edge)
    yield rim.on(light.lit).fill(oval(1.05, 0.2, 0.16, 0.75), colours.lit, 0.35 * depth, 0.08, edge)
    jaw = curve((-0.95, 0.95), (-0.62, 1.52), (0.0, 1.80), (0.62, 1.52), (0.95, 0.95))
    yield rim.stroke(jaw, (0.05, 0.16, 0.05), colours.shade, 0.5, 0.07, edge)
