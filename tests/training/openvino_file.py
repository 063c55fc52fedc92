"""A network as OpenVINO writes it, with weights of chance: enough of its form to be read."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.networks.openvino_weights import Affine


def write_openvino_file(path: Path, shapes: Sequence[tuple[int, ...]]) -> list[Affine]:
    """Write the two files and say what is in them, to the precision that they have.

    Args:
        path: of the XML.
        shapes: of the factors, as `Affine` has them: convolutions are written in eight bits, factors of channels in 16.
    """
    generator, writer, written = np.random.default_rng(1), _Writer(), list[Affine]()
    x = writer.layer("Parameter")
    for shape in shapes:
        offset = generator.normal(0, 0.1, shape[-1]).astype(np.float16).astype(np.float32)
        if len(shape) == 1:
            factor = generator.normal(1, 0.1, shape).astype(np.float16).astype(np.float32)
            x = writer.layer("Multiply", x, writer.half(factor.reshape(1, -1, 1, 1)))
        else:
            steps = generator.integers(-127, 128, shape).transpose(3, 2, 0, 1)
            scale = ((2 / steps[0].size) ** 0.5 / 64 * generator.uniform(0.5, 1, (shape[-1], 1, 1, 1))).astype("f4")
            zero = np.full_like(scale, 0.25)
            shifted = writer.layer("Subtract", writer.layer("Convert", writer.constant("i8", steps)), writer.full(zero))
            x = writer.layer("Convolution", x, writer.layer("Multiply", shifted, writer.full(scale)))
            factor = ((steps - zero) * scale).astype("f4").transpose(2, 3, 1, 0)
        x = writer.layer("Add", x, writer.half(offset.reshape(1, -1, 1, 1)))
        written.append(Affine(factor, offset))
        x = writer.layer("ReLU", x)
    # Two paths that come together are no offset.
    writer.layer("Add", x, writer.layer("ReLU", x))
    writer.save(path)
    return written


class _Writer:
    def __init__(self) -> None:
        self._network = ET.Element("net")
        self._layers, self._edges = ET.SubElement(self._network, "layers"), ET.SubElement(self._network, "edges")
        self._numbers = b""

    def layer(self, kind: str, *inputs: str) -> str:
        """Add a layer and give its number."""
        number = str(len(self._layers))
        ET.SubElement(self._layers, "layer", {"id": number, "type": kind})
        for port, source in enumerate(inputs):
            ET.SubElement(
                self._edges, "edge", {"from-layer": source, "from-port": "0", "to-layer": number, "to-port": str(port)}
            )
        return number

    def constant(self, kind: str, values: NDArray[np.generic]) -> str:
        """Add stored numbers."""
        number = self.layer("Const")
        data = values.astype({"i8": "i1", "f16": "<f2", "f32": "<f4"}[kind]).tobytes()
        about = {"element_type": kind, "shape": ",".join(map(str, values.shape)), "offset": str(len(self._numbers))}
        ET.SubElement(self._layers[-1], "data", about | {"size": str(len(data))})
        self._numbers += data
        return number

    def half(self, values: NDArray[np.float32]) -> str:
        """Numbers stored in sixteen bits and converted."""
        return self.layer("Convert", self.constant("f16", values))

    def full(self, values: NDArray[np.float32]) -> str:
        """Numbers stored in 32 bits."""
        return self.constant("f32", values)

    def save(self, path: Path) -> None:
        """Write graph and numbers."""
        ET.ElementTree(self._network).write(path)
        path.with_suffix(".bin").write_bytes(self._numbers)
