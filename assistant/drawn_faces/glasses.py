"""Glasses before the eyes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.curves import curve, loop, oval
from assistant.drawn_faces.head import Head
from assistant.drawn_faces.identity import Glasses, Identity
from assistant.drawn_faces.shapes import Colour, Shape, mix

_WHITE: Colour = (255, 255, 255)


def glasses(head: Head, who: Identity) -> Iterator[Shape]:
    """Frame, bridge, temples and a faint reflection."""
    if who.glasses is Glasses.NONE:
        return
    if who.glasses is Glasses.ROUND:
        lens = oval(0.52, 0.055, 0.345, 0.275)
    else:
        lens = loop(
            (0.2, -0.155),
            (0.52, -0.18),
            (0.86, -0.155),
            (0.87, 0.06),
            (0.8, 0.25),
            (0.52, 0.28),
            (0.26, 0.25),
            (0.19, 0.06),
        )
    rim = np.concatenate([lens, lens[:1]])
    flash = loop((0.34, 0.22), (0.62, -0.17), (0.7, -0.17), (0.42, 0.24))
    temple = curve((0.86, -0.06), (1.1 * who.face_width, -0.09))
    for side in (-1.0, 1.0):
        pen = head.surface(0.14).on(side)
        yield pen.fill(lens, _WHITE, 0.06)
        yield pen.fill(flash, _WHITE, 0.10, 0.02, pen.place(lens))
        yield pen.stroke(rim, (0.036, 0.036), who.frame_colour)
        yield head.surface(0.08).on(side).stroke(temple, (0.05, 0.04), mix(who.frame_colour, (0, 0, 0), 0.2))
    bridge = curve((-0.18, -0.02), (0.0, -0.075), (0.18, -0.02))
    yield head.surface(0.16).stroke(bridge, (0.036, 0.03, 0.036), who.frame_colour)
