"""What a plain network has learned is carried over into a wider one."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from training.config import NetworkConfig
from training.networks import build
from training.networks.widening import widen

_INPUTS = np.random.default_rng(1).normal(size=(12, 40, 40, 1)).astype(np.float32)


def _network(family: str, *widths: int) -> keras.Model:
    return build(NetworkConfig(family=family, size=40, options={"widths": widths, "blocks": [1] * len(widths)}))


def _plain(*widths: int) -> keras.Model:
    return _network("vgg", *widths)


def test_a_widened_network_reads_what_the_narrow_one_reads_and_can_learn_apart() -> None:
    narrow, wide = _plain(8, 16), _plain(8, 40)
    generator = np.random.default_rng(1)
    narrow.set_weights([weight + 0.1 * generator.uniform(size=weight.shape) for weight in narrow.get_weights()])
    widen(narrow, wide, seed=2)
    expected, found = (model.predict_on_batch(_INPUTS) for model in (narrow, wide))
    assert np.abs(found - expected).max() < 0.2 * expected.std()
    last = [layer for layer in wide.layers if isinstance(layer, keras.layers.Conv2D)][-1]
    channels = last.get_weights()[0].reshape(-1, 40).T
    assert len(np.unique(channels, axis=0)) == 40, "channels that are equal stay equal"


def test_only_a_stack_of_the_same_plain_layers_can_be_widened_into() -> None:
    for other, words in (
        (_plain(8, 8), "8 channels cannot hold 16"),
        (_plain(8, 16, 32), "the layers are others"),
        (_network("residual-se", 8, 16), "only plain stacks"),
    ):
        with pytest.raises(ValueError, match=words):
            widen(_plain(8, 16), other, seed=0)
