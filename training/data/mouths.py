"""Mouths in speech: a face whose expression lies in brows and eyes keeps it, whatever its mouth says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.imaging import EYES

_SPEAKERS = ("angry", "fear", "neutral", "sad")
"""Faces that are given another mouth. Joy, surprise and disgust are hardly known without theirs."""

_SMILES = ("happy",)
"""Faces whose mouth is given to none: with it each of the others would smile."""

APART = EYES[1][0] - EYES[0][0]
MOUTH = (EYES[0][0] + EYES[1][0]) / 2, EYES[0][1] + 1.1 * APART
"""Distance of the eyes, and centre of the mouth, in a canonical frame, as shares of its side."""

_HALF_WIDTH, _HALF_HEIGHT = 0.75, 0.5
"""Of the ellipse in which the mouth is replaced, in distances between the eyes."""

_RIM = 0.35
"""Share of the ellipse over which one face passes into the other."""

_CONTRAST = (0.5, 2.0)
"""Bounds of the factor by which the other's mouth is fitted to the face's contrast."""


def with_other_mouths(
    faces: NDArray[np.uint8],
    labels: NDArray[np.int64],
    classes: Sequence[str],
    share: float,
    generator: np.random.Generator,
) -> NDArray[np.uint8]:
    """The faces, of which some have the mouth of another one of the batch.

    People speak with every face, and FER's photographs are chosen for their expression: an open mouth is rare there
    among neutral faces. Mouths are real ones, from canonical frames, where they all lie in one place.

    Args:
        faces: (n, side, side) grey or (n, side, side, 3) RGB, canonical; left as they are.
        labels: (n,) indices into `classes`.
        classes: names of the labels.
        share: probability that a face which may get another mouth does, 0 to 1.
        generator: source of chance.
    """
    spoken = np.array([name in _SPEAKERS for name in classes])[labels]
    takers = np.flatnonzero(spoken & (generator.random(len(faces)) < share))
    givers = np.flatnonzero(~np.array([name in _SMILES for name in classes])[labels])
    if not len(takers) or not len(givers):
        return faces
    mask = _mask(faces.shape[1]).reshape(1, *faces.shape[1:3], *(1,) * (faces.ndim - 3))
    result = faces.copy()
    result[takers] = _joined(faces[takers].astype(np.float32), faces[generator.choice(givers, len(takers))], mask)
    return result


def _joined(faces: NDArray[np.float32], others: NDArray[np.uint8], mask: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The others' mouths in the faces, with the faces' contrast, and as bright as the faces where they meet."""
    inside = tuple(range(1, faces.ndim))
    deviations = (each.std(axis=inside, keepdims=True) for each in (faces, others))
    contrast = np.divide(*(np.maximum(deviation, 1) for deviation in deviations))
    mouths = others * np.clip(contrast, *_CONTRAST)
    rim = mask * (1 - mask)
    light = (rim * (faces - mouths)).mean(axis=inside, keepdims=True) / rim.mean()
    return np.asarray(np.clip(faces + mask * (mouths + light - faces), 0, 255), dtype=np.uint8)


def _mask(side: int) -> NDArray[np.float32]:
    """(side, side): how much of the other's face is seen, 0 to 1."""
    place = (np.arange(side) + 0.5) / side
    across, down = (place - MOUTH[0]) / (_HALF_WIDTH * APART), (place - MOUTH[1]) / (_HALF_HEIGHT * APART)
    distance = np.hypot(across[np.newaxis, :], down[:, np.newaxis])
    return np.asarray(np.clip((1 - distance) / _RIM, 0, 1), dtype=np.float32)
