"""Intel's network for expressions, as a beginning: it has seen other faces than FER2013's; whose, nobody says.

The network emotions-recognition-retail-0003 of the Open Model Zoo (Apache-2.0): a residual network with its activations
before the convolutions (He et al., ECCV 2016), which tells five expressions. Its normalisation was made into factors
and offsets before it was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
from keras import layers

from assistant.expressions import EXPRESSIONS, Expression
from training.errors import TrainingError
from training.networks.layers import begun
from training.networks.openvino_weights import Affine, affines
from training.schema import Share

FILE = "emotions-recognition-retail-0003.xml"

_FIRST, _WIDTHS = 64, (128, 256, 256)
"""Channels of the first stage, and of the others, each of which halves the side."""

_MEAN, _DEVIATION = 128.0, 60.0
"""What a standardised picture's grey levels are taken for, of 0 to 255."""

_TOLD = (Expression.NEUTRAL, Expression.HAPPY, Expression.SAD, Expression.SURPRISE, Expression.ANGRY)
"""The network's outputs, in their order."""


def logits(inputs: keras.KerasTensor, classes: int, weights: str = "", dropout: Share = 0.4) -> keras.KerasTensor:
    """Logits of a standardised picture, which should have 64 pixels.

    Args:
        inputs: (n, side, side, 1 or 3), side 64 where weights are given.
        classes: number of outputs. Of the assistant's seven, those that the network tells begin as it tells them, and
            the others alike for every face; another number begins with random weights.
        weights: path of Intel's file (`training.networks.intel_resnet.FILE`), with the `.bin` beside it; empty for
            random weights.
        dropout: share dropped before the logits.
    """
    pretrained = _pretrained(Path(weights), inputs.shape[3]) if weights else None
    x = _relu(_convolution(inputs, _FIRST, 7, 2, pretrained))
    x = layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x))
    y = _relu(_convolution(x, _FIRST, 3, 1, pretrained))
    x = layers.Add()([_convolution(y, _FIRST, 3, 1, pretrained), x])
    for width in _WIDTHS:
        x = _relu(_scaled(x, pretrained))
        y = _relu(_convolution(x, width, 3, 2, pretrained))
        y = _convolution(y, width, 3, 1, pretrained)
        x = layers.Add()([y, _convolution(x, width, 1, 2, pretrained)])
    x = layers.Dropout(dropout)(layers.Flatten()(_relu(_scaled(x, pretrained))))
    head = layers.Dense(classes, dtype="float32", name="logits")
    return begun(head, x, pretrained if classes == len(EXPRESSIONS) else None)


def _relu(x: keras.KerasTensor) -> keras.KerasTensor:
    return layers.Activation("relu")(x)


def _convolution(
    x: keras.KerasTensor, width: int, side: int, strides: int, pretrained: Iterator[Affine] | None
) -> keras.KerasTensor:
    # Padding of its own: Keras would pad an even side at the right and below alone where the convolution halves it.
    x = layers.ZeroPadding2D(side // 2)(x)
    return begun(layers.Conv2D(width, side, strides=strides, kernel_initializer="he_normal"), x, pretrained)


def _scaled(x: keras.KerasTensor, pretrained: Iterator[Affine] | None) -> keras.KerasTensor:
    return begun(layers.DepthwiseConv2D(1, depthwise_initializer="ones"), x, pretrained)


def _pretrained(path: Path, channels: int) -> Iterator[Affine]:
    """What the layers begin with, the first made for a standardised picture of so many channels, the last for ours."""
    found = list(affines(path))
    if [layer.factor.shape for layer in found] != [*_shapes()]:
        raise TrainingError(f"{path} holds another network: give {FILE}.")
    (factor, offset), (kernel, bias), *between, last = found
    bias = bias + (kernel * (factor * _MEAN + offset)[:, np.newaxis]).sum(axis=(0, 1, 2))
    # Its pictures are blue, green and red.
    kernel = _DEVIATION * (kernel * factor[:, np.newaxis])[:, :, ::-1]
    first = Affine(kernel.sum(axis=2, keepdims=True) if channels == 1 else kernel, bias)
    scales = [Affine(f.reshape(1, 1, -1, 1), o) if f.ndim == 1 else Affine(f, o) for f, o in between]
    return iter([first, *scales, _of_the_seven(last)])


def _shapes() -> Iterator[tuple[int, ...]]:
    """Of the factors in Intel's file."""
    yield from ((3,), (7, 7, 3, _FIRST), *[(3, 3, _FIRST, _FIRST)] * 2)
    before = _FIRST
    for width in _WIDTHS:
        yield from ((before,), (3, 3, before, width), (3, 3, width, width), (1, 1, before, width))
        before = width
    yield from ((before,), (2, 2, before, len(_TOLD)))


def _of_the_seven(head: Affine) -> Affine:
    kernel = np.zeros((np.prod(head.factor.shape[:3]), len(EXPRESSIONS)), np.float32)
    bias = np.zeros(len(EXPRESSIONS), np.float32)
    places = [expression.position for expression in _TOLD]
    kernel[:, places], bias[places] = head.factor.reshape(len(kernel), -1), head.offset
    return Affine(kernel, bias)
