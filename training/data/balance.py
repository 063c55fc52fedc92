"""Answers to the imbalance of FER data: how often faces are drawn, or how much each of them counts."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Method = Literal["none", "class-weights", "effective-weights", "to-mean", "effective-number", "class-balanced-batches"]
METHODS: tuple[Method, ...] = get_args(Method)
"""none: as the data are.

class-weights, effective-weights: rare faces count more in the loss, inversely to their class's count or
to its effective number (Cui et al., CVPR 2019).

to-mean: rare faces are drawn more often, varied by flips and augmentation, and frequent ones less, so
that every class has the mean count. effective-number: the same, but less far.

class-balanced-batches: as to-mean, and every batch holds all classes evenly.
"""

_BETA = 0.999  # β of the effective number of faces, (1 − βⁿ) / (1 − β)
_WEIGHTED = {"class-weights": "inverse", "effective-weights": "effective"}
_DRAWN = {"to-mean": "inverse", "class-balanced-batches": "inverse", "effective-number": "effective"}


def loss_weights(counts: NDArray[np.int64], method: Method) -> NDArray[np.float64] | None:
    """(classes,) what a face of each class counts in the loss, 1 on average; None where all count the same."""
    return _class_weights(counts, _WEIGHTED[method]) if method in _WEIGHTED else None


def draw_weights(counts: NDArray[np.int64], method: Method) -> NDArray[np.float64]:
    """(classes,) how often a face of each class is drawn in an epoch, 1 on average."""
    return _class_weights(counts, _DRAWN.get(method, "even"))


def learned_counts(
    labels: NDArray[np.int64], weights: NDArray[np.floating], classes: int, method: Method
) -> NDArray[np.float64]:
    """(classes,) as how many faces each class counts in an epoch, drawn and weighed: what a network takes for frequent.

    Args:
        labels: (n,) indices of classes.
        weights: (n,) a face's own weight.
        classes: how many there are.
        method: one of `METHODS`.
    """
    counts = np.bincount(labels, minlength=classes)
    per_face = draw_weights(counts, method)
    if (in_loss := loss_weights(counts, method)) is not None:
        per_face = per_face * in_loss
    counted = np.bincount(labels, weights=per_face[labels] * weights, minlength=classes)
    return np.asarray(counted * len(labels) / counted.sum())


def draw_epoch(
    labels: NDArray[np.int64], weights: NDArray[np.floating], method: Method, generator: np.random.Generator
) -> NDArray[np.int64]:
    """Shuffled indices of one epoch, (n,), each face as often as it weighs.

    Systematic sampling: a face that weighs w is drawn ⌊w⌋ or ⌈w⌉ times, so none is left out for long.

    Args:
        labels: (n,) indices of classes.
        weights: (n,) a face's own weight, on top of its class's.
        method: one of `METHODS`.
        generator: source of chance.
    """
    counts = np.bincount(labels)
    weight = draw_weights(counts, method)[labels] * weights
    order = generator.permutation(len(labels))
    # Class by class, so that each class as a whole gets its share too.
    order = order[np.argsort(labels[order], kind="stable")]
    edges = np.cumsum(weight[order])
    places = (np.arange(len(labels)) + generator.random()) * (edges[-1] / len(labels))
    drawn = np.asarray(order[np.minimum(np.searchsorted(edges, places, side="right"), len(labels) - 1)])
    generator.shuffle(drawn)
    if method == "class-balanced-batches":
        drawn = drawn[np.argsort(_rank_within_class(labels[drawn]), kind="stable")]
    return drawn


def _class_weights(counts: NDArray[np.int64], kind: str) -> NDArray[np.float64]:
    present = np.maximum(counts, 1).astype(np.float64)
    if kind == "even":
        weights = np.ones_like(present)
    elif kind == "inverse":
        weights = 1 / present
    else:
        weights = (1 - _BETA) / (1 - _BETA**present)
    return np.asarray(weights * counts.sum() / (weights * counts).sum())


def _rank_within_class(labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far along its own class each face comes, 0 to 1."""
    rank = np.empty(len(labels))
    for label in np.unique(labels):
        mine = np.flatnonzero(labels == label)
        rank[mine] = (np.arange(len(mine)) + 0.5) / len(mine)
    return rank
