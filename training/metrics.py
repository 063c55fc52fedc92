"""Scores of calibrated probabilities against labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS

ECE_BINS = 15


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities over the last axis."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    exponent = np.exp(shifted)
    return np.asarray(exponent / exponent.sum(axis=-1, keepdims=True))


def confusion(labels: NDArray[np.int64], predicted: NDArray[np.int64]) -> NDArray[np.int64]:
    """(7, 7) counts: rows are the labels, columns the predictions."""
    n = len(EXPRESSIONS)
    return np.bincount(labels * n + predicted, minlength=n * n).reshape(n, n)


def recalls(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    """(7,) recall of each class, NaN where it has no faces."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.diag(matrix) / matrix.sum(axis=1))


def f1_scores(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    """(7,) F1 of each class, NaN where it neither occurs nor is predicted."""
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * np.diag(matrix) / (matrix.sum(axis=0) + matrix.sum(axis=1)))


def expected_calibration_error(
    probabilities: NDArray[np.float64], labels: NDArray[np.int64], bins: int = ECE_BINS
) -> float:
    """Mean gap between confidence and accuracy over `bins` equal-width bins (Guo et al., ICML 2017)."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(right[place == b].sum() - confidence[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(labels))


def brier(probabilities: NDArray[np.float64], targets: NDArray[np.floating]) -> float:
    """Mean squared distance of the probability vectors from the targets (Brier, 1950), 0 to 2."""
    return float(((probabilities - targets) ** 2).sum(axis=1).mean())


def coverage_at(accuracy: float, probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Largest share of faces, most confident first, on which the accuracy still is `accuracy`."""
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    right = (probabilities.argmax(axis=1) == labels)[order]
    running = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(running >= accuracy)
    return float((enough[-1] + 1) / len(right)) if len(enough) else 0.0


def score(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.int64],
    votes: NDArray[np.floating] | None = None,
) -> dict[str, object]:
    """All scores of one evaluation, ready for JSON.

    Args:
        probabilities: (n, 7), rows summing to 1.
        labels: (n,) indices into `EXPRESSIONS`.
        votes: (n, 7) annotators' shares for the Brier score; without them the labels serve.
    """
    matrix = confusion(labels, probabilities.argmax(axis=1))
    recall = recalls(matrix)
    targets = np.eye(len(EXPRESSIONS))[labels] if votes is None else votes
    return {
        "images": len(labels),
        "accuracy": float(np.trace(matrix) / matrix.sum()),
        "macro_f1": float(np.nanmean(f1_scores(matrix))),
        "mean_recall": float(np.nanmean(recall)),
        "recall": {str(e): (None if np.isnan(r) else float(r)) for e, r in zip(EXPRESSIONS, recall, strict=True)},
        "ece": expected_calibration_error(probabilities, labels),
        "brier": brier(probabilities, targets),
        "coverage_at_90": coverage_at(0.90, probabilities, labels),
        "coverage_at_95": coverage_at(0.95, probabilities, labels),
        "confusion": matrix.tolist(),
    }
