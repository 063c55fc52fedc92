"""Losses on logits and soft targets."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training.config import Loss


@keras.saving.register_keras_serializable("training")
class LogitAdjusted(keras.losses.Loss):
    """Cross-entropy with the logarithm of the classes' frequencies, as they are learned, added to the logits.

    The network then reads as if all classes were equally frequent (Menon et al., ICLR 2021).
    """

    def __init__(self, log_prior: list[float], **options: Any) -> None:
        super().__init__(**options)
        self.log_prior = log_prior

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Loss of each face."""
        adjusted = y_pred + keras.ops.convert_to_tensor(self.log_prior, dtype=y_pred.dtype)
        return keras.losses.categorical_crossentropy(y_true, adjusted, from_logits=True)

    def get_config(self) -> dict[str, Any]:
        """What Keras needs to load a checkpoint."""
        return {**super().get_config(), "log_prior": self.log_prior}


def make_loss(name: Loss, counts: NDArray[np.floating], sparse: bool = False) -> keras.losses.Loss:
    """The loss of that name for logits and targets (n, classes), or, of plain cross-entropy, for labels (n,).

    Args:
        name: "focal" is Lin et al.'s (ICCV 2017) with γ = 2.
        counts: (classes,) as how many faces each class counts, drawn and weighed (`balance.learned_counts`).
        sparse: the targets are labels.
    """
    if name == "focal":
        return keras.losses.CategoricalFocalCrossentropy(alpha=1.0, gamma=2.0, from_logits=True)
    if name == "logit-adjusted":
        share = np.maximum(counts, 1) / counts.sum()
        return LogitAdjusted([float(value) for value in np.log(share)])
    kind = keras.losses.SparseCategoricalCrossentropy if sparse else keras.losses.CategoricalCrossentropy
    return kind(from_logits=True)
