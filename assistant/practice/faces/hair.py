"""Hair, beard and head scarf."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.practice.faces.actions import ActionUnits
from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head, Palette
from assistant.practice.faces.identity import Beard, Hair, Identity
from assistant.practice.faces.mouth import Lips
from assistant.practice.faces.shapes import Linear, Points, Radial, Shape, mix
from assistant.practice.faces.skull import outline

_BEHIND = {Hair.LONG: (1.42, 2.5), Hair.BOB: (1.42, 1.25), Hair.FRINGE: (1.40, 1.75), Hair.CURLY: (1.45, 0.75)}


def behind(head: Head, who: Identity, colours: Palette) -> Iterator[Shape]:
    """What hangs behind the face and neck."""
    if who.scarf is not None:
        hang = smooth(points((0, -1.62), (0.8, -1.42), (1.28, -0.6), (1.34, 0.4), (1.2, 1.4), (1.5, 2.5), (0, 3.2),
                             (-1.5, 2.5), (-1.2, 1.4), (-1.34, 0.4), (-1.28, -0.6), (-0.8, -1.42)), closed=True)  # fmt: skip
        yield Shape(head.fixed(hang, -0.1), _down(head, who.scarf, mix(who.scarf, (0, 0, 0), 0.35), -1.2, 2.2))
        return
    if who.hair is Hair.BUN:
        yield Shape(head.fixed(ellipse((0, -1.72), 0.42, 0.36), -0.4), colours.hair)
    if who.hair not in _BEHIND:
        return
    wide, end = _BEHIND[who.hair]
    wide *= who.face_width
    if who.hair is Hair.CURLY:
        yield Shape(head.fixed(_curls(wide, -0.55, 1.12), -0.2), colours.hair_shade)
        return
    half = [
        (0.0, -1.66),
        (0.75, -1.5),
        (1.2 * wide / 1.42, -0.9),
        (wide, 0.0),
        (wide, 0.5 * end),
        (0.96 * wide, 0.85 * end),
        (0.8 * wide, end),
    ]
    shape = smooth(points(*half, (0, end - 0.1), *[(-x, y) for x, y in reversed(half[1:])]), closed=True)
    yield Shape(
        head.fixed(shape, -0.2), _down(head, colours.hair_shade, mix(colours.hair_shade, colours.hair, 0.6), -1.0, end)
    )


def over(head: Head, who: Identity, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """What lies over the forehead and the sides of the head."""
    edge = head.silhouette(outline(who, act))
    if who.scarf is not None:
        yield from _scarf(head, who.scarf, colours)
        return
    if who.hair is Hair.BALD:
        yield Shape(head.silhouette(ellipse((-0.25, -1.0), 0.34, 0.16, -0.3)), (255, 255, 255), 0.22, 0.08, edge)
        return
    line = _hairline(who)
    volume = {Hair.BUZZ: 0.02, Hair.SHORT: 0.22, Hair.PARTED: 0.28, Hair.CURLY: 0.3, Hair.BUN: 0.16}.get(who.hair, 0.26)
    side_burn = {Hair.BUZZ: -0.05, Hair.SHORT: 0.05, Hair.PARTED: 0.0, Hair.BUN: 0.0, Hair.CURLY: 0.05}.get(
        who.hair, 0.45
    )
    wide = who.face_width
    crown = -1.32 * who.forehead - volume
    reach = 1.10 * wide + 0.35 * volume
    top = [(-1.07 * wide, side_burn), (-reach, -0.35), (-0.95 * reach, -0.85), (-0.62 * wide, crown + 0.14), (0.05, crown),
           (0.62 * wide, crown + 0.14), (0.95 * reach, -0.85), (reach, -0.35), (1.07 * wide, side_burn)]  # fmt: skip
    cap = np.concatenate([smooth(points(*top)), line[::-1]])
    placed = head.silhouette(cap)
    opacity, soft = (0.72, 0.03) if who.hair is Hair.BUZZ else (1.0, 0.008)
    shadow = np.concatenate([line + (0, 0.07), line[::-1] - (0, 0.15)])
    yield Shape(head.surface(shadow), colours.fold, 0.4, 0.045, edge)
    yield Shape(
        placed,
        _down(head, colours.hair, colours.hair_shade, crown + 0.2, 0.3),
        opacity,
        soft,
        edge if who.hair is Hair.BUZZ else None,
    )
    if who.hair is Hair.BUZZ:
        return
    if who.hair is Hair.CURLY:
        yield from _curly(head, who, colours, line)
        return
    sheen = smooth(
        points((-0.85 * wide, -0.85), (-0.5 * wide, crown + 0.42), (0.1, crown + 0.32), (0.6 * wide, crown + 0.45))
    )
    yield Shape(head.silhouette(ribbon(sheen, (0.01, 0.17, 0.14, 0.01))), colours.hair_lit, 0.55, 0.06, placed)
    for x in (-0.8, -0.45, -0.1, 0.3, 0.65):
        strand = smooth(points((0.1 + 0.45 * x, crown + 0.08), (x * 0.9, crown + 0.3), (x * 1.25, -0.75)))
        yield Shape(head.silhouette(ribbon(strand, (0.004, 0.03, 0.004))), colours.hair_shade, 0.45, 0.012, placed)
    if who.hair in (Hair.LONG, Hair.BOB, Hair.FRINGE):
        end = min(_BEHIND[who.hair][1], 1.5)
        for side in (-1.0, 1.0):
            lock = smooth(points((0.86 * wide, -0.9), (1.16 * wide, -0.5), (1.3 * wide, 0.3), (1.26 * wide, end), (1.05 * wide, end - 0.05), (1.04 * wide, 0.5), (0.99 * wide, -0.2)), closed=True)  # fmt: skip
            yield Shape(
                head.silhouette(mirrored(lock, side)),
                _down(head, colours.hair, colours.hair_shade, -0.8, end),
                1.0,
                0.008,
            )


def beard(head: Head, who: Identity, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """Stubble, moustache or full beard; it moves with the jaw."""
    if who.beard is Beard.NONE:
        return
    edge = outline(who, act)
    lips = Lips.of(who, act)
    cover = {Beard.STUBBLE: 0.26, Beard.MOUSTACHE: 0.12, Beard.FULL: 0.93}[who.beard]
    hair = mix(colours.hair, colours.fold, 0.25)
    bottom = edge[(edge[:, 1] > 0.55)]
    bottom = bottom[np.argsort(-np.arctan2(bottom[:, 0], bottom[:, 1]))]
    swell = (1.02, 1.03) if who.beard is Beard.FULL else (1.0, 1.0)
    rim = bottom * swell
    top = float(lips.top[16, 1]) - 0.05
    inner = smooth(points((-0.99 * who.face_width, 0.5), (-0.80, 0.86), (-0.5, 0.92), (-0.26, top - 0.05), (0, top - 0.02),
                          (0.26, top - 0.05), (0.5, 0.92), (0.80, 0.86), (0.99 * who.face_width, 0.5)))  # fmt: skip
    if rim[0, 0] < 0:
        rim = rim[::-1]
    shape = np.concatenate([inner, rim])
    placed = head.silhouette(edge * swell)
    yield Shape(_blend_depth(head, shape), hair, cover, 0.05 if who.beard is not Beard.FULL else 0.022, placed)
    if who.beard in (Beard.MOUSTACHE, Beard.FULL):
        peak = 0.5 * (float(lips.top[16, 1]) + 0.66 * who.nose_length + 0.1)
        half = smooth(
            points(
                (0, peak - 0.02),
                (0.2, peak),
                (lips.half + 0.02, lips.corner - 0.05),
                (lips.half + 0.06, lips.corner + 0.06),
            )
        )
        for side in (-1.0, 1.0):
            yield Shape(head.surface(mirrored(ribbon(half, (0.09, 0.14, 0.09, 0.02)), side), 0.07), hair, 0.95, 0.014)


def _blend_depth(head: Head, shape: Points) -> Points:
    return head.silhouette(shape)


def _hairline(who: Identity) -> Points:
    wide, base = who.face_width, -0.92 * who.forehead
    recede = 0.12 * who.age if who.hair in (Hair.SHORT, Hair.BUZZ, Hair.PARTED) else 0.0
    if who.hair is Hair.FRINGE:
        line = points(
            (-1.0 * wide, 0.3),
            (-0.93 * wide, -0.2),
            (-0.8 * wide, -0.48),
            (-0.4, -0.52),
            (0, -0.54),
            (0.4, -0.52),
            (0.8 * wide, -0.48),
            (0.93 * wide, -0.2),
            (1.0 * wide, 0.3),
        )
    elif who.hair is Hair.PARTED:
        line = points(
            (-1.0 * wide, 0.0),
            (-0.97 * wide, -0.45),
            (-0.72 * wide, base - recede),
            (-0.42, base - 0.2),
            (0.1, base + 0.02),
            (0.6 * wide, base + 0.2),
            (0.93 * wide, -0.42),
            (1.0 * wide, 0.0),
        )
    elif who.hair in (Hair.LONG, Hair.BOB):
        line = points(
            (-1.02 * wide, 0.35),
            (-0.98 * wide, -0.2),
            (-0.82 * wide, -0.68),
            (-0.35, base - 0.08),
            (0, base - 0.22),
            (0.35, base - 0.08),
            (0.82 * wide, -0.68),
            (0.98 * wide, -0.2),
            (1.02 * wide, 0.35),
        )
    else:
        line = points(
            (-1.02 * wide, 0.0),
            (-0.98 * wide, -0.5),
            (-0.78 * wide, -0.66 - recede),
            (-0.5 * wide, base - recede),
            (0, base - 0.03 - 0.4 * recede),
            (0.5 * wide, base - recede),
            (0.78 * wide, -0.66 - recede),
            (0.98 * wide, -0.5),
            (1.02 * wide, 0.0),
        )
    return smooth(line)


def _curls(wide: float, middle: float, tall: float) -> Points:
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    wave = 1 + 0.045 * np.abs(np.sin(angle * 11))
    return np.stack([np.cos(angle) * wide * wave, middle + np.sin(angle) * tall * wave], 1)


def _curly(head: Head, who: Identity, colours: Palette, line: Points) -> Iterator[Shape]:
    """Rows of curls, darker towards the back, from the crown down to the hairline."""
    wide = who.face_width
    rows = (
        (-1.72, 0.5, 4),
        (-1.52, 0.86, 6),
        (-1.26, 1.08, 7),
        (-0.98, 1.18, 8),
        (-0.68, 1.26, 2),
        (-0.38, 1.28, 2),
        (-0.1, 1.24, 2),
    )
    for row, (y, reach, count) in enumerate(rows):
        for index in range(count):
            across = -1 + 2 * index / (count - 1)
            x = across * reach * wide
            size = 0.21 + 0.03 * ((row * 7 + index * 3) % 4) / 3
            drop = 0.16 * across**2 if count > 2 else 0.0
            tone = mix(colours.hair, colours.hair_shade, 0.15 * ((row + index) % 3))
            curl = head.silhouette(ellipse((x, y + drop), size, size * 0.92))
            middle = curl.mean(axis=0)
            radius = size * head.pose.size
            fill = Radial(
                (float(middle[0] - 0.3 * radius), float(middle[1] - 0.4 * radius)),
                1.5 * radius,
                mix(tone, colours.hair_lit, 0.6),
                colours.hair_shade,
            )
            yield Shape(curl, fill)


def _scarf(head: Head, cloth: tuple[float, float, float], colours: Palette) -> Iterator[Shape]:
    dark = mix(cloth, (0, 0, 0), 0.4)
    ring = smooth(points((0, -0.98), (0.5, -0.9), (0.86, -0.56), (0.98, 0.1), (0.93, 0.75), (0.72, 1.3), (0.4, 1.66), (0, 1.8),
                         (-0.4, 1.66), (-0.72, 1.3), (-0.93, 0.75), (-0.98, 0.1), (-0.86, -0.56), (-0.5, -0.9)), closed=True)  # fmt: skip
    outer = smooth(points((0, -1.62), (0.8, -1.42), (1.28, -0.6), (1.34, 0.4), (1.22, 1.3), (0.9, 2.0), (0, 2.45),
                          (-0.9, 2.0), (-1.22, 1.3), (-1.34, 0.4), (-1.28, -0.6), (-0.8, -1.42)), closed=True)  # fmt: skip
    band = np.concatenate([outer, outer[:1], ring[:1], ring[::-1]])
    yield Shape(head.silhouette(band), _down(head, cloth, dark, -1.2, 2.4))
    yield Shape(head.silhouette(ribbon(np.concatenate([ring, ring[:1]]), (0.05, 0.05))), dark, 0.5, 0.03)
    for side, sway in ((-1.0, 0.0), (1.0, 0.1), (-1.0, 0.22), (1.0, 0.3)):
        crease = smooth(
            points(
                (0.3 + sway, -1.45 + sway * 0.2),
                (1.06 + 0.3 * sway, -0.5),
                (1.12 + 0.3 * sway, 0.5),
                (0.85 + 0.3 * sway, 1.55),
            )
        )
        yield Shape(head.silhouette(mirrored(ribbon(crease, (0.004, 0.05, 0.004)), side)), dark, 0.4, 0.03)


def _down(
    head: Head, first: tuple[float, float, float], last: tuple[float, float, float], top: float, bottom: float
) -> Linear:
    ends = head.fixed(points((0, top), (0, bottom)))
    return Linear((float(ends[0, 0]), float(ends[0, 1])), (float(ends[1, 0]), float(ends[1, 1])), first, last)
