"""Network families, one module each, built from a config's `[network]` table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras

from training.errors import TrainingError
from training.networks import residual_se, vgg

FAMILIES: dict[str, Callable[..., keras.Model]] = {
    "residual-se": residual_se.build,
    "vgg": vgg.build,
}


def build(family: str, size: int, classes: int, options: Mapping[str, Any]) -> keras.Model:
    """Build a network of `family` for (n, size, size, 1) input; the output is (n, classes) logits.

    Raises:
        TrainingError: the family or one of its options is unknown.
    """
    if family not in FAMILIES:
        raise TrainingError(f"The network family '{family}' is unknown: use one of {', '.join(FAMILIES)}.")
    try:
        return FAMILIES[family](size, classes, **options)
    except TypeError as error:
        raise TrainingError(f"The network family '{family}' does not take these options: {error}.") from error
