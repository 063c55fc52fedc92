"""The slight asymmetry that every face has at rest: a face whose halves mirror each other looks made."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.drawn_faces.shapes import Points


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """By how much features lie off their places in a symmetric face, in drawing units.

    Attributes:
        brows: the one brow above, the other below.
        mouth: the one corner of the mouth above, the other below.
        nose: its tip to the side.
        chin: to the side.
    """

    brows: float = 0.0
    mouth: float = 0.0
    nose: float = 0.0
    chin: float = 0.0

    @classmethod
    def random(cls, rng: Random) -> Asymmetry:
        """As small as in most faces: some hundredths of the distance of the eyes (Farkas, 1994, *Anthropometry*)."""
        return cls(rng.gauss(0, 0.012), rng.gauss(0, 0.010), rng.gauss(0, 0.012), rng.gauss(0, 0.018))

    def moved(self, points: Points) -> Points:
        """Where points of a symmetric face lie in this one; a smooth field, so that nothing tears."""
        x, y = points[:, 0], points[:, 1]
        across = self.nose * _near(y, 0.62, 0.32) + self.chin * _near(y, 1.85, 0.55)
        along = x / 0.5 * (self.brows * _near(y, -0.36, 0.16) + self.mouth * _near(y, 1.12, 0.3))
        return np.stack([x + across, y + along], 1)


def _near(height: NDArray[np.float64], centre: float, width: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(-(((height - centre) / width) ** 2)))
