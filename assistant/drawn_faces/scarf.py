"""A head scarf."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.curves import curve, symmetric
from assistant.drawn_faces.head import Head
from assistant.drawn_faces.shapes import Colour, Shape, mix


def behind(head: Head, cloth: Colour) -> Iterator[Shape]:
    """What falls on the shoulders."""
    pen = head.behind(0.1)
    fall = symmetric((0, -1.62), (0.8, -1.42), (1.28, -0.6), (1.34, 0.4), (1.2, 1.4), (1.5, 2.5), (0, 3.2))
    yield pen.fill(fall, pen.down(cloth, _dark(cloth), -1.2, 2.2))


def over(head: Head, cloth: Colour, drop: float) -> Iterator[Shape]:
    """What lies around the face, and gives way to a jaw that hangs by `drop`."""
    pen = head.silhouette()
    inner = symmetric(
        (0, -0.98),
        (0.5, -0.9),
        (0.86, -0.56),
        (0.98, 0.1),
        (0.93, 0.75),
        (0.72, 1.3 + 0.6 * drop),
        (0.4, 1.66 + drop),
        (0, 1.8 + drop),
    )
    outer = symmetric(
        (0, -1.62), (0.55, -1.54), (1.0, -1.2), (1.28, -0.6), (1.34, 0.4), (1.22, 1.3), (1.0, 2.15), (0, 2.75)
    )
    ring = np.concatenate([inner, inner[:1]])
    around = np.concatenate([outer, outer[:1], ring[::-1]])
    yield pen.fill(around, pen.down(cloth, _dark(cloth), -1.2, 2.4))
    yield pen.stroke(ring, (0.05, 0.05), _dark(cloth), 0.5, 0.03)
    for side, sway in ((-1.0, 0.0), (1.0, 0.1), (-1.0, 0.22), (1.0, 0.3)):
        crease = curve(
            (0.3 + sway, 0.2 * sway - 1.45),
            (1.06 + 0.3 * sway, -0.5),
            (1.12 + 0.3 * sway, 0.5),
            (0.85 + 0.3 * sway, 1.55),
        )
        yield pen.on(side).stroke(crease, (0.004, 0.05, 0.004), _dark(cloth), 0.4, 0.03)


def _dark(cloth: Colour) -> Colour:
    return mix(cloth, (0, 0, 0), 0.4)
