"""What dlib saved of a network is read as Keras wants it."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from tests.training.dlib_file import write_dlib_file
from training.networks.dlib_weights import convolutions


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
