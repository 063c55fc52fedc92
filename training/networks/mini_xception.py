"""mini-Xception (Arriaga et al., 2017): separable convolutions with residual connections, 58 k parameters."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers

from training.networks.layers import Width, convolution


def logits(inputs: keras.KerasTensor, classes: int, widths: Sequence[Width] = (16, 32, 64, 128)) -> keras.KerasTensor:
    """Logits of a standardised picture; the last convolution gives a map for each class, which is averaged.

    Args:
        inputs: (n, side, side, channels).
        classes: number of outputs.
        widths: channels of the residual modules, each of which halves the side.
    """
    x = convolution(convolution(inputs, 8, 3), 8, 3)
    for width in widths:
        x = _module(x, width)
    x = layers.Conv2D(classes, 3, padding="same")(x)
    return layers.GlobalAveragePooling2D(dtype="float32", name="logits")(x)


def _module(x: keras.KerasTensor, width: int) -> keras.KerasTensor:
    shortcut = convolution(x, width, 1, stride=2, activation=None)
    y = layers.Activation("relu")(_separable(x, width))
    y = layers.MaxPooling2D(3, strides=2, padding="same")(_separable(y, width))
    return layers.Add()([y, shortcut])


def _separable(x: keras.KerasTensor, width: int) -> keras.KerasTensor:
    x = layers.SeparableConv2D(width, 3, padding="same", use_bias=False)(x)
    return layers.BatchNormalization(momentum=0.95)(x)
