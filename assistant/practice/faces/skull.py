"""What carries the face: shoulders, neck, ears and the head's outline with its large light and shade."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.practice.faces.actions import ActionUnits
from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head, Light, Palette
from assistant.practice.faces.identity import Identity
from assistant.practice.faces.mouth import jaw_drop
from assistant.practice.faces.shapes import Points, Radial, Shape, mix


def outline(who: Identity, act: ActionUnits) -> Points:
    """The head's outline in the face's own frame, clockwise from the crown."""
    wide, jaw = who.face_width, who.jaw_width
    drop = jaw_drop(act)
    crown = -1.32 * who.forehead
    chin = 1.78 * who.chin + drop - 0.02 * act.au17
    half = [
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
    ]
    left = [(-x, y) for x, y in reversed(half[1:-1])]
    return smooth(points(*half, *left), closed=True)


def body(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """Shoulders in plain clothes, and the neck."""
    wide = 0.66 * who.jaw_width
    shoulders = smooth(points((-0.62, 2.02), (-1.2, 2.28), (-1.95, 2.55), (-2.4, 3.6), (0, 4.2), (2.4, 3.6), (1.95, 2.55), (1.2, 2.28), (0.62, 2.02), (0, 2.3)), closed=True)  # fmt: skip
    neck = smooth(points((-wide, 0.9), (-wide, 1.7), (-wide - 0.12, 2.12), (0, 2.5), (wide + 0.12, 2.12), (wide, 1.7), (wide, 0.9), (0, 0.7)), closed=True)  # fmt: skip
    yield Shape(
        head.body(shoulders),
        Radial(
            (head.pose.x, head.pose.y + 1.6),
            3.0,
            mix(who.clothes, (255, 255, 255), 0.12),
            mix(who.clothes, (0, 0, 0), 0.3),
        ),
    )
    placed = head.body(neck)
    yield Shape(placed, mix(colours.skin, colours.shade, 0.35))
    yield Shape(head.silhouette(ellipse((0, 1.45), 0.85, 0.62)), colours.fold, 0.55, 0.09, placed)
    collar = ribbon(
        smooth(points((-0.82, 2.06), (-0.5, 2.34), (0, 2.46), (0.5, 2.34), (0.82, 2.06))), (0.10, 0.12, 0.10)
    )
    yield Shape(head.body(collar), mix(who.clothes, (0, 0, 0), 0.18))


def ears(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """Both ears, a little behind the face."""
    for side in (-1.0, 1.0):
        shape = smooth(points((1.02, -0.12), (1.14, -0.22), (1.23, -0.08), (1.20, 0.22), (1.12, 0.46), (1.04, 0.42)), closed=True) * (who.face_width, 1)  # fmt: skip
        yield Shape(head.fixed(mirrored(shape, side), -0.15), mix(colours.skin, colours.shade, 0.35))
        inner = smooth(points((1.10, -0.08), (1.17, -0.04), (1.15, 0.16), (1.09, 0.28))) * (who.face_width, 1)
        yield Shape(head.fixed(mirrored(ribbon(inner, (0.01, 0.05, 0.02)), side), -0.15), colours.fold, 0.5, 0.015)


def skull(head: Head, who: Identity, colours: Palette, act: ActionUnits, light: Light) -> Iterator[Shape]:
    """The face without features, rounded by light and shade."""
    edge = head.silhouette(outline(who, act))
    centre = head.surface(points((0.35 * light.side, 0.0)))[0]
    rim = mix(colours.skin, colours.shade, 0.75)
    yield Shape(
        edge,
        Radial((float(centre[0]), float(centre[1])), 1.75 * head.pose.size, mix(colours.skin, colours.lit, 0.12), rim),
    )
    yield Shape(head.surface(ellipse((0, -0.66), 0.52, 0.26)), colours.lit, 0.55, 0.14, edge)
    far = -1.0 if light.side > 0 else 1.0
    depth = light.strength * min(1.0, 0.35 + abs(light.side))
    shadow = smooth(
        points((1.3, -1.2), (0.80, -0.6), (0.84, 0.2), (0.72, 0.7), (0.55, 1.3), (0.3, 2.0), (1.5, 2.0)), closed=True
    )
    yield Shape(head.surface(mirrored(shadow, far)), colours.shade, 0.75 * depth, 0.16, edge)
    yield Shape(
        head.silhouette(mirrored(ellipse((-1.05, 0.2), 0.16, 0.75), far)), colours.lit, 0.35 * depth, 0.08, edge
    )
    jaw = ribbon(
        smooth(points((-0.95, 0.95), (-0.62, 1.52), (0.0, 1.80), (0.62, 1.52), (0.95, 0.95))), (0.05, 0.16, 0.05)
    )
    yield Shape(head.silhouette(jaw), colours.shade, 0.5, 0.07, edge)
