from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import keras
import numpy as np
import pytest

from assistant.imaging import standardise
from tests.helpers.striped_faces import draw_face
from tests.training.conftest import tiny
from training.config import Config
from training.data.augment import NO_AUGMENTATION, Augmentation
from training.data.prepared import Folds
from training.errors import TrainingError
from training.fit.loop import fit
from training.fit.on_device import DeviceAugmentation, network_of, with_augmentation
from training.fit.runs import Run
from training.networks import build

_FACES = np.stack([draw_face(label, 1) for label in range(7)])[..., np.newaxis]


def _vary(faces: np.ndarray = _FACES, seed: int = 3, **variations: float) -> np.ndarray:
    table = dataclasses.asdict(dataclasses.replace(NO_AUGMENTATION, **variations))
    return np.asarray(DeviceAugmentation(table, 48, seed)(faces, training=True))


def _on_device(**fit_keys: object) -> Config:
    augment = Augmentation(coarse=0.2, shade=0.3, erase=0.2, speech=0.2, mixup=0.2)
    return dataclasses.replace(tiny(augment_on="device", **fit_keys), augment=augment)


def test_without_variations_the_input_is_that_of_the_processor() -> None:
    expected = standardise(_FACES[..., 0], 48)
    assert _vary() == pytest.approx(expected, abs=1e-3)
    layer = DeviceAugmentation(dataclasses.asdict(Augmentation(erase=1.0)), 40, 1)
    assert np.asarray(layer(_FACES)) == pytest.approx(standardise(_FACES[..., 0], 40), abs=1e-3), "not while judging"


@pytest.mark.parametrize(
    ("name", "most"),
    [*(("rotate", 20.0), ("noise", 20.0)), *((name, 0.5) for name in ("scale", "shift", "contrast", "gamma", "shade"))]
    + [(name, 1.0) for name in ("blur", "coarse", "erase")],
)
def test_each_variation_changes_faces_by_itself(name: str, most: float) -> None:
    # A face that is brighter as a whole is standardised to the same input: a bright frame around it shows the change.
    faces = np.pad(_FACES[:, 4:-4, 4:-4] // 2, ((0, 0), (4, 4), (4, 4), (0, 0)), constant_values=255)
    varied, plain = _vary(faces, **{name: most}), _vary(faces)
    assert varied.shape == plain.shape
    assert np.isfinite(varied).all()
    if name != "contrast":  # standardising takes it back, but where it is cut off
        assert (np.abs(varied - plain).max(axis=(1, 2, 3)) > 0.03).sum() >= 6
    assert varied == pytest.approx(_vary(faces, **{name: most})), "the same seed gives the same faces"


def test_a_blur_takes_nothing_from_the_opposite_edge() -> None:
    halves = np.zeros((1, 48, 48, 1), np.uint8)
    halves[:, :, 24:] = 255
    row = _vary(halves, blur=1.0)[0, 0, :, 0]
    assert row[0] == pytest.approx(row[1], abs=1e-3)
    assert row[-1] == pytest.approx(row[-2], abs=1e-3)
    assert row[0] < row[23] < row[24] < row[-1]


def test_a_flip_is_the_mirror_image() -> None:
    assert _vary(flip=1.0) == pytest.approx(_vary(_FACES[:, :, ::-1]), abs=1e-3)


def test_a_turn_leaves_the_middle_where_it_is() -> None:
    dot = np.zeros((20, 48, 48, 1), np.uint8)
    dot[:, 23:25, 23:25] = 255
    turned = _vary(dot, rotate=90.0)
    assert [tuple(np.argwhere(face[..., 0] > face.max() / 2).mean(axis=0)) for face in turned] == [
        pytest.approx((23.5, 23.5), abs=0.6)
    ] * 20


@pytest.fixture(scope="module")
def varied(folds: Folds, tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("runs") / "run")
    fit(_on_device(epochs=4, passes=3), folds, run)
    return run


def test_a_run_learns_from_faces_varied_on_the_device(varied: Run) -> None:
    history = varied.history()
    assert history[-1]["validation_accuracy"] > 0.5
    assert history[-1]["loss"] < history[0]["loss"]


@pytest.mark.usefixtures("step_by_step")
def test_a_run_on_the_device_goes_on_from_its_checkpoint(varied: Run, folds: Folds, tmp_path: Path) -> None:
    run = Run(Path(shutil.copytree(varied.folder, tmp_path / "run")))
    run.weights.unlink()
    history = fit(_on_device(epochs=5, passes=3), folds, run)
    assert [entry["epoch"] for entry in history] == [1, 2, 3, 4, 5]
    assert history[-1]["validation_accuracy"] > history[0]["validation_accuracy"]
    shutil.copytree(run.folder, tmp_path / "first")
    begun = fit(_on_device(epochs=1, passes=1, start="first"), folds, Run(tmp_path / "other"))
    assert begun[-1]["validation_accuracy"] > history[0]["validation_accuracy"], "from what the first has learned"


def test_the_network_is_found_behind_its_augmentation() -> None:
    network = build(_on_device().network)
    model = with_augmentation(network, _on_device(), 48)
    assert network_of(model) is network
    assert network_of(network) is network
    read = model(_FACES, training=False)
    assert np.asarray(read) == pytest.approx(np.asarray(network(standardise(_FACES[..., 0], 40))), abs=1e-3)
    assert isinstance(model, keras.Model)


@pytest.mark.parametrize("name", ["motion", "compress"])
def test_what_only_the_processor_can_do_is_refused(name: str, folds: Folds, tmp_path: Path) -> None:
    config = dataclasses.replace(_on_device(), augment=dataclasses.replace(NO_AUGMENTATION, **{name: 0.5}))
    with pytest.raises(TrainingError, match=rf"\[augment\] {name} cannot be done on the device"):
        fit(config, folds, Run(tmp_path / "run"))
