"""Plain stacks of 3×3 convolutions (Simonyan & Zisserman, 2015) with batch normalisation."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers

from training.networks.layers import Depth, Width, convolution, head
from training.schema import Share


def logits(
    inputs: keras.KerasTensor,
    classes: int,
    widths: Sequence[Width] = (32, 64, 128, 256),
    blocks: Sequence[Depth] = (1, 2, 2, 2),
    dropout: Share = 0.4,
) -> keras.KerasTensor:
    """Logits of a standardised picture.

    Args:
        inputs: (n, side, side, channels).
        classes: number of outputs.
        widths: channels of each stage; each stage ends in a pooling that halves the side.
        blocks: convolutions of each stage.
        dropout: share dropped before the logits.
    """
    x = inputs
    for width, count in zip(widths, blocks, strict=True):
        for _ in range(count):
            x = convolution(x, width, 3)
        x = layers.MaxPooling2D(padding="same")(x)
    return head(x, dropout, classes)
