"""The calibrated ensemble of expression models, run on LiteRT.

`ensemble.json` names the members. Their logits, averaged over each face and its mirror image, are
combined by weight, divided by one temperature (Guo et al., ICML 2017), shifted by a bias for each expression
(logit adjustment; Menon et al., ICLR 2021) and turned to probabilities.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from assistant import messages
from assistant.errors import ModelError
from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME, Image, denoise, standardise
from assistant.system.checksum import sha256

MANIFEST = "ensemble.json"
FORMAT = 2


@dataclass(frozen=True)
class Member:
    """One network of the ensemble, as the manifest names it.

    Attributes:
        file: path of the LiteRT model.
        sha256: its checksum, hexadecimal.
        size: side of its square input in pixels.
        weight: its share in the combined logits; the shares sum to 1.
    """

    file: Path
    sha256: str
    size: int
    weight: float


@dataclass(frozen=True)
class Manifest:
    """What `ensemble.json` says.

    Attributes:
        members: the networks, at least one.
        temperature: divisor of the combined logits, above 0.
        bias: per expression, in the models' order, what is added after that.
        mirror: whether each face is also read as its mirror image.
        abstain: per expression, in the models' order, the probability below which it counts as unsure.
        scores: the shipped ensemble's scores on its validation fold, by name.
    """

    members: tuple[Member, ...]
    temperature: float
    bias: tuple[float, ...]
    mirror: bool
    abstain: tuple[float, ...]
    scores: dict[str, Any]


_THREADS = 2
"""For each member: on two cores a face takes little more than half as long as on one."""


class Ensemble:
    """Reads expressions from canonical faces.

    Args:
        folder: holds `ensemble.json` and the models that it names.

    Raises:
        ModelError: a file is missing, damaged, or does not match the manifest or this program.
    """

    def __init__(self, folder: Path) -> None:
        self.manifest = read_manifest(folder)
        self._members = [_Runner(member, 2 if self.manifest.mirror else 1) for member in self.manifest.members]

    def logits(self, faces: Sequence[Image] | NDArray[np.uint8]) -> NDArray[np.float64]:
        """Combined logits, before temperature and bias: (n, 7) for n canonical 48×48 grey faces, uint8."""
        stack = denoise(np.asarray(faces, dtype=np.uint8).reshape(-1, FRAME, FRAME))
        total = np.zeros((len(stack), len(EXPRESSIONS)))
        for size in {runner.member.size for runner in self._members}:
            views = [standardise(stack, size)]
            if self.manifest.mirror:
                views.append(views[0][:, :, ::-1])
            batches = np.stack(views, axis=1)
            for runner in self._members:
                if runner.member.size == size:
                    outputs = [runner(batch).mean(axis=0) for batch in batches]
                    total += runner.member.weight * np.reshape(outputs, total.shape)
        return total

    def probabilities(self, faces: Sequence[Image] | NDArray[np.uint8]) -> NDArray[np.float64]:
        """Calibrated probabilities in the order of `EXPRESSIONS`: (n, 7), rows summing to 1."""
        scaled = self.logits(faces) / self.manifest.temperature + np.array(self.manifest.bias)
        exponent = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


class _Runner:
    """One member at a fixed batch: changing it with the number of faces would set the network up anew each time."""

    def __init__(self, member: Member, batch: int) -> None:
        self.member = member
        data = _read(member.file)
        if sha256(data) != member.sha256:
            raise ModelError(messages.say("error.model_changed", file=member.file))
        try:
            self._interpreter = Interpreter(model_content=data, num_threads=_THREADS)
            self._input = self._interpreter.get_input_details()[0]["index"]
            self._output = self._interpreter.get_output_details()[0]["index"]
            self._interpreter.resize_tensor_input(self._input, (batch, member.size, member.size, 1), strict=True)
            self._interpreter.allocate_tensors()
            found = list(self._interpreter.get_output_details()[0]["shape"])
        except (RuntimeError, ValueError) as error:
            raise ModelError(messages.say("error.model_unreadable", file=member.file)) from error
        if found != [batch, len(EXPRESSIONS)]:
            raise ModelError(messages.say("error.model_shape", file=member.file))

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        self._interpreter.set_tensor(self._input, np.ascontiguousarray(batch))
        self._interpreter.invoke()
        return np.asarray(self._interpreter.get_tensor(self._output), dtype=np.float32)


def read_manifest(folder: Path) -> Manifest:
    """Read and check `ensemble.json`.

    Raises:
        ModelError: missing, unreadable, or not for this program's labels and frame.
    """
    path = folder / MANIFEST
    try:
        table = json.loads(_read(path))
        if table["format"] != FORMAT or table["frame"] != FRAME:
            raise ModelError(messages.say("error.manifest_version", file=path))
        if table["labels"] != [str(expression) for expression in EXPRESSIONS]:
            raise ModelError(messages.say("error.manifest_labels", file=path, labels=", ".join(EXPRESSIONS)))
        members = tuple(
            Member(folder / str(m["file"]), str(m["sha256"]), int(m["size"]), float(m["weight"]))
            for m in table["members"]
        )
        manifest = Manifest(
            members=members,
            temperature=float(table["temperature"]),
            bias=tuple(float(table["bias"][label]) for label in EXPRESSIONS),
            mirror=bool(table["mirror"]),
            abstain=tuple(float(table["abstain"][label]) for label in EXPRESSIONS),
            scores=dict(table["scores"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(messages.say("error.manifest_unreadable", file=path)) from error
    in_order = manifest.members and manifest.temperature > 0 and np.isfinite(manifest.bias).all()
    if not in_order or abs(sum(member.weight for member in members) - 1) > 1e-3:
        raise ModelError(messages.say("error.manifest_unreadable", file=path))
    return manifest


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(messages.say("error.model_missing", file=path)) from error
