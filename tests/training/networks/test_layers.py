"""Layers that several families share."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from training.errors import TrainingError
from training.networks import dtype_policy
from training.networks.layers import as_rgb, head, load_backbone, squeeze_excite

_PICTURES = np.random.default_rng(1).normal(size=(2, 6, 6, 1)).astype(np.float32)


def test_logits_are_exact_where_all_else_is_rounded() -> None:
    with dtype_policy("mixed_bfloat16"):
        inputs = keras.Input((6, 6, 4))
        model = keras.Model(inputs, head(inputs, 0.0, 3))
    assert model.layers[1].compute_dtype == "bfloat16"
    assert model.output.dtype == "float32"
    assert model.output_shape == (None, 3)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_grey_picture_becomes_three_equal_channels_and_a_coloured_one_stays(channels: int) -> None:
    inputs = keras.Input((6, 6, channels))
    pictures = _PICTURES if channels == 1 else np.concatenate([_PICTURES, 2 * _PICTURES, 3 * _PICTURES], axis=3)
    seen = np.asarray(keras.Model(inputs, keras.layers.Identity()(as_rgb(inputs)))(pictures))
    assert np.array_equal(seen, np.broadcast_to(pictures, (2, 6, 6, 3)))


def test_attention_weighs_whole_channels() -> None:
    inputs = keras.Input((6, 6, 4))
    pictures = np.random.default_rng(2).normal(size=(2, 6, 6, 4)).astype(np.float32)
    ratio = np.asarray(keras.Model(inputs, squeeze_excite(inputs))(pictures)) / pictures
    assert np.ptp(ratio, axis=(1, 2)) == pytest.approx(0, abs=1e-3)
    assert (ratio > 0).all()
    assert (ratio < 1).all()


def test_weights_that_the_user_brings_are_loaded_or_named(tmp_path: Path) -> None:
    def backbone(width: int) -> keras.Model:
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(width)], name="faces")

    brought, ours, untouched = backbone(2), backbone(2), backbone(2)
    brought.save_weights(tmp_path / "brought.weights.h5")
    before = untouched.get_weights()
    load_backbone(untouched, "")
    load_backbone(ours, str(tmp_path / "brought.weights.h5"))
    assert all(np.array_equal(a, b) for a, b in zip(untouched.get_weights(), before, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(ours.get_weights(), brought.get_weights(), strict=True))
    for other, file in ((backbone(3), "brought.weights.h5"), (ours, "missing.weights.h5"), (ours, ".")):
        with pytest.raises(TrainingError, match="holds no weights of faces"):
            load_backbone(other, str(tmp_path / file))
