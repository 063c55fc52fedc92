"""Layers that several network families share."""

from __future__ import annotations

import keras
from keras import layers

def convolution(
    x: keras.KerasTensor, width: int, kernel: int, stride: int = 1, activation: str | None = "relu"
) -> keras.KerasTensor:
    """Convolution without bias, batch normalisation, activation."""
    x = layers.Conv2D(
        width,
        kernel,
        strides=stride,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
    )(x)
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
