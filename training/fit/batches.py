"""Turn stored faces into the batches that a network learns from."""

from __future__ import annotations

import sys
from typing import TypeAlias

import keras
import numpy as np
from numpy.typing import NDArray

from assistant.imaging import standardise
from training.config import Config
from training.data import balance
from training.data.faces import Faces
from training.data.mouths import with_other_mouths

_FEEDERS = 8
"""Threads that make batches for a device which varies them itself: numpy leaves them the processor's cores."""

Batch: TypeAlias = tuple[NDArray[np.float32] | NDArray[np.int64], ...]


class Batches(keras.utils.PyDataset):
    """Augmented, standardised batches, read from disk where the faces lie there.

    The same seed, epoch and place give the same batch, so that a resumed run sees what an unbroken one
    would have seen.
    """

    def __init__(self, faces: Faces, config: Config, epoch: int) -> None:
        self._raw = config.fit.augment_on == "device"
        super().__init__(workers=_FEEDERS if self._raw else 1, use_multiprocessing=False)
        self._faces, self._config = faces, config
        fit = config.fit
        sparse = fit.targets == "sparse"
        self._targets = faces.labels if sparse else faces.targets(fit.vote_share, fit.smoothing)
        self._loss_weights = balance.loss_weights(faces.counts, config.fit.balance)
        self._epoch = epoch
        self._order = self._draw()

    def __len__(self) -> int:
        fit = self._config.fit
        return min(max(fit.passes * len(self._faces) // fit.batch, 1), fit.steps or sys.maxsize)

    def __getitem__(self, index: int) -> Batch:
        batch = self._config.fit.batch
        chosen = self._order[index * batch : (index + 1) * batch]
        generator = np.random.default_rng((self._config.fit.seed, self._epoch, index))
        faces, augment = self._faces, self._config.augment
        pixels = np.asarray(faces.pixels[chosen])
        if augment.speech:
            pixels = with_other_mouths(pixels, faces.labels[chosen], faces.classes, augment.speech, generator)
        inputs = _bytes(pixels) if self._raw else standardise(augment(pixels, generator), self._config.network.size)
        targets, weights = self._targets[chosen], None
        if self._loss_weights is not None:
            weights = self._loss_weights[faces.labels[chosen]].astype(np.float32)
        if weights is not None and augment.mixup:
            # Of two faces that are mixed each keeps its own weight.
            inputs, weighted = augment.mix(inputs, targets * weights[:, np.newaxis], generator)
            weights = weighted.sum(axis=1)
            targets = weighted / weights[:, np.newaxis]
        else:
            inputs, targets = augment.mix(inputs, targets, generator)
        if self._raw:
            inputs = np.rint(inputs).astype(np.uint8)
        return (inputs, targets) if weights is None else (inputs, targets, weights)

    def on_epoch_end(self) -> None:
        """Draw the next epoch."""
        self._epoch += 1
        self._order = self._draw()

    def _draw(self) -> NDArray[np.int64]:
        generator = np.random.default_rng((self._config.fit.seed, self._epoch))
        faces, fit = self._faces, self._config.fit
        drawn = [balance.draw_epoch(faces.labels, faces.weights, fit.balance, generator) for _ in range(fit.passes)]
        return np.concatenate(drawn)


def _bytes(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, side, side, channels) of (n, side, side) or (n, side, side, 3), 0 to 255."""
    return (pixels[..., np.newaxis] if pixels.ndim == 3 else pixels).astype(np.float32)
