"""Hair on the head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.drawn_faces.curves import band, curve, loop, oval, symmetric
from assistant.drawn_faces.head import Head, Palette
from assistant.drawn_faces.identity import Hair, Identity
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Colour, Point, Points, RadialGradient, Shape, mix

_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How a style is cut, in drawing units.

    Attributes:
        volume: how far it stands above the crown.
        side: height down to which it covers the temples.
        hairline: its edge on the forehead, from the middle to the temple; heights of the forehead are
            counted from the ordinary hairline.
        length: how far it hangs behind the face, None where it does not.
    """

    volume: float
    side: float
    hairline: tuple[Point, ...]
    length: float | None = None


_SHORN = ((0.0, -0.03), (0.5, 0.0), (0.78, 0.26), (0.98, 0.42))
_FLOWING = ((0.0, -0.22), (0.35, -0.08), (0.82, 0.24), (0.98, 0.72))
_CUTS = {
    Hair.BUZZ: _Cut(0.02, -0.05, _SHORN),
    Hair.SHORT: _Cut(0.22, 0.05, _SHORN),
    Hair.CURLY: _Cut(0.30, 0.05, _SHORN),
    Hair.BUN: _Cut(0.16, 0.0, _SHORN),
    Hair.PARTED: _Cut(0.28, 0.0, ()),
    Hair.FRINGE: _Cut(0.26, 0.45, ((0.0, 0.38), (0.4, 0.40), (0.8, 0.44), (0.93, 0.72)), 1.75),
    Hair.BOB: _Cut(0.26, 0.45, _FLOWING, 1.25),
    Hair.LONG: _Cut(0.26, 0.45, _FLOWING, 2.5),
}
_RECEDES = (Hair.SHORT, Hair.BUZZ, Hair.PARTED)


