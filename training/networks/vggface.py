"""VGGFace-style transfer (Parkhi et al., BMVC 2015): VGG-16 with face weights that the user has."""

from __future__ import annotations

from typing import Annotated

import keras

from training.networks.layers import as_rgb, head, load_backbone
from training.schema import Between, Share

_DEVIATION = 58.0
"""Grey levels for one standard deviation of our inputs: the pretrained weights expect grey levels."""


def logits(
    inputs: keras.KerasTensor,
    classes: int,
    weights: str = "",
    frozen: Annotated[int, Between(0, 5)] = 3,
    dropout: Share = 0.5,
) -> keras.KerasTensor:
    """Logits of a standardised picture, which should have 96 to 224 pixels.

    Args:
        inputs: (n, side, side, 1 or 3), side at least 32.
        classes: number of outputs.
        weights: Keras weights file of VGG-16 without its top, for blue, green and red grey levels about their mean as
            VGG's authors had them; empty for random weights.
        frozen: how many of the five blocks keep their pretrained weights; without any, nothing is frozen.
        dropout: share dropped before the logits.
    """
    x = as_rgb(inputs)
    backbone = keras.applications.VGG16(include_top=False, weights=None, input_shape=x.shape[1:])
    if weights:
        load_backbone(backbone, weights)
        _take_standardised(backbone.get_layer("block1_conv1"))
    for layer in backbone.layers:
        block = layer.name.removeprefix("block")[:1]
        layer.trainable = not (weights and block.isdigit() and int(block) <= frozen)
    return head(backbone(x), dropout, classes)


def _take_standardised(first: keras.layers.Conv2D) -> None:
    kernel, bias = first.get_weights()
    first.set_weights([_DEVIATION * kernel[:, :, ::-1], bias])
