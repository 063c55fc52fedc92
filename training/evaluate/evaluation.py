"""Score an exported ensemble with the very code that ships."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.ensemble import Ensemble
from assistant.errors import ModelError
from assistant.imaging import Image
from training.data.faces import Faces
from training.errors import TrainingError
from training.evaluate import metrics
from training.progress import progress

_BATCH = 64


def load_ensemble(folder: Path) -> Ensemble:
    """The ensemble in `folder`.

    Raises:
        TrainingError: a file is missing, damaged or does not match.
    """
    try:
        return Ensemble(folder)
    except ModelError as error:
        raise TrainingError(str(error)) from error


def probabilities(ensemble: Ensemble, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Calibrated probabilities (n, 7) of canonical faces (n, 48, 48), in batches."""
    starts = progress(range(0, len(pixels), _BATCH), "reading", "faces", unit_scale=_BATCH)
    return np.concatenate([ensemble.probabilities(pixels[start : start + _BATCH]) for start in starts])


def evaluate(ensemble: Ensemble, faces: Faces) -> dict[str, Any]:
    """All scores of an ensemble on labelled faces, ready for JSON.

    "milliseconds_per_face" is the median time of one face on its own, as the application reads it.
    """
    votes = faces.votes if faces.votes.any() else None
    scores = metrics.score(probabilities(ensemble, faces.pixels), faces.labels, votes)
    return scores | {"milliseconds_per_face": milliseconds_per_face(ensemble, faces.pixels[0])}


def milliseconds_per_face(ensemble: Ensemble, face: Image, times: int = 50) -> float:
    """Median time of reading one canonical face."""
    ensemble.probabilities([face])
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ensemble.probabilities([face])
        taken.append(time.perf_counter() - begin)
    return float(np.median(taken) * 1000)
