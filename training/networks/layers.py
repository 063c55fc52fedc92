"""Layers that several network families share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from assistant.system.bounded_file import require_regular
from training.errors import TrainingError
from training.schema import Between

Width: TypeAlias = Annotated[int, Between(1, 4096)]
"""Channels of a layer."""

Depth: TypeAlias = Annotated[int, Between(1, 64)]
"""Layers or blocks of a stage."""


def convolution(
    x: keras.KerasTensor, width: int, kernel: int, stride: int = 1, activation: str | None = "relu"
) -> keras.KerasTensor:
    """Convolution without bias, batch normalisation, activation."""
    x = layers.Conv2D(width, kernel, strides=stride, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization(momentum=0.95)(x)
    return layers.Activation(activation)(x) if activation else x


def squeeze_excite(x: keras.KerasTensor, reduction: int = 8) -> keras.KerasTensor:
    """Channel attention (Hu et al., CVPR 2018)."""
    width = x.shape[-1]
    scale = layers.GlobalAveragePooling2D(keepdims=True)(x)
    scale = layers.Conv2D(max(width // reduction, 8), 1, activation="relu")(scale)
    scale = layers.Conv2D(width, 1, activation="sigmoid")(scale)
    return layers.Multiply()([x, scale])


def head(x: keras.KerasTensor, dropout: float, classes: int) -> keras.KerasTensor:
    """Logits (n, classes) in float32, also under mixed precision."""
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(dropout)(x)
    return layers.Dense(classes, dtype="float32", name="logits")(x)


def begun(
    layer: keras.Layer, x: keras.KerasTensor, pretrained: Iterator[Sequence[NDArray[np.float32]]] | None
) -> keras.KerasTensor:
    """What a new layer gives, begun with the next of the weights that another network has learned, if there are any."""
    y = layer(x)
    if pretrained is not None:
        layer.set_weights(next(pretrained))
    return y


def as_rgb(x: keras.KerasTensor) -> keras.KerasTensor:
    """Three equal channels of a grey picture; an RGB one as it is."""
    return layers.Concatenate()([x, x, x]) if x.shape[-1] == 1 else x


def load_backbone(backbone: keras.Model, weights: str) -> None:
    """Load a Keras weights file that the user brings; an empty path leaves the random weights.

    Raises:
        TrainingError: the file is missing or belongs to another network.
    """
    if not weights:
        return
    try:
        require_regular(Path(weights))
        backbone.load_weights(Path(weights))
    # A damaged file can fail in any of the layers beneath Keras.
    except Exception as error:
        raise TrainingError(
            f"{weights} holds no weights of {backbone.name} ({error}): give its Keras weights file without the top."
        ) from error
