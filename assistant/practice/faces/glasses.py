"""Glasses before the eyes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.practice.faces.curves import ellipse, mirrored, points, ribbon, smooth
from assistant.practice.faces.head import Head
from assistant.practice.faces.identity import Glasses, Identity
from assistant.practice.faces.shapes import Shape, mix


def glasses(head: Head, who: Identity) -> Iterator[Shape]:
    """Frame, bridge, temples and a faint reflection."""
    if who.glasses is Glasses.NONE:
        return
    if who.glasses is Glasses.ROUND:
        rim = ellipse((0.52, 0.03), 0.355, 0.315, corners=40)
    else:
        rim = smooth(points((0.2, -0.2), (0.52, -0.23), (0.86, -0.2), (0.87, 0.06), (0.8, 0.25), (0.52, 0.28), (0.26, 0.25), (0.19, 0.06)), closed=True)  # fmt: skip
    rim = np.concatenate([rim, rim[:1]])
    for side in (-1.0, 1.0):
        lens = head.surface(mirrored(rim, side), 0.14)
        yield Shape(lens, (255, 255, 255), 0.06)
        flash = smooth(points((0.34, 0.2), (0.62, -0.2), (0.7, -0.2), (0.42, 0.22)), closed=True)
        yield Shape(
            head.surface(mirrored(flash, 1.0) + ((side - 1) * 0.52, 0), 0.14), (255, 255, 255), 0.10, 0.02, lens
        )
        yield Shape(head.surface(mirrored(ribbon(rim, (0.036, 0.036)), side), 0.14), who.frame_colour)
        temple = points((0.86, -0.08), (1.1 * who.face_width, -0.1))
        yield Shape(
            head.surface(mirrored(ribbon(temple, (0.05, 0.04)), side), 0.08), mix(who.frame_colour, (0, 0, 0), 0.2)
        )
    bridge = smooth(points((-0.18, -0.02), (0.0, -0.075), (0.18, -0.02)))
    yield Shape(head.surface(ribbon(bridge, (0.036, 0.03, 0.036)), 0.16), who.frame_colour)
