"""EfficientNetV2-B0 (Tan & Le, ICML 2021), with ImageNet weights where they are at hand."""

from __future__ import annotations

import keras

from training.networks.layers import as_rgb, head, load_backbone
from training.schema import Share


def logits(inputs: keras.KerasTensor, classes: int, weights: str = "", dropout: Share = 0.3) -> keras.KerasTensor:
    """Logits of a standardised picture, which should be enlarged to at least 96 pixels.

    Args:
        inputs: (n, side, side, 1 or 3), side at least 32.
        classes: number of outputs.
        weights: Keras weights file of EfficientNetV2-B0 without its top; empty for random weights.
        dropout: share dropped before the logits.
    """
    x = as_rgb(inputs)
    backbone = keras.applications.EfficientNetV2B0(
        include_top=False, weights=None, input_shape=x.shape[1:], include_preprocessing=False
    )
    load_backbone(backbone, weights)
    return head(backbone(x), dropout, classes)
