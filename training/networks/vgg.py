"""Plain stacks of 3×3 convolutions (Simonyan & Zisserman, 2015) with batch normalisation."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers

from training.networks.layers import convolution, head


def build(
    size: int,
    classes: int,
    widths: Sequence[int] = (32, 64, 128, 256),
    blocks: Sequence[int] = (1, 2, 2, 2),
    dropout: float = 0.4,
) -> keras.Model:
    """Model from (n, size, size, 1) standardised grey to (n, classes) logits.

    Args:
        widths: channels of each stage; each stage ends in a pooling that halves the side.
        blocks: convolutions of each stage.
    """
    inputs = keras.Input((size, size, 1))
    x = inputs
    for width, count in zip(widths, blocks, strict=True):
        for _ in range(count):
            x = convolution(x, width, 3)
        x = layers.MaxPooling2D(padding="same")(x)
    return keras.Model(inputs, head(x, dropout, classes))
