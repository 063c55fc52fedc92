"""Augmentation inside the training step, on the device that learns: a GPU would wait for a processor's.

The pictures travel as bytes, and Keras's own operations vary and standardise them, whichever backend runs.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import keras
from keras import ops

from assistant.imaging import MIN_DEVIATION
from training.config import Config
from training.data.augment import Augmentation
from training.errors import TrainingError

_ON_PROCESSOR = ("motion", "compress")
"""Variations that have no counterpart here."""


@keras.saving.register_keras_serializable("training")
class DeviceAugmentation(keras.layers.Layer):
    """Varies pictures while the network learns, and standardises them always, into the network's input.

    Speech and mixup need labels or targets, and stay with the batches.

    Args:
        augmentation: `[augment]` as a table.
        size: side of the network's input in pixels.
        seed: of the random numbers.
    """

    def __init__(self, augmentation: dict[str, float], size: int, seed: int, **options: Any) -> None:
        super().__init__(dtype="float32", **{k: v for k, v in options.items() if k != "dtype"})
        self._augmentation, self._size, self._seed = Augmentation(**augmentation), size, seed
        self._chance = keras.random.SeedGenerator(seed)

    def call(self, pictures: Any, training: bool = False) -> Any:
        """(n, size, size, channels) float32 of (n, side, side, channels) pictures, 0 to 255."""
        x = ops.cast(pictures, "float32")
        if training:
            x = self._varied(x)
        # As `assistant.imaging.standardise` does it, which numpy cannot do within a network.
        margin = (x.shape[1] - self._size) // 2
        centre = x[:, margin : margin + self._size, margin : margin + self._size]
        mean, deviation = (f(centre, axis=(1, 2, 3), keepdims=True) for f in (ops.mean, ops.std))
        return (centre - mean) / ops.maximum(deviation, MIN_DEVIATION)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """See `call`."""
        return (input_shape[0], self._size, self._size, input_shape[3])

    def get_config(self) -> dict[str, Any]:
        """What Keras needs to load a checkpoint."""
        own = {"augmentation": asdict(self._augmentation), "size": self._size, "seed": self._seed}
        return {**super().get_config(), **own}

    def _varied(self, x: Any) -> Any:
        given = self._augmentation
        x = ops.image.affine_transform(x, self._transforms(x), interpolation="bilinear", fill_mode="nearest")
        if given.blur:
            x = ops.where(self._happens(x, given.blur), _blurred(x), x)
        if given.coarse:
            half = ops.image.resize(x, (x.shape[1] // 2, x.shape[2] // 2), interpolation="bilinear", antialias=True)
            coarse = ops.image.resize(half, x.shape[1:3], interpolation="bilinear")
            x = ops.where(self._happens(x, given.coarse), coarse, x)
        if given.shade:
            x = x * self._light(x)
        tones = ops.power(x / 255, ops.exp(self._between(x, -given.gamma, given.gamma)))
        x = ((tones - 0.5) * (1 + self._between(x, -given.contrast, given.contrast)) + 0.5) * 255
        if given.erase:
            x = ops.where(self._hidden(x), self._between(x, 0, 255), x)
        if given.noise:
            x = x + keras.random.normal(ops.shape(x), seed=self._chance) * self._between(x, 0, given.noise)
        return ops.clip(x, 0, 255)

    def _transforms(self, x: Any) -> Any:
        """(n, 8) from places in the varied picture to those in the given one."""
        given, side = self._augmentation, x.shape[1]

        def draw(low: float, high: float) -> Any:
            return self._between(x, low, high)[:, 0, 0]

        angle = draw(-given.rotate, given.rotate) * (math.pi / 180)
        zoom = 1 + draw(-given.scale, given.scale)
        mirror = ops.where(draw(0, 1) < given.flip, -1.0, 1.0)
        across, down = (draw(-given.shift, given.shift) * side for _ in range(2))
        cosine, sine = zoom * ops.cos(angle), zoom * ops.sin(angle)
        centre, nothing = (side - 1) / 2, ops.zeros_like(zoom)
        rows = [
            *(cosine * mirror, -sine, centre - (cosine * mirror - sine) * centre + across),
            *(sine * mirror, cosine, centre - (sine * mirror + cosine) * centre + down),
            *(nothing, nothing),
        ]
        return ops.concatenate(rows, axis=1)

    def _light(self, x: Any) -> Any:
        """(n, side, side, 1) how much light falls: 1 at most, less towards one side."""
        place = ops.linspace(-0.5, 0.5, x.shape[1])
        angle, depth = self._between(x, 0, 2 * math.pi), self._between(x, 0, self._augmentation.shade)
        slope = depth * (ops.cos(angle) * place[None, None, :, None] + ops.sin(angle) * place[None, :, None, None])
        return 1 + slope - ops.max(slope, axis=(1, 2), keepdims=True)

    def _hidden(self, x: Any) -> Any:
        """(n, side, side, 1) where a rectangle of an eighth to half of the side hides the picture."""
        place = ops.arange(x.shape[1], dtype="float32") / x.shape[1]
        inside = self._happens(x, self._augmentation.erase)
        for axis in (place[None, :, None, None], place[None, None, :, None]):
            length = self._between(x, 0.125, 0.5)
            start = self._between(x, 0, 1) * (1 - length)
            inside = ops.logical_and(inside, ops.logical_and(axis >= start, axis < start + length))
        return inside

    def _happens(self, x: Any, probability: float) -> Any:
        return self._between(x, 0, 1) < probability

    def _between(self, x: Any, low: float, high: float) -> Any:
        """(n, 1, 1, 1) numbers, one for each picture."""
        return keras.random.uniform((ops.shape(x)[0], 1, 1, 1), low, high, seed=self._chance)


def _blurred(x: Any) -> Any:
    """Binomial filter of three by three pixels, a deviation of 0.7; beyond an edge its pixels are repeated."""
    padded = ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="symmetric")
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4


def with_augmentation(network: keras.Model, config: Config, side: int) -> keras.Model:
    """The network behind a `DeviceAugmentation`, for pictures (n, side, side, channels) of bytes."""
    pictures = keras.Input((side, side, config.network.channels), dtype="uint8")
    varied = DeviceAugmentation(asdict(config.augment), config.network.size, config.fit.seed)(pictures)
    return keras.Model(pictures, network(varied))


def network_of(model: keras.Model) -> keras.Model:
    """The network itself, where `model` is one behind a `DeviceAugmentation`, or else the model."""
    augmented = any(isinstance(layer, DeviceAugmentation) for layer in model.layers)
    return model.layers[-1] if augmented else model


def require_device_augmentation(augment: Augmentation) -> None:
    """Refuse variations that only the processor knows.

    Raises:
        TrainingError: naming them.
    """
    if wanted := [name for name in _ON_PROCESSOR if getattr(augment, name)]:
        raise TrainingError(
            f"[augment] {' and '.join(wanted)} cannot be done on the device: set them to 0, or [fit] augment_on = "
            f'"processor".'
        )
