"""VGG-16 with the face weights that a user has."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from training.config import NetworkConfig
from training.networks import build


def test_the_users_weights_are_loaded_and_frozen(tmp_path: Path) -> None:
    keras.utils.set_random_seed(4)
    pretrained = keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3))
    pretrained.save_weights(tmp_path / "faces.weights.h5")
    options = {"weights": str(tmp_path / "faces.weights.h5"), "frozen": 5}
    model = build(NetworkConfig(family="vggface", size=32, options=options))
    (backbone,) = (layer for layer in model.layers if isinstance(layer, keras.Model))
    # The pretrained weights take grey levels about their mean, blue first.
    face = np.random.default_rng(6).normal(size=(1, 32, 32, 3)).astype(np.float32)
    assert np.asarray(backbone(face)) == pytest.approx(
        np.asarray(pretrained(58.0 * face[..., ::-1])), rel=1e-3, abs=1e-3
    )
    assert [weight.path for weight in model.trainable_weights] == ["logits/kernel", "logits/bias"]
    untouched = build(NetworkConfig(family="vggface", size=32, options=options), pretrained=False)
    assert len(untouched.trainable_weights) == len(untouched.weights)
