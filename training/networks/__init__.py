"""Network families, one module each, built from a recipe's `[network]` table.

A family's `logits(inputs, classes, **options)` maps a standardised picture (n, side, side, channels),
grey or RGB, into (n, classes) float32 logits.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, get_type_hints

import keras

from assistant.system.printable import brief
from training.config import NetworkConfig
from training.errors import TrainingError
from training.networks import (
    dlib_resnet,
    efficientnet,
    intel_resnet,
    mini_xception,
    random_cnn,
    residual_se,
    vgg,
    vggface,
)
from training.schema import require_fit

FAMILIES: dict[str, Callable[..., Any]] = {
    "residual-se": residual_se.logits,
    "vgg": vgg.logits,
    "mini-xception": mini_xception.logits,
    "random-cnn": random_cnn.logits,
    "efficientnet": efficientnet.logits,
    "vggface": vggface.logits,
    "dlib-resnet": dlib_resnet.logits,
    "intel-resnet": intel_resnet.logits,
}


def build(config: NetworkConfig, pretrained: bool = True) -> keras.Model:
    """The untrained network of a recipe, in the current Keras dtype policy.

    Args:
        config: the recipe's `[network]`.
        pretrained: load the weights that the family's option `weights` names; False when all weights
            are loaded from a run afterwards.

    Raises:
        TrainingError: the family, or one of its options, is unknown or does not fit.
    """
    family = FAMILIES.get(config.family)
    if family is None:
        raise TrainingError(
            f"The network family '{brief(config.family)}' is unknown: use one of {', '.join(FAMILIES)}."
        )
    known = list(inspect.signature(family).parameters)[2:]
    if unknown := set(config.options) - set(known):
        raise TrainingError(
            f"The network family '{config.family}' has no option {brief(', '.join(sorted(unknown)))}: "
            f"use {', '.join(known)}."
        )
    hints = get_type_hints(family, include_extras=True)
    for name, value in config.options.items():
        require_fit(hints[name], name, value, f"The options of the network family '{config.family}'")
    options = config.options if pretrained else {k: v for k, v in config.options.items() if k != "weights"}
    inputs = keras.Input((config.size, config.size, config.channels))
    x = inputs
    if config.resize:
        x = keras.layers.Resizing(config.resize, config.resize, interpolation="bilinear", name="resize")(x)
    try:
        return keras.Model(inputs, family(x, config.classes, **options))
    except ValueError as error:
        side = config.resize or config.size
        raise TrainingError(
            f"The network '{config.family}' cannot be built for pictures of {side} pixels with its options "
            f"({str(error).splitlines()[0].rstrip('.')}): give larger pictures, or other options."
        ) from error


@contextmanager
def dtype_policy(name: str) -> Iterator[None]:
    """Build networks under this Keras dtype policy within the block."""
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_global_policy(name)
    try:
        yield
    finally:
        keras.mixed_precision.set_global_policy(before)
