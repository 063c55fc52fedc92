"""The network by which dlib recognises people, as a beginning: its layers know faces before they learn expressions.

A residual network (He et al., CVPR 2016, with fewer layers and half the filters) that Davis King trained on three
million faces and put into the public domain (CC0). It has no batch normalisation: dlib had already made each into a
factor and an offset. They are part of the convolutions here, which halves the time that learning takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from training.errors import TrainingError
from training.networks.dlib_weights import FILE, Convolution, convolutions
from training.networks.layers import begun, head
from training.schema import Share

_STAGES = ((32, 3), (64, 4), (128, 3), (256, 3))
"""Channels and blocks of each stage. A last block and the 128 numbers that tell people apart are left in the file."""

_DEVIATION = 0.23
"""What dlib's network takes for one standard deviation of a face's grey levels: 60 of 256."""


def logits(inputs: keras.KerasTensor, classes: int, weights: str = "", dropout: Share = 0.4) -> keras.KerasTensor:
    """Logits of a standardised picture, which should have 80 to 150 pixels.

    Args:
        inputs: (n, side, side, 1 or 3), side at least 64.
        classes: number of outputs.
        weights: path of dlib's file (`training.networks.dlib_weights.FILE`); empty for random weights.
        dropout: share dropped before the logits.
    """
    pretrained = _pretrained(Path(weights), inputs.shape[3]) if weights else None
    x = _convolution(inputs, 32, 7, pretrained, strides=2)
    x = layers.MaxPooling2D(3, 2)(layers.Activation("relu")(x))
    for stage, (width, count) in enumerate(_STAGES):
        for block in range(count):
            x = _block(x, width, pretrained, shrinks=stage > 0 and block == 0)
    return head(x, dropout, classes)


def _block(
    x: keras.KerasTensor, width: int, pretrained: Iterator[Convolution] | None, shrinks: bool
) -> keras.KerasTensor:
    if shrinks:
        y = _convolution(x, width, 3, pretrained, strides=2)
        x = layers.AveragePooling2D(2)(x)
        x = ops.pad(x, ((0, 0), (0, 0), (0, 0), (0, width - x.shape[3])))
    else:
        y = _convolution(x, width, 3, pretrained, padding="same")
    y = _convolution(layers.Activation("relu")(y), width, 3, pretrained, padding="same")
    y = ops.pad(y, ((0, 0), (0, x.shape[1] - y.shape[1]), (0, x.shape[2] - y.shape[2]), (0, 0)))
    return layers.Activation("relu")(layers.Add()([x, y]))


def _convolution(
    x: keras.KerasTensor, width: int, side: int, pretrained: Iterator[Convolution] | None, **options: Any
) -> keras.KerasTensor:
    return begun(layers.Conv2D(width, side, kernel_initializer="he_normal", **options), x, pretrained)


def _pretrained(path: Path, channels: int) -> Iterator[Convolution]:
    """The convolutions in dlib's file, the first one made for a standardised picture of so many channels."""
    found = list(convolutions(path))
    needed = 1 + 2 * sum(count for _, count in _STAGES)
    if len(found) < needed:
        raise TrainingError(f"{path} holds {len(found)} of {needed} convolutions: give {FILE}.")
    kernel, bias = found[0]
    found[0] = (_DEVIATION * (kernel.sum(axis=2, keepdims=True) if channels == 1 else kernel), bias)
    return iter(found)
