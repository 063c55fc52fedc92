"""Running average of the weights, which reads better than the weights themselves (Izmailov et al., 2018)."""

from __future__ import annotations

from typing import Any

import keras

_EVERY = 4  # training steps from one update of the average to the next


class WeightAverage(keras.callbacks.Callback):
    """Keeps an exponential moving average of all weights, batch statistics included, in `average`.

    Keras's own average leaves the batch statistics out, which belong to other weights then.

    Args:
        network: the one that learns: the trained model, or a part of it.
        average: a network of the same shape, changed in place.
        decay: per training step, 0 to 1.
        step: training steps already taken.
    """

    def __init__(self, network: keras.Model, average: keras.Model, decay: float, step: int = 0) -> None:
        super().__init__()
        self._network, self._average, self._decay, self._step = network, average, decay**_EVERY, step

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Follow the network."""
        self._step += 1
        if self._step % _EVERY:
            return
        # JAX's trainer keeps the weights to itself between epochs, and variables hold initial values meanwhile.
        if hasattr(self.model, "jax_state_sync"):
            self.model.jax_state_sync()
        # A young average follows quickly, so that the first epochs can be judged at all.
        decay = min(self._decay, self._step / (self._step + 10 * _EVERY))
        for kept, current in zip(self._average.weights, self._network.weights, strict=True):
            if keras.backend.is_float_dtype(kept.dtype):
                kept.assign(decay * kept.value + (1 - decay) * current.value)
