"""Carry what a plain network has learned over into a wider one."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

_PLAIN = (
    layers.InputLayer,
    layers.Resizing,
    layers.Conv2D,
    layers.BatchNormalization,
    layers.Activation,
    layers.MaxPooling2D,
    layers.GlobalAveragePooling2D,
    layers.Dropout,
    layers.Dense,
)
"""Layers of which each reads only the one before it, and keeps its channels apart or weighs all of them."""

_NOISE = 0.05
"""Deviation of what is added to copied weights, as a share of theirs: equal channels would learn the same."""


def widen(narrow: keras.Model, wide: keras.Model, seed: int) -> None:
    """Give `wide` weights with which it computes what `narrow` does, but for a little noise.

    Each channel that `narrow` lacks copies one of its, and those share what is read from them (Net2WiderNet; Chen et
    al., ICLR 2016).

    Args:
        narrow: a stack of plain layers.
        wide: the same stack with as many channels or more; its weights are replaced.
        seed: of which channels are copied, and of the noise.

    Raises:
        ValueError: the networks are no such stacks.
    """
    stacks = [list(model.layers) for model in (narrow, wide)]
    if not all(isinstance(layer, _PLAIN) for stack in stacks for layer in stack):
        raise ValueError("only plain stacks of layers can be widened")
    learned, wider = ([layer for layer in stack if layer.weights] for stack in stacks)
    if [type(layer) for layer in learned] != [type(layer) for layer in wider]:
        raise ValueError("the layers are others")
    generator = np.random.default_rng(seed)
    channels = np.arange(learned[0].kernel.shape[-2])
    for old, new in zip(learned, wider, strict=True):
        weights = old.get_weights()
        if not isinstance(old, layers.BatchNormalization):
            read, channels = channels, _copied(weights[0].shape[-1], new.kernel.shape[-1], generator)
            weights = [_kernel(weights[0], read, channels, generator), *(bias[channels] for bias in weights[1:])]
        else:
            weights = [each[channels] for each in weights]
        new.set_weights(weights)


def _copied(few: int, many: int, generator: np.random.Generator) -> NDArray[np.intp]:
    """(many,) the channel that each copies: first all `few` themselves, then all in turn."""
    if many < few:
        raise ValueError(f"{many} channels cannot hold {few}")
    return np.concatenate([np.arange(few), np.resize(generator.permutation(few), many - few)])


def _kernel(
    kernel: NDArray[np.float32], read: NDArray[np.intp], written: NDArray[np.intp], generator: np.random.Generator
) -> NDArray[np.float32]:
    """A kernel (…, in, out) for channels that are copies of `read` and become copies of `written`."""
    shared = kernel[..., read, :] / np.bincount(read)[read][:, np.newaxis]
    result = shared[..., written]
    few = kernel.shape[-1]
    result[..., few:] += generator.normal(0, _NOISE * shared.std(), result[..., few:].shape)
    return np.asarray(result, dtype=np.float32)
