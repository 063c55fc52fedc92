"""Read the convolutions of a network that dlib saved, each with the factor and offset that follow it folded in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.system.bounded_file import read_bounded
from training.errors import TrainingError

Convolution: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Kernel (rows, columns, channels in, channels out) and bias (channels out,), as Keras wants them."""

FILE = "dlib_face_recognition_resnet_model_v1.dat"

_CONVOLUTION, _AFFINE = b"\x01\x05con_4", b"\x01\x07affine_"
_TENSOR_VERSION = 2
_LARGEST = 64 * 2**20  # bytes; dlib's own file has 22 MB


def convolutions(path: Path) -> Iterator[Convolution]:
    """From the network's input to its output, under affine layers in place of batch normalisation.

    Raises:
        TrainingError: the file is missing, or no such network.
    """
    try:
        data = read_bounded(path, _LARGEST)
        # dlib writes a layer as its name, its weights as one tensor, and then its settings.
        at = data.find(_CONVOLUTION)
        while at >= 0:
            weights, end = _tensor(data, at + len(_CONVOLUTION))
            width, end = _integer(data, end)
            rows, end = _integer(data, end)
            columns, end = _integer(data, end)
            factor, offset = _tensor(data, data.index(_AFFINE, end) + len(_AFFINE))[0].reshape(2, width)
            kernel = weights[:-width].reshape(width, -1, rows, columns)
            folded = kernel * factor[:, None, None, None], weights[-width:] * factor + offset
            if not all(np.isfinite(values).all() for values in folded):
                raise ValueError("weights that are no numbers")
            yield np.ascontiguousarray(folded[0].transpose(2, 3, 1, 0)), folded[1]
            at = data.find(_CONVOLUTION, end)
    except OSError as error:
        raise TrainingError(f"{path} holds no network of dlib's ({error.strerror}): give {FILE}.") from error
    except (ValueError, IndexError, OverflowError) as error:  # the last where a size is beyond all memory
        raise TrainingError(f"{path} holds no network of dlib's ({error}): give {FILE}.") from error


def _integer(data: bytes, at: int) -> tuple[int, int]:
    """An integer, and where the next thing is: dlib writes how many bytes follow, then these, the lowest first."""
    end = at + 1 + (data[at] & 0x0F)
    return int.from_bytes(data[at + 1 : end], "little"), end


def _tensor(data: bytes, at: int) -> tuple[NDArray[np.float32], int]:
    """A tensor's values in a row, and where the next thing is."""
    version, at = _integer(data, at)
    if version != _TENSOR_VERSION:
        raise ValueError(f"a tensor of version {version}")
    count = 1
    for _ in range(4):
        side, at = _integer(data, at)
        count *= side
    return np.frombuffer(data, "<f4", count, at), at + 4 * count
