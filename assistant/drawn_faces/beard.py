"""Hair on the lower face; it moves with the mouth and the jaw."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.drawn_faces.actions import ActionUnits
from assistant.drawn_faces.curves import curve
from assistant.drawn_faces.head import Head, Palette
from assistant.drawn_faces.identity import Beard, Identity
from assistant.drawn_faces.lips import MIDDLE, Lips
from assistant.drawn_faces.nose import TIP
from assistant.drawn_faces.shapes import Shape, mix
from assistant.drawn_faces.skull import outline

_COVER = {Beard.STUBBLE: 0.26, Beard.MOUSTACHE: 0.12, Beard.FULL: 0.84}


def beard(head: Head, who: Identity, lips: Lips, colours: Palette, act: ActionUnits) -> Iterator[Shape]:
    """Stubble, moustache or full beard."""
    if who.beard is Beard.NONE:
        return
    full = who.beard is Beard.FULL
    hair = mix(colours.hair, colours.fold, 0.25)
    face = outline(who, act) * ((1.02, 1.03) if full else (1.0, 1.0))
    jaw = face[face[:, 1] > 0.57]  # clockwise: from the right ear round the chin to the left one
    lip = float(lips.top[MIDDLE, 1])
    wide = who.face_width
    cheek = [(-0.99 * wide, 0.5), (-0.80, 0.86), (-0.5, 0.92), (-0.26, lip - 0.10)]
    rim = curve(*cheek, (0, lip - 0.07), *[(-x, y) for x, y in reversed(cheek)])
    pen = head.silhouette()
    area = np.concatenate([rim, jaw])
    yield pen.fill(area, hair, _COVER[who.beard], 0.022 if full else 0.05, pen.place(face))
    if who.beard in (Beard.MOUSTACHE, Beard.FULL):
        near = 0.5 if full else 0.68
        peak = near * lip + (1 - near) * (TIP * who.nose_length + 0.1)
        hang = 0.06 if full else -0.02  # a moustache alone ends beside the corners: hanging, it would look sad at rest
        half = curve(
            (0, peak - 0.02),
            (0.2, peak),
            (lips.half - 0.01, lips.corner - 0.065),
            (lips.half + 0.06, lips.corner + hang),
        )
        for side in (-1.0, 1.0):
            yield head.surface(0.07).on(side).stroke(half, (0.09, 0.14, 0.09, 0.02), hair, 0.95, 0.014)
