from __future__ import annotations

import json
import tomllib
from pathlib import Path

import keras
import numpy as np
import pytest

from tests.helpers.places import ROOT
from tests.training.dlib_file import write_dlib_file
from training.config import NetworkConfig
from training.ensemble import export
from training.errors import TrainingError
from training.fit.losses import make_loss
from training.networks import build
from training.networks.dlib_weights import convolutions
from training.networks.widening import widen
from training.reports.network_diagram import stages

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
    assert np.abs(logits.sum(axis=1) - 1).min() > 1e-6, "logits, no probabilities"


@pytest.mark.parametrize(("family", "backbones"), [("efficientnet", 1), ("vggface", 1), ("dlib-resnet", 0)])
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


_COMPARED = {**{family: {} for family in _SMALL}, "dlib-resnet": {"resize": 64}}


def test_every_family_that_ships_is_compared() -> None:
    assert _shipped_families() <= set(_COMPARED)


@pytest.mark.parametrize(("family", "precision"), [(f, p) for f in _COMPARED for p in export.PRECISIONS])
def test_each_family_reads_the_same_as_litert(family: str, precision: export.Precision) -> None:
    keras.utils.set_random_seed(1)
    model = _network(family, **_COMPARED[family])
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


def test_dlibs_file_gives_each_convolution_with_its_factor_and_offset(tmp_path: Path) -> None:
    shapes = [(4, 3, 5), (6, 4, 3)]
    weights = write_dlib_file(tmp_path / "small.dat", shapes)
    found = list(convolutions(tmp_path / "small.dat"))
    assert [kernel.shape for kernel, _ in found] == [(5, 5, 3, 4), (3, 3, 4, 6)]
    picture = np.random.default_rng(2).normal(size=(1, 9, 9, 3)).astype(np.float32)
    kernel, bias = found[0]
    plain, plain_bias, factor, offset = weights[0]
    expected = factor * (keras.ops.conv(picture, plain.transpose(2, 3, 1, 0)) + plain_bias) + offset
    assert np.asarray(keras.ops.conv(picture, kernel)) + bias == pytest.approx(np.asarray(expected), abs=1e-4)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_network_begins_with_what_dlib_knows_of_faces(dlib_file: Path, channels: int) -> None:
    options = {"weights": str(dlib_file)}
    config = NetworkConfig(family="dlib-resnet", size=40, resize=64, channels=channels, options=options)
    pretrained = list(convolutions(dlib_file))
    weights = build(config).get_weights()
    assert weights[0].shape == (7, 7, channels, 32)
    assert weights[0].sum() == pytest.approx(0.23 * pretrained[0][0].sum(), rel=1e-3)
    assert np.array_equal(weights[-4], pretrained[-1][0])
    assert not np.array_equal(build(config, pretrained=False).get_weights()[-4], pretrained[-1][0])


def test_dlibs_network_reads_a_grey_face_like_the_same_face_in_rgb(dlib_file: Path) -> None:
    options = {"weights": str(dlib_file), "dropout": 0.0}
    read = []
    for channels in (1, 3):
        model = build(NetworkConfig(family="dlib-resnet", size=40, resize=64, channels=channels, options=options))
        features = keras.Model(model.input, model.layers[-3].output)
        read.append(np.asarray(features(np.repeat(_INPUTS[:2], channels, axis=3))))
    assert read[0].std() > 0
    assert read[0] == pytest.approx(read[1], rel=1e-3, abs=1e-4)


def test_another_file_of_dlibs_is_refused(tmp_path: Path) -> None:
    write_dlib_file(tmp_path / "other.dat", [(32, 3, 7)])
    options = {"weights": str(tmp_path / "other.dat")}
    with pytest.raises(TrainingError, match="holds 1 of 27 convolutions: give dlib_face_recognition"):
        build(NetworkConfig(family="dlib-resnet", options=options, resize=64))


def test_the_seed_decides_a_random_networks_shape() -> None:
    counts = [
        build(NetworkConfig(family="random-cnn", options={"shape_seed": seed, "widest": 32})).count_params()
        for seed in (1, 1, 2, 3, 4)
    ]
    assert counts[0] == counts[1]
    assert len(set(counts)) == 4


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


def _plain(*widths: int) -> keras.Model:
    return build(NetworkConfig(family="vgg", size=40, options={"widths": widths, "blocks": [1] * len(widths)}))


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
        (_network("residual-se"), "only plain stacks"),
    ):
        with pytest.raises(ValueError, match=words):
            widen(_plain(8, 16), other, seed=0)
