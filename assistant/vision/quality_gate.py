"""Whether a face can be read at all: what is measured, and from where on silence is better than a guess.

Each limit is a pair: a trouble starts beyond the first value and ends only within the second, so
that a face at the limit does not flap. The figures in the reasons are from FER2013's validation
fold, whose faces people and networks can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.events import Box, FoundFace, Trouble
from assistant.imaging import Image
from assistant.vision.tracker import MEMORY, TrackedFace


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure is in trouble above `starts` and out of it again at `ends` or below."""

    starts: float
    ends: float

    def exceeded(self, value: float, before: bool) -> bool:
        """Whether `value` is in trouble, given whether it was so `before`."""
        return value > (self.ends if before else self.starts)


OUT_OF_VIEW = Limit(0.12, 0.06)
"""Share of the face's box beyond the frame: at an eighth the chin or the brows are cut."""

SMALLNESS = Limit(1 / 32, 1 / 36)
"""One over the box's width in pixels: the ensemble reads as many faces right at 32 px as at 42, two points less at
24 px and ten at 16 (the model card has the figures). Found and aligned in a room, those of 32 px lose two points."""

DARKNESS = Limit(-28.0, -34.0)
"""Minus the grey level that a tenth of the face outshines: highlights, so that dark skin in fair light is
not called dark. 99.5 % of the faces reach 88; below 30 accuracy falls by six points and faces are missed."""

BRIGHTNESS = Limit(0.35, 0.28)
"""Share of the face that is burnt out (grey 250 and more): 0.23 in the 99.5th percentile of the faces;
those refused when half the light too much was added lost twelve points of accuracy."""

TURN = Limit(0.40, 0.34)
"""How far the nose lies aside of the eyes' middle, in eye distances: 0.4 is about 40° of yaw and the
99th percentile of the faces; beyond it accuracy falls from 0.65 to 0.38."""

NOD = Limit(0.24, 0.20)
"""How far the nose's height between eyes (0) and mouth (1) is off the usual 0.5: beyond all the faces."""

BLUR = Limit(-0.16, -0.19)
"""Minus the sharpness (deviation of the Laplacian over that of the grey levels, in the 48-pixel face):
every face keeps 0.25; a blur of 1.5 such pixels leaves 0.14 and costs ten points of accuracy."""

COVER = Limit(0.9, 0.6)
"""How likely something covers the mouth: 0.5 % of the held-back faces reach 0.9, half of which have a hand or an arm
there, and 0.88 of those before whose mouth something was drawn."""

_USUAL_NOSE_HEIGHT = 0.5
_BURNT_OUT = 250
_SPARSE = 8
"""A frame's brightness is measured on every eighth pixel of every eighth row."""
_LEAST_DEVIATION = 8.0  # grey levels: an even patch has no edges whose sharpness could be told


def is_dark(frame: Image) -> bool:
    """Whether an RGB frame (height, width, 3) is too dark for a face to be found in it: no light, or a covered lens."""
    return -float(np.percentile(frame[::_SPARSE, ::_SPARSE].max(axis=2), 90)) > DARKNESS.starts


class Gate:
    """Says for each face why it cannot be read, if so."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[float, Trouble | None]] = {}  # when each face was seen, and what troubled it

    def assess(
        self,
        now: float,
        faces: Sequence[TrackedFace],
        frame_size: tuple[int, int],
        crops: Sequence[Image],
        covers: Sequence[float],
    ) -> list[Trouble | None]:
        """The gravest trouble of each face of a frame, or None where it can be read.

        Args:
            now: seconds of the source, rising.
            faces: all that are in the frame.
            frame_size: its (width, height) in pixels.
            crops: the faces' canonical 48×48 grey pictures.
            covers: how likely their mouths are covered, 0 to 1.
        """
        self._last = {face: last for face, last in self._last.items() if now - last[0] <= MEMORY}
        troubles = []
        for tracked, crop, cover in zip(faces, crops, covers, strict=True):
            _, before = self._last.get(tracked.face, (now, None))
            troubles.append(assess(tracked.found, frame_size, crop, cover, before))
            self._last[tracked.face] = now, troubles[-1]
        return troubles


def assess(
    found: FoundFace, frame_size: tuple[int, int], crop: Image, cover: float, before: Trouble | None = None
) -> Trouble | None:
    """Why a face cannot be read, or None.

    Args:
        found: the face in the frame.
        frame_size: (width, height) of the frame in pixels.
        crop: its canonical 48×48 grey picture.
        cover: how likely its mouth is covered, 0 to 1.
        before: what troubled the same face in the frame before.
    """
    turn, nod = pose(found)
    highlights = float(np.percentile(crop, 90))
    checks: tuple[tuple[Trouble, Limit, float], ...] = (
        (Trouble.OUT_OF_VIEW, OUT_OF_VIEW, share_outside(found.box, frame_size)),
        (Trouble.TOO_SMALL, SMALLNESS, 1 / max(found.box.width, 1.0)),
        (Trouble.TOO_DARK, DARKNESS, -highlights),
        (Trouble.TURNED_AWAY, TURN, abs(turn)),
        (Trouble.TURNED_AWAY, NOD, abs(nod - _USUAL_NOSE_HEIGHT)),
        (Trouble.MOUTH_COVERED, COVER, cover),  # white and even cloth is neither light nor blur
        (Trouble.TOO_BRIGHT, BRIGHTNESS, float((crop >= _BURNT_OUT).mean())),
        (Trouble.BLURRED, BLUR, -sharpness(crop)),
    )
    return next((trouble for trouble, limit, value in checks if limit.exceeded(value, trouble is before)), None)


def share_outside(box: Box, frame_size: tuple[int, int]) -> float:
    """The share of a box that lies beyond the frame of (width, height) pixels, 0 to 1."""
    return 1 - box.inside(Box(0.0, 0.0, *frame_size))


def pose(found: FoundFace) -> tuple[float, float]:
    """Turn and nod of a head, from where its nose lies; tilting the head changes neither.

    Returns:
        How far the nose lies towards the image's right, in eye distances (0 = facing the camera), and
        its height between the eyes (0) and the mouth (1).
    """
    left, right = (complex(*eye) for eye in found.eyes)
    middle, across = (left + right) / 2, right - left
    if abs(across) < 1:
        return 1.0, _USUAL_NOSE_HEIGHT
    nose, mouth = (complex(*found.nose) - middle) / across, (complex(*found.mouth) - middle) / across
    return nose.real, nose.imag / max(mouth.imag, 0.1)


def sharpness(crop: Image) -> float:
    """Deviation of the Laplacian over that of the grey levels (after Pech-Pacheco et al., 2000), 0 upwards."""
    grey: NDArray[np.float32] = crop.astype(np.float32)
    across = grey[1:-1, :-2] + grey[1:-1, 2:]
    down = grey[:-2, 1:-1] + grey[2:, 1:-1]
    laplacian = 4 * grey[1:-1, 1:-1] - across - down
    return float(laplacian.std() / max(float(grey.std()), _LEAST_DEVIATION))
