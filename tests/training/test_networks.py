from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from training import export
from training.config import NetworkConfig
from training.errors import TrainingError
from training.losses import make_loss
from training.networks import build
from training.reporting.network_diagram import stages

_SMALL = {
    "residual-se": {"widths": [8, 16], "blocks": [1, 1]},
    "vgg": {"widths": [8, 16], "blocks": [1, 1]},
    "mini-xception": {"widths": [8, 16]},
    "random-cnn": {"shape_seed": 3, "widest": 16},
}
_INPUTS = np.random.default_rng(1).normal(size=(12, 40, 40, 1)).astype(np.float32)


def _network(family: str, **rest: object) -> keras.Model:
    return build(NetworkConfig(family=family, size=40, options=_SMALL.get(family, {}), **rest))


@pytest.mark.parametrize("family", _SMALL)
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("classes", [6, 7])
def test_each_family_gives_logits_for_grey_and_rgb(family: str, channels: int, classes: int) -> None:
    model = _network(family, channels=channels, classes=classes)
    logits = model.predict_on_batch(np.repeat(_INPUTS[:2], channels, axis=3))
    assert logits.shape == (2, classes)
    assert logits.min() < 0, "logits, no probabilities"


@pytest.mark.parametrize("family", ["efficientnet", "vggface"])
def test_the_large_families_take_an_enlarged_grey_face(family: str) -> None:
    model = _network(family, resize=48)
    assert model.predict_on_batch(_INPUTS[:1]).shape == (1, 7)
    assert len([layer for layer in model.layers if isinstance(layer, keras.Model)]) == 1


@pytest.mark.parametrize(("family", "precision"), [(f, p) for f in _SMALL for p in export.PRECISIONS])
def test_each_family_reads_the_same_as_litert(family: str, precision: export.Precision) -> None:
    model = _network(family)
    # A network fresh from its initial weights has the same logits for all: spread them.
    generator = np.random.default_rng(1)
    model.set_weights([weight + 0.05 * generator.normal(size=weight.shape) for weight in model.get_weights()])
    parity = export.parity(model, export.convert(model, precision), _INPUTS)
    spread = float(model.predict_on_batch(_INPUTS).std())
    assert parity.mean_difference < (0.05 if precision == "int8" else 0.01) * max(spread, 0.1)
    assert parity.agreement >= 0.9
    assert parity.bytes > 1000
    assert parity.milliseconds > 0


def test_an_enlarging_front_converts_too() -> None:
    model = _network("vgg", resize=80)
    data = export.convert(model, "float16")
    assert export.runner(data)(_INPUTS) == pytest.approx(model.predict_on_batch(_INPUTS), abs=0.02)


def test_a_converted_network_takes_batches_of_any_size() -> None:
    run = export.runner(export.convert(_network("vgg"), "int8"))
    whole = run(_INPUTS)
    assert np.concatenate([run(_INPUTS[:5]), run(_INPUTS[5:])]) == pytest.approx(whole, abs=1e-4)


def test_the_seed_decides_a_random_networks_shape() -> None:
    counts = [
        build(NetworkConfig(family="random-cnn", options={"shape_seed": seed, "widest": 32})).count_params()
        for seed in (1, 1, 2, 3, 4)
    ]
    assert counts[0] == counts[1]
    assert len(set(counts)) == 4


def test_the_users_weights_are_loaded_and_frozen(tmp_path: Path) -> None:
    keras.utils.set_random_seed(4)
    brought = keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3))
    brought.save_weights(tmp_path / "faces.weights.h5")
    options = {"weights": str(tmp_path / "faces.weights.h5"), "frozen": 5}
    model = build(NetworkConfig(family="vggface", size=32, options=options))
    (backbone,) = (layer for layer in model.layers if isinstance(layer, keras.Model))
    assert np.array_equal(backbone.get_weights()[0], brought.get_weights()[0])
    assert [weight.path for weight in model.trainable_weights] == ["logits/kernel", "logits/bias"]
    untouched = build(NetworkConfig(family="vggface", size=32, options=options), pretrained=False)
    assert len(untouched.trainable_weights) == len(untouched.weights)


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (NetworkConfig(family="transformer"), "use one of residual-se"),
        (NetworkConfig(family="vgg", options={"depth": 3}), "no option depth: use widths"),
        (NetworkConfig(family="vgg", options={"widths": [8], "blocks": [1, 1]}), "cannot be built"),
        (NetworkConfig(family="vggface", size=32, options={"weights": "missing.weights.h5"}), "holds no weights"),
    ],
)
def test_a_network_that_cannot_be_is_explained(network: NetworkConfig, words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        build(network)


def test_the_diagrams_stages_hold_every_weight() -> None:
    model = _network("residual-se")
    found = stages(model)
    assert sum(stage.parameters for stage in found) == model.count_params()
    assert [stage.shape for stage in found] == [(40, 40, 1), (20, 20, 8), (10, 10, 16), (16,), (7,)]


def test_logit_adjustment_asks_more_of_frequent_classes() -> None:
    logits, target = np.zeros((1, 2), np.float32), np.array([[1.0, 0.0]], np.float32)
    plain = float(make_loss("cross-entropy", np.array([9, 1]))(target, logits))
    frequent = float(make_loss("logit-adjusted", np.array([9, 1]))(target, logits))
    rare = float(make_loss("logit-adjusted", np.array([1, 9]))(target, logits))
    assert plain == pytest.approx(np.log(2))
    assert frequent == pytest.approx(-np.log(0.9))
    assert rare == pytest.approx(-np.log(0.1))


def test_focal_loss_counts_easy_faces_less() -> None:
    target = np.array([[1.0, 0.0]], np.float32)
    for logit, share in ((0.0, 0.25), (3.0, (1 - 1 / (1 + np.exp(-3))) ** 2)):
        logits = np.array([[logit, 0.0]], np.float32)
        ratio = float(make_loss("focal", np.array([1, 1]))(target, logits)) / float(
            make_loss("cross-entropy", np.array([1, 1]))(target, logits)
        )
        assert ratio == pytest.approx(share, rel=1e-3)
