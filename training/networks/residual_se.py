"""Residual network with squeeze-and-excitation (He et al., 2016; Hu et al., 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import keras
from keras import layers

from training.networks.layers import Depth, Width, convolution, head, squeeze_excite
from training.schema import Between, Share


def logits(
    inputs: keras.KerasTensor,
    classes: int,
    widths: Sequence[Width] = (64, 128, 256),
    blocks: Sequence[Depth] = (2, 2, 2),
    stem_kernel: Annotated[int, Between(1, 15)] = 5,
    stem_stride: Annotated[int, Between(1, 4)] = 2,
    dropout: Share = 0.3,
) -> keras.KerasTensor:
    """Logits of a standardised picture.

    Args:
        inputs: (n, side, side, channels).
        classes: number of outputs.
        widths: channels of each stage; every stage after the first halves the side.
        blocks: residual blocks of each stage.
        stem_kernel: side of the first convolution's kernel.
        stem_stride: 2 halves the side at once.
        dropout: share dropped before the logits.
    """
    if not widths:
        raise ValueError("widths names no stage.")
    x = convolution(inputs, widths[0], stem_kernel, stem_stride)
    for stage, (width, count) in enumerate(zip(widths, blocks, strict=True)):
        for block in range(count):
            x = _block(x, width, 2 if stage > 0 and block == 0 else 1)
    return head(x, dropout, classes)


def _block(x: keras.KerasTensor, width: int, stride: int) -> keras.KerasTensor:
    y = convolution(x, width, 3, stride)
    y = squeeze_excite(convolution(y, width, 3, activation=None))
    if stride != 1 or x.shape[-1] != width:
        x = convolution(x, width, 1, stride, activation=None)
    return layers.Activation("relu")(layers.Add()([x, y]))
