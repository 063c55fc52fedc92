from __future__ import annotations

import json
import tomllib
from typing import get_args

import keras
import numpy as np
import pytest

from tests.helpers.places import ROOT
from training.config import NetworkConfig
from training.ensemble import export
from training.errors import TrainingError
from training.networks import build
from training.schema import Precision

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
@pytest.mark.parametrize(("channels", "classes"), [(1, 7), (3, 6)])
def test_each_family_gives_logits_for_grey_and_rgb(family: str, channels: int, classes: int) -> None:
    model = _network(family, channels=channels, classes=classes)
    logits = model.predict_on_batch(np.repeat(_INPUTS[:2], channels, axis=3))
    assert logits.shape == (2, classes)
    assert np.abs(logits.sum(axis=1) - 1).min() > 1e-6, "logits, no probabilities"


@pytest.mark.parametrize(
    ("family", "backbones"), [("efficientnet", 1), ("vggface", 1), ("dlib-resnet", 0), ("intel-resnet", 0)]
)
def test_the_large_families_take_an_enlarged_grey_face(family: str, backbones: int) -> None:
    model = _network(family, resize=64)
    assert model.predict_on_batch(_INPUTS[:1]).shape == (1, 7)
    assert len([layer for layer in model.layers if isinstance(layer, keras.Model)]) == backbones


def _shipped_families() -> set[str]:
    """Those of the shipped members, and of the recipes that come with the program."""
    manifest = json.loads((ROOT / "models" / "ensemble.json").read_text(encoding="utf-8"))
    recipes = [tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "training" / "configs").glob("*.toml")]
    members = [member["family"] for member in manifest["members"]]
    return {*members, *(recipe["network"]["family"] for recipe in recipes if "network" in recipe)}


_COMPARED = {**{family: {} for family in _SMALL}, "dlib-resnet": {"resize": 64}, "intel-resnet": {"resize": 64}}


def test_every_family_that_ships_is_compared() -> None:
    assert _shipped_families() <= set(_COMPARED)


@pytest.mark.parametrize("family", _COMPARED)
def test_each_family_reads_the_same_as_litert(family: str) -> None:
    keras.utils.set_random_seed(1)
    model = _network(family, **_COMPARED[family])
    # A network fresh from its initial weights has the same logits for all: spread them.
    generator = np.random.default_rng(1)
    model.set_weights([weight + 0.05 * generator.normal(size=weight.shape) for weight in model.get_weights()])
    spread = float(model.predict_on_batch(_INPUTS).std())
    for precision in get_args(Precision):
        parity = export.parity(model, export.convert(model, precision), _INPUTS)
        most = 0.05 if precision == "int8" else 0.01
        assert parity.mean_difference < most * max(spread, 0.1), precision
        assert parity.agreement >= 0.9, precision
        assert parity.bytes > 1000
        assert parity.milliseconds > 0


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (NetworkConfig(family="transformer"), "use one of residual-se"),
        (NetworkConfig(family="vgg", options={"depth": 3}), "no option depth: use widths"),
        (
            NetworkConfig(family="vgg", options={"widths": 8}),
            "widths = 8 does not fit; use a list, each",
        ),
        (NetworkConfig(family="vgg", options={"widths": ["a"]}), "does not fit; use a list"),
        (NetworkConfig(family="vgg", options={"dropout": 2.0}), "use a number from 0 to 1"),
        (NetworkConfig(family="dlib-resnet", options={"weights": 3}), "weights = 3 does not fit; use text"),
        (NetworkConfig(family="residual-se", options={"widths": [], "blocks": []}), "names no stage"),
        (NetworkConfig(family="vgg", options={"widths": [8], "blocks": [1, 1]}), "cannot be built"),
        (NetworkConfig(family="dlib-resnet", size=8), "^[^\n]*of 8 pixels[^\n]*: give larger pictures, or[^\n]*$"),
        (NetworkConfig(family="vggface", size=32, options={"weights": "missing.weights.h5"}), "holds no weights"),
        (NetworkConfig(family="dlib-resnet", size=44, options={"weights": "missing.dat"}), "holds no network of dlib"),
    ],
)
def test_a_network_that_cannot_be_is_explained(network: NetworkConfig, words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        build(network)
