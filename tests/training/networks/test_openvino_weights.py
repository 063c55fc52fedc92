"""What OpenVINO saved of a network is read as Keras wants it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.openvino_file import write_openvino_file
from training.errors import TrainingError
from training.networks.openvino_weights import affines

_SHAPES = [(3,), (5, 5, 3, 4), (4,), (3, 3, 4, 6)]


def test_openvinos_files_give_each_factor_with_its_offset(tmp_path: Path) -> None:
    written = write_openvino_file(tmp_path / "small.xml", _SHAPES)
    found = list(affines(tmp_path / "small.xml"))
    assert [layer.factor.shape for layer in found] == _SHAPES
    for layer, expected in zip(found, written, strict=True):
        assert layer.factor == pytest.approx(expected.factor, abs=1e-6)
        assert np.array_equal(layer.offset, expected.offset)


@pytest.mark.parametrize(
    ("there", "put"),
    [
        ("<net>", "<net"),
        ('offset="0"', 'offset="-4"'),
        ('offset="0"', 'offset="-20"'),
        ('offset="0"', 'offset="9999999"'),
        ('offset="0"', 'offset="much"'),
        ('size="6"', 'size="-6"'),
        ('size="6"', 'size="5"'),
        ('shape="1,3,1,1"', 'shape="1,9,1,1"'),
        ('shape="1,3,1,1"', f'shape="{2**62},{2**62}"'),
        ('element_type="f16"', 'element_type="u4"'),
        ('type="Add"', 'kind="Add"'),
        ('to-port="1"', 'to-port="first"'),
    ],
)
def test_openvino_weights_that_are_none(tmp_path: Path, there: str, put: str) -> None:
    path = tmp_path / "small.xml"
    write_openvino_file(path, _SHAPES)
    whole = path.read_text("utf-8")
    assert there in whole
    path.write_text(whole.replace(there, put, 1), "utf-8")
    found = []
    with pytest.raises(TrainingError, match=r"small\.xml holds no network of OpenVINO's \(.+\)\.$"):
        found += affines(path)


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.xml"
    write_openvino_file(path, [(3,)])
    path.with_suffix(".bin").write_bytes(np.full(6, np.nan, "<f2").tobytes())
    with pytest.raises(TrainingError, match="weights that are no numbers"):
        list(affines(path))


@pytest.mark.parametrize("missing", ["small.xml", "small.bin"])
def test_the_file_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    write_openvino_file(tmp_path / "small.xml", _SHAPES)
    (tmp_path / missing).unlink()
    with pytest.raises(TrainingError, match=rf"holds no network of OpenVINO's \(.*{missing}: No such file"):
        list(affines(tmp_path / "small.xml"))
