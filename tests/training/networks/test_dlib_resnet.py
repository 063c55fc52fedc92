"""A network that begins with what dlib's knows of faces."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from tests.training.dlib_file import write_dlib_file
from training.config import NetworkConfig
from training.errors import TrainingError
from training.networks import build
from training.networks.dlib_weights import convolutions

_INPUTS = np.random.default_rng(1).normal(size=(2, 40, 40, 1)).astype(np.float32)


@pytest.fixture(scope="module")
def dlib_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dlib") / "faces.dat"
    network = build(NetworkConfig(family="dlib-resnet", size=40, resize=64, channels=3))
    kernels = [weight for weight in network.get_weights() if weight.ndim == 4]
    write_dlib_file(path, [(kernel.shape[3], kernel.shape[2], kernel.shape[0]) for kernel in kernels])
    return path


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
        read.append(np.asarray(features(np.repeat(_INPUTS, channels, axis=3))))
    assert read[0].std() > 0
    assert read[0] == pytest.approx(read[1], rel=1e-3, abs=1e-4)


def test_another_file_of_dlibs_is_refused(tmp_path: Path) -> None:
    write_dlib_file(tmp_path / "other.dat", [(32, 3, 7)])
    options = {"weights": str(tmp_path / "other.dat")}
    with pytest.raises(TrainingError, match="holds 1 of 27 convolutions: give dlib_face_recognition"):
        build(NetworkConfig(family="dlib-resnet", options=options, resize=64))