def behind(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """What hangs or stands behind the face."""
    pen, wide = head.behind(0.2), who.face_width
    if who.hair is Hair.BUN:
        bun = head.behind(0.4)
        light = RadialGradient(bun.spot(-0.12, -1.86), 0.5 * head.pose.size, colours.hair_lit, colours.hair_shade)
        yield bun.fill(oval(0, -1.70, 0.42, 0.36), light)
    if who.hair is Hair.CURLY:
        yield pen.fill(oval(0, -0.55, 1.46 * wide, 1.14), colours.hair_shade)
    if who.hair in _CUTS and (end := _CUTS[who.hair].length) is not None:
        fall = symmetric(
            (0.0, -1.5),
            (0.7, -1.36),
            (1.15 * wide, -0.85),
            (1.42 * wide, 0.0),
            (1.42 * wide, 0.5 * end),
            (1.36 * wide, 0.85 * end),
            (1.14 * wide, end),
            (0, end - 0.1),
        )
        yield pen.fill(
            fall,
            pen.down(mix(colours.hair_shade, colours.hair, 0.4), mix(colours.hair_shade, colours.hair, 0.6), -1.0, end),
        )


def over(head: Head, who: Identity, colours: Palette, face: Points) -> Iterator[Shape]:
    """What lies over the forehead and the sides of the head; `face` is the face's outline as it is seen."""
    pen = head.silhouette()
    if who.hair is Hair.BALD:
        yield pen.fill(oval(-0.25, -1.0, 0.34, 0.16, -0.3), _WHITE, 0.22, 0.08, face)
        return
    line = _hairline(who)
    shift = np.array((0, 0.01))
    yield head.surface().fill(band(line + 7 * shift, line - 15 * shift), colours.fold, 0.4, 0.045, face)
    cap, crown = _cap(who, line)
    fill = pen.down(colours.hair, colours.hair_shade, crown + 0.2, 0.3)
    if who.hair is Hair.BUZZ:
        yield pen.fill(cap, fill, 0.72, 0.03, face)
        return
    yield pen.fill(cap, fill, softness=0.008)
    if who.hair is Hair.CURLY:
        yield from _curls(pen, who, colours, head.pose.size)
        return
    yield from _shine(pen, colours, who.face_width, crown, pen.place(cap))
    if (end := _CUTS[who.hair].length) is not None:
        yield from _locks(pen, colours, who.face_width, crown, min(end, 1.5))


def _hairline(who: Identity) -> Points:
    wide, base, cut = who.face_width, -0.92 * who.forehead, _CUTS[who.hair]
    recede = 0.12 * who.age if who.hair in _RECEDES else 0.0
    if who.hair is Hair.PARTED:
        return curve(
            (-1.0 * wide, 0.0),
            (-0.97 * wide, -0.45),
            (-0.72 * wide, base - recede),
            (-0.42, base - 0.2),
            (0.1, base + 0.02),
            (0.6 * wide, base + 0.2),
            (0.93 * wide, -0.42),
            (1.0 * wide, 0.0),
        )
    half = [(x * wide, base + y - recede * (y < 0.4)) for x, y in cut.hairline] + [(1.02 * wide, cut.side - 0.05)]
    return curve(*[(-x, y) for x, y in reversed(half[1:])], *half)


def _cap(who: Identity, line: Points) -> tuple[Points, float]:
    """The hair from the hairline over the crown, and the height of its top."""
    wide, cut = who.face_width, _CUTS[who.hair]
    crown = -1.32 * who.forehead - cut.volume
    reach = 1.10 * wide + 0.35 * cut.volume
    half = [(0.62 * wide, crown + 0.14), (0.95 * reach, -0.85), (reach, -0.35), (1.07 * wide, cut.side)]
    top = curve(*[(-x, y) for x, y in reversed(half)], (0.05, crown), *half)
    return band(top, line), crown


def _shine(pen: Pen, colours: Palette, wide: float, crown: float, clip: Points) -> Iterator[Shape]:
    """The light on combed hair, and some of its strands."""
    sheen = curve((-0.85 * wide, -0.85), (-0.5 * wide, crown + 0.42), (0.1, crown + 0.32), (0.6 * wide, crown + 0.45))
    yield pen.stroke(sheen, (0.01, 0.17, 0.14, 0.01), colours.hair_lit, 0.55, 0.06, clip)
    for x in (-0.8, -0.45, -0.1, 0.3, 0.65):
        strand = curve((0.1 + 0.45 * x, crown + 0.08), (x * 0.9, crown + 0.3), (x * 1.25, -0.75))
        yield pen.stroke(strand, (0.004, 0.03, 0.004), colours.hair_shade, 0.45, 0.012, clip)


def _locks(pen: Pen, colours: Palette, wide: float, crown: float, end: float) -> Iterator[Shape]:
    """Hair that falls before the ears."""
    fill = pen.down(colours.hair, mix(colours.hair_shade, colours.hair, 0.3), crown + 0.2, 0.8)
    lock = loop(
        (0.86 * wide, -0.9),
        (1.16 * wide, -0.5),
        (1.31 * wide, 0.3),
        (1.34 * wide, 0.7 * end),
        (1.20 * wide, end),
        (1.10 * wide, 0.7 * end),
        (1.03 * wide, 0.4),
        (0.99 * wide, -0.2),
    )
    for side in (-1.0, 1.0):
        yield pen.on(side).fill(lock, fill, softness=0.01)


def _curls(pen: Pen, who: Identity, colours: Palette, scale: float) -> Iterator[Shape]:
    """Curls in rows from the crown to the temples."""
    rows = (
        (-1.72, 0.5, 4),
        (-1.52, 0.86, 6),
        (-1.26, 1.08, 7),
        (-0.98, 1.18, 8),
        (-0.68, 1.26, 2),
        (-0.38, 1.28, 2),
        (-0.1, 1.24, 2),
    )
    dark = mix(colours.hair, colours.hair_shade, 0.55)
    for row, (y, reach, count) in enumerate(rows):
        for index in range(count):
            across = -1 + 2 * index / (count - 1)
            size = 0.21 + 0.01 * ((row * 7 + index * 3) % 4)
            x, sag = across * reach * who.face_width, 0.16 * across**2 if count > 2 else 0.0
            tone = mix(colours.hair, colours.hair_shade, 0.15 * ((row + index) % 3))
            light = pen.spot(x - 0.3 * size, y + sag - 0.4 * size)
            fill = RadialGradient(light, 1.5 * size * scale, mix(tone, colours.hair_lit, 0.35), dark)
            yield pen.fill(oval(x, y + sag, size, size * 0.92), fill, softness=0.012)
