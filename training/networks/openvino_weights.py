"""Read the weights of a network that OpenVINO saved: a graph of layers (XML), and their numbers in a file beside it.

In OpenVINO's intermediate representation (IR), a weight stored in few bits is a constant that further layers convert,
shift and scale. What is made of constants alone is therefore computed here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.system.bounded_file import read_bounded
from training.errors import TrainingError

_LARGEST = 64 * 2**20  # bytes of each file; Intel's own have 0.1 and 2.5 MB

_STORED = {"f32": "<f4", "f16": "<f2", "i8": "i1"}
_COMPUTED = {"Subtract": np.subtract, "Multiply": np.multiply}


class Affine(NamedTuple):
    """A convolution, or a factor for each channel, and what is added after it.

    Attributes:
        factor: (rows, columns, channels in, channels out) of a convolution, as Keras wants it, or (channels,).
        offset: (channels out,).
    """

    factor: NDArray[np.float32]
    offset: NDArray[np.float32]


def affines(path: Path) -> Iterator[Affine]:
    """The convolutions and the factors of channels, from the network's input to its output.

    Args:
        path: of the XML; the numbers lie in a file of the same name that ends in `.bin`.

    Raises:
        TrainingError: a file is missing, or is no such network.
    """
    try:
        layers = ET.fromstring(read_bounded(path, _LARGEST))  # noqa: S314 (expat bounds what its entities grow to)
        numbers = read_bounded(path.with_suffix(".bin"), _LARGEST)
        yield from _affines(layers, numbers)
    except OSError as error:
        raise TrainingError(f"{path} holds no network of OpenVINO's ({error.filename}: {error.strerror}).") from error
    except (ET.ParseError, ValueError, LookupError, TypeError, OverflowError, MemoryError) as error:
        raise TrainingError(f"{path} holds no network of OpenVINO's ({error}).") from error


def _affines(network: ET.Element, numbers: bytes) -> Iterator[Affine]:
    inputs: dict[str, dict[int, str]] = {}
    for edge in network.iterfind("edges/edge"):
        inputs.setdefault(edge.attrib["to-layer"], {})[int(edge.attrib["to-port"])] = edge.attrib["from-layer"]
    constants: dict[str, NDArray[np.float32]] = {}
    factors: dict[str, NDArray[np.float32]] = {}  # of layers whose offset is still to come
    for layer in network.iterfind("layers/layer"):
        name, kind = layer.attrib["id"], layer.attrib["type"]
        given = [source for _, source in sorted(inputs.get(name, {}).items())]
        known = [constants[source] for source in given if source in constants]
        if kind == "Const":
            constants[name] = _constant(layer, numbers)
        elif kind == "Convert" and known:
            constants[name] = known[0]
        elif kind in _COMPUTED and len(known) == 2:
            constants[name] = _finite(_COMPUTED[kind](*known))
        elif kind == "Convolution":
            factors[name] = constants[given[1]].transpose(2, 3, 1, 0)
        elif kind == "Multiply" and known:
            factors[name] = known[0].ravel()
        elif kind == "Add" and known:
            (factor,) = (factors[source] for source in given if source in factors)
            yield Affine(factor, known[0].ravel())


def _constant(layer: ET.Element, numbers: bytes) -> NDArray[np.float32]:
    data = layer.attrib | dict(*(element.attrib for element in layer.iterfind("data")))
    dtype = np.dtype(_STORED[data["element_type"]])
    begin, size = int(data["offset"]), int(data["size"])
    if begin < 0 or size < 0 or begin + size > len(numbers):
        raise ValueError("weights beyond the end of the file")
    shape = [int(side) for side in data["shape"].split(",") if side]
    return _finite(np.frombuffer(numbers[begin : begin + size], dtype).astype(np.float32).reshape(shape))


def _finite(values: NDArray[np.float32]) -> NDArray[np.float32]:
    if not np.isfinite(values).all():
        raise ValueError("weights that are no numbers")
    return values
