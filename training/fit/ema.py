"""Running average of the weights, which reads better than the weights themselves (Izmailov et al., 2018)."""

from __future__ import annotations

from typing import Any

import keras

_EVERY = 4


class WeightAverage(keras.callbacks.Callback):
    """Keeps an exponential moving average of all weights, batch statistics included, in `average`.

    Keras's own average leaves the batch statistics out, which belong to other weights then.

    Args:
        average: a network of the same shape, changed in place.
        decay: per training step, 0 to 1.
        step: training steps already taken.
    """

    def __init__(self, average: keras.Model, decay: float, step: int = 0) -> None:
        super().__init__()
        self._average, self._decay, self._step = average, decay**_EVERY, step

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Follow the network."""
        self._step += 1
        if self._step % _EVERY:
            return
        # A young average follows quickly, so that the first epochs can be judged at all.
        decay = min(self._decay, self._step / (self._step + 10 * _EVERY))
        for kept, current in zip(self._average.weights, self.model.weights, strict=True):
            if keras.backend.is_float_dtype(kept.dtype):
                kept.assign(decay * kept.value + (1 - decay) * current.value)
