"""Answers to the imbalance of FER data: how often each expression is drawn during training."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Method = Literal["none", "inverse", "effective-number"]
METHODS: tuple[Method, ...] = get_args(Method)

_BETA = 0.999


def class_weights(counts: NDArray[np.int64], method: Method) -> NDArray[np.float64]:
    """Weight of one face of each class, (classes,), scaled so that the mean face weighs 1.

    "inverse" makes all classes weigh the same; "effective-number" (Cui et al., CVPR 2019, β = 0.999)
    lifts rare classes less, since their faces repeat less information than their count suggests.
    """
    present = np.maximum(counts, 1).astype(np.float64)
    if method == "none":
        weights = np.ones_like(present)
    elif method == "inverse":
        weights = 1 / present
    else:
        weights = (1 - _BETA) / (1 - _BETA**present)
    return np.asarray(weights * counts.sum() / (weights * counts).sum())


def draw_epoch(
    labels: NDArray[np.int64], weights: NDArray[np.float64], generator: np.random.Generator
) -> NDArray[np.int64]:
    """Shuffled indices of one epoch, as many as there are labels, each face as often as it weighs.

    The whole part of a weight is drawn surely and the rest by chance, so that no face is left out
    for long.
    """
    weight = weights[labels]
    times = np.floor(weight + generator.random(len(labels))).astype(np.int64)
    indices = np.repeat(np.arange(len(labels)), times)
    generator.shuffle(indices)
    return indices
