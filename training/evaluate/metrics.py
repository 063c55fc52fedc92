"""Scores of calibrated probabilities against labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax
from scipy.special import softmax as _softmax
from sklearn.metrics import confusion_matrix, f1_score, recall_score, roc_auc_score

from training.data.classes import SCHEMES

ECE_BINS = 15
_SEVEN = SCHEMES["seven"].classes


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities over the last axis."""
    return np.asarray(_softmax(logits.astype(np.float64), axis=-1))


def log_loss(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Mean negative log-likelihood, in nats, of the labels (n,) under logits (n, classes)."""
    return float(log_losses(logits, labels).mean())


def log_losses(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Negative log-likelihood, in nats, of each label (n,) under logits (n, classes)."""
    return np.asarray(-log_softmax(logits, axis=1)[np.arange(len(labels)), labels], dtype=np.float64)


def reliability(
    probabilities: NDArray[np.float64], labels: NDArray[np.int64], bins: int = ECE_BINS
) -> NDArray[np.float64]:
    """(bins, 3): for each bin of confidence, of equal width: faces, mean confidence, accuracy (NaN if empty)."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins).astype(float)
    with np.errstate(invalid="ignore"):
        means = [np.bincount(place, values, minlength=bins) / count for values in (confidence, right)]
    return np.stack([count, *means], axis=1)


def expected_calibration_error(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Mean gap between confidence and accuracy over `ECE_BINS` bins of equal width (Guo et al., ICML 2017)."""
    count, confidence, accuracy = reliability(probabilities, labels).T
    return float(np.nansum(count * np.abs(confidence - accuracy)) / count.sum())


def brier(probabilities: NDArray[np.float64], targets: NDArray[np.floating]) -> float:
    """Mean squared distance of the probability vectors from the targets (Brier, 1950), 0 to 2."""
    return float(((probabilities - targets) ** 2).sum(axis=1).mean())


def coverage_curve(
    probabilities: NDArray[np.float64], labels: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of faces read, most confident first, and the accuracy on them: two (n,) arrays."""
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    right = (probabilities.argmax(axis=1) == labels)[order]
    read = np.arange(1, len(right) + 1)
    return read / len(right), np.cumsum(right) / read


def coverage_at(accuracy: float, probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Largest share of faces, most confident first, on which the accuracy still is `accuracy`."""
    coverage, running = coverage_curve(probabilities, labels)
    return float(coverage[running >= accuracy].max(initial=0.0))


def score(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.int64],
    votes: NDArray[np.floating] | None = None,
    classes: Sequence[str] = _SEVEN,
) -> dict[str, object]:
    """All scores of one evaluation, ready for JSON; a class without faces does not enter the means.

    Args:
        probabilities: (n, classes), rows summing to 1.
        labels: (n,) indices into `classes`.
        votes: (n, classes) annotators' shares for the Brier score; where nobody voted, and without
            votes, the label serves.
        classes: their names.
    """
    everything, present = np.arange(len(classes)), np.unique(labels)
    predicted = probabilities.argmax(axis=1)
    recalls = recall_score(labels, predicted, labels=present, average=None, zero_division=0.0)
    recall = dict(zip(present.tolist(), recalls.tolist(), strict=True))
    targets = np.eye(len(classes))[labels]
    if votes is not None:
        targets = np.where(votes.sum(axis=1, keepdims=True) > 0, votes, targets)
    areas = [roc_auc_score(labels == i, probabilities[:, i]) for i in present] if len(present) > 1 else []
    return {
        "images": len(labels),
        "accuracy": float((predicted == labels).mean()),
        "macro_f1": float(f1_score(labels, predicted, labels=present, average="macro", zero_division=0.0)),
        "mean_recall": float(np.mean(recalls)),
        "recall": {name: recall.get(i) for i, name in enumerate(classes)},
        "auc": float(np.mean(areas)) if areas else None,
        "ece": expected_calibration_error(probabilities, labels),
        "brier": brier(probabilities, targets),
        "coverage_at_90": coverage_at(0.90, probabilities, labels),
        "coverage_at_95": coverage_at(0.95, probabilities, labels),
        "confusion": confusion_matrix(labels, predicted, labels=everything).tolist(),
    }


def told(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.int64],
    thresholds: Sequence[float],
) -> dict[str, Any]:
    """What a user hears, ready for JSON: readings below their expression's threshold are not told.

    Args:
        probabilities: (n, 7), rows summing to 1.
        labels: (n,) indices into the seven expressions.
        thresholds: of each expression, the probability from which it is told.

    Returns:
        "told", share of the faces of which something is told; "told_accuracy", share of it that is right; and
        "told_as", of the faces of each label, the share that is told as each expression. None where there is no face.
    """
    predicted = probabilities.argmax(axis=1)
    heard = probabilities.max(axis=1) >= np.asarray(thresholds)[predicted]
    counts = np.zeros((len(_SEVEN), len(_SEVEN)))
    np.add.at(counts, (labels[heard], predicted[heard]), 1)
    faces = np.bincount(labels, minlength=len(_SEVEN))
    return {
        "told": float(heard.mean()),
        "told_accuracy": float((predicted == labels)[heard].mean()) if heard.any() else None,
        "told_as": {
            name: dict(zip(_SEVEN, (row / faces[i]).tolist(), strict=True)) if faces[i] else None
            for i, (name, row) in enumerate(zip(_SEVEN, counts, strict=True))
        },
    }
