"""A file as dlib writes its networks, with weights of chance: enough of its form to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Shape: TypeAlias = tuple[int, int, int]
"""Channels out, channels in, side of the kernel."""

Layer: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""Kernel (out, in, side, side), bias, factor and offset (out,)."""


def write_dlib_file(path: Path, shapes: Sequence[Shape]) -> list[Layer]:
    """Write the file and say what is in it."""
    generator = np.random.default_rng(1)
    data, layers = b"\x01\x01\x01\x0dloss_metric_2", []
    for width, channels, side in shapes:
        kernel = generator.normal(0, (2 / (channels * side**2)) ** 0.5, (width, channels, side, side))
        bias, factor, offset = generator.normal(0, 0.1, (3, width)) + np.array([[0], [1], [0]])
        layers.append(tuple(part.astype(np.float32) for part in (kernel, bias, factor, offset)))
        kernel, bias, factor, offset = layers[-1]
        data += _layer(b"con_4", [kernel, bias]) + b"".join(map(_integer, (width, side, side, 1, 1, 0, 0)))
        data += _layer(b"affine_", [factor, offset]) + _integer(1)
    path.write_bytes(data)
    return layers


def _layer(name: bytes, parts: Sequence[NDArray[np.float32]]) -> bytes:
    values = np.concatenate([part.ravel() for part in parts])
    header = b"".join(map(_integer, (2, len(values), 1, 1, 1)))
    return _integer(len(name)) + name + header + values.astype("<f4").tobytes()


def _integer(value: int) -> bytes:
    length = max((value.bit_length() + 7) // 8, 1)
    return bytes([length]) + value.to_bytes(length, "little")
