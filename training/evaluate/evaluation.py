"""Score an exported ensemble with the very code that ships."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.ensemble import Ensemble
from assistant.errors import ModelError
from assistant.imaging import Image
from training.data.faces import Faces
from training.errors import TrainingError
from training.evaluate import metrics
from training.progress import progress

OtherSets: TypeAlias = Mapping[str, tuple[Faces, Sequence[Collection[str]]]]
"""Faces of other data sets, by the sets' names, with the groups of people that each face belongs to."""

NO_OTHERS: OtherSets = MappingProxyType({})

_BATCH = 64  # faces read between two steps of the progress bar

_TIMES = 50  # that a face is read to be timed
_LEAST_IN_GROUP = 30
"""Faces; of fewer, chance alone makes a gap of ten points and more."""

_OF_GROUPS = ("images", "accuracy", "mean_recall", "ece", "told", "told_accuracy")


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
    return _in_batches(ensemble.probabilities, pixels)


def unbiased_probabilities(ensemble: Ensemble, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Probabilities before the biases, which belong to the faces that they were fitted on; see `probabilities`."""
    return metrics.softmax(logits(ensemble, pixels) / ensemble.manifest.temperature)


def logits(ensemble: Ensemble, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Combined logits (n, 7) before temperature and biases; see `probabilities`."""
    return _in_batches(ensemble.logits, pixels)


def _in_batches(
    read: Callable[[NDArray[np.uint8]], NDArray[np.float64]], pixels: NDArray[np.uint8]
) -> NDArray[np.float64]:
    starts = progress(range(0, len(pixels), _BATCH), "reading", "faces", unit_scale=_BATCH)
    return np.concatenate([read(pixels[start : start + _BATCH]) for start in starts])


def evaluate(ensemble: Ensemble, faces: Faces, groups: Sequence[Collection[str]] = ()) -> dict[str, Any]:
    """All scores of an ensemble on labelled faces, ready for JSON.

    "milliseconds_per_face" is the median time of one face on its own, as the application reads it. "groups" has some
    scores of each group of people that is large enough to say anything, where there are several.

    Args:
        ensemble: to be judged.
        faces: canonical, labelled.
        groups: of each face, the groups that it belongs to; or nothing.
    """
    votes = faces.votes if faces.votes.any() else None
    read, abstain = probabilities(ensemble, faces.pixels), ensemble.manifest.abstain
    scores = metrics.score(read, faces.labels, votes) | metrics.told(read, faces.labels, abstain)
    parts = {}
    for group, mine in _members(groups).items():
        every = metrics.score(read[mine], faces.labels[mine]) | metrics.told(read[mine], faces.labels[mine], abstain)
        parts[group] = {name: every[name] for name in _OF_GROUPS}
    scores["milliseconds_per_face"] = milliseconds_per_face(ensemble, faces.pixels[0])
    return scores | {"groups": parts} if parts else scores


def _members(groups: Sequence[Collection[str]]) -> dict[str, NDArray[np.int64]]:
    """Indices of the faces of each group that can be compared with the others."""
    names = sorted(set().union(*groups))
    members = {name: np.flatnonzero([name in mine for mine in groups]) for name in names}
    return {name: mine for name, mine in members.items() if _LEAST_IN_GROUP <= len(mine) < len(groups)}


def milliseconds_per_face(ensemble: Ensemble, face: Image) -> float:
    """Median time of reading one canonical face."""
    ensemble.probabilities([face])
    taken = []
    for _ in range(_TIMES):
        begin = time.perf_counter()
        ensemble.probabilities([face])
        taken.append(time.perf_counter() - begin)
    return float(np.median(taken) * 1000)
