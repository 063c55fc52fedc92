"""A network that begins with what Intel's knows of expressions."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.training.openvino_file import write_openvino_file
from training.config import NetworkConfig
from training.errors import TrainingError
from training.networks import build
from training.networks.intel_resnet import FILE
from training.networks.openvino_weights import Affine, affines

_INPUTS = np.random.default_rng(1).normal(size=(2, 64, 64, 1)).astype(np.float32)

_SHAPES = [
    (3,),
    *[(7, 7, 3, 64), (3, 3, 64, 64), (3, 3, 64, 64)],
    *[(64,), (3, 3, 64, 128), (3, 3, 128, 128), (1, 1, 64, 128)],
    *[(128,), (3, 3, 128, 256), (3, 3, 256, 256), (1, 1, 128, 256)],
    *[(256,), (3, 3, 256, 256), (3, 3, 256, 256), (1, 1, 256, 256)],
    *[(256,), (2, 2, 256, 5)],
]


@pytest.fixture(scope="module")
def intels_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("intel") / FILE
    write_openvino_file(path, _SHAPES)
    return path


def _network(weights: Path | str, **options: int) -> keras.Model:
    return build(NetworkConfig(family="intel-resnet", size=64, options={"weights": str(weights)}, **options))


@pytest.mark.parametrize("channels", [1, 3])
def test_the_five_that_intels_network_tells_begin_as_it_tells_them(intels_file: Path, channels: int) -> None:
    inputs = np.random.default_rng(2).normal(size=(2, 64, 64, channels)).astype(np.float32)
    read = np.asarray(_network(intels_file, channels=channels)(inputs))
    blue_first = np.broadcast_to(inputs[..., ::-1], (2, 64, 64, 3))
    expected = _by_hand([*affines(intels_file)], 60 * blue_first + 128)
    told = (Expression.NEUTRAL, Expression.HAPPY, Expression.SAD, Expression.SURPRISE, Expression.ANGRY)
    assert expected.std() > 0.01
    assert read[:, [each.position for each in told]] == pytest.approx(expected, abs=0.02 * float(expected.std()))
    assert not read[:, [Expression.DISGUST.position, Expression.FEAR.position]].any()


def _by_hand(found: list[Affine], picture: np.ndarray) -> np.ndarray:
    """Logits of blue, green and red pictures (n, 64, 64, 3), 0 to 255, by the network as Intel describes it."""
    left = iter(found)

    def convolved(x: np.ndarray, strides: int) -> np.ndarray:
        kernel, offset = next(left)
        edge = len(kernel) // 2 if len(kernel) % 2 else 0
        padded = np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))
        return np.asarray(keras.ops.conv(padded, kernel, strides=strides)) + offset

    def scaled(x: np.ndarray) -> np.ndarray:
        factor, offset = next(left)
        return x * factor + offset

    # The edge of the first is what the average grey is there: a face lies in the middle.
    (factor, offset), (kernel, bias) = next(left), next(left)
    average = np.pad(picture, ((0, 0), (3, 3), (3, 3), (0, 0)), constant_values=128)
    x = np.maximum(np.asarray(keras.ops.conv(average * factor + offset, kernel, strides=2)) + bias, 0)
    x = np.asarray(keras.ops.max_pool(np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0))), 3, 2))
    x = convolved(np.maximum(convolved(x, 1), 0), 1) + x
    for _ in range(3):
        x = np.maximum(scaled(x), 0)
        y = convolved(np.maximum(convolved(x, 2), 0), 1)
        x = y + convolved(x, 2)
    return convolved(np.maximum(scaled(x), 0), 1)[:, 0, 0]


def test_it_reads_a_grey_face_like_the_same_face_in_rgb(intels_file: Path) -> None:
    grey, colour = (np.asarray(_network(intels_file, channels=n)(np.repeat(_INPUTS, n, axis=3))) for n in (1, 3))
    assert grey.std() > 0
    assert grey == pytest.approx(colour, rel=1e-3, abs=1e-4)


def test_other_classes_begin_with_the_faces_alone(intels_file: Path) -> None:
    seven, six = (_network(intels_file, classes=n).get_weights() for n in (7, 6))
    assert all(np.array_equal(a, b) for a, b in zip(seven[:-2], six[:-2], strict=True))
    assert six[-2].any(axis=0).all()


def test_another_network_of_openvinos_is_refused(tmp_path: Path) -> None:
    write_openvino_file(tmp_path / "other.xml", [(3,), (7, 7, 3, 64)])
    with pytest.raises(TrainingError, match=rf"other\.xml holds another network: give {FILE}"):
        _network(tmp_path / "other.xml")


def test_pictures_that_it_was_not_made_for_are_refused(intels_file: Path) -> None:
    config = NetworkConfig(family="intel-resnet", size=48, options={"weights": str(intels_file)}, resize=96)
    with pytest.raises(TrainingError, match="cannot be built for pictures of 96 pixels"):
        build(config)


def test_intels_own_file_is_read(shared: Path) -> None:
    found = list(affines(shared / "weights" / FILE))
    assert [layer.factor.shape for layer in found] == _SHAPES
    model = _network(shared / "weights" / FILE)
    assert np.asarray(model(_INPUTS)).std() > 0.1
