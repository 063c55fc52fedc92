"""The calibrated ensemble of expression models, run on LiteRT.

`ensemble.json` names the members. Their logits, averaged over each face and its mirror image if it says so, are
combined by weight, divided by one temperature (Guo et al., ICML 2017), shifted by a bias for each expression
(logit adjustment; Menon et al., ICLR 2021) and turned to probabilities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import messages
from assistant.adapters.models.litert import Network, read_model
from assistant.errors import ModelError
from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME, Image, denoise, standardise
from assistant.system.structured_text import MalformedError, read_json

MANIFEST = "ensemble.json"
FORMAT = 2


@dataclass(frozen=True)
class Member:
    """One network of the ensemble, as the manifest names it.

    Attributes:
        file: path of the LiteRT model, in the folder of the manifest.
        sha256: its checksum, hexadecimal.
        size: side of its square input in pixels, 1 to `FRAME`.
        weight: its share in the combined logits, 0 to 1; the shares sum to 1.
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
        temperature: divisor of the combined logits, 0.01 to 100.
        bias: per expression, in the models' order, what is added after that; finite.
        mirror: whether each face is also read as its mirror image.
        abstain: per expression, in the models' order, the probability below which it counts as unsure, 0 to 1.
        scores: the shipped ensemble's scores on its validation fold, by name.
    """

    members: tuple[Member, ...]
    temperature: float
    bias: tuple[float, ...]
    mirror: bool
    abstain: tuple[float, ...]
    scores: dict[str, Any]


_MOST_MEMBERS = 32
_TEMPERATURES = (0.01, 100.0)
_LARGEST_BIAS = 100.0
"""Beyond these, one expression would be read in every face."""

_THREADS = 1
"""For each member: so small a network takes no less time with a second one, which only keeps a core busy."""


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
        # It stays as long as the ensemble: to begin a thread for each reading takes as long as to run a member.
        self._helper = ThreadPoolExecutor(1, "ensemble")

    def logits(self, faces: Sequence[Image] | NDArray[np.uint8]) -> NDArray[np.float64]:
        """Combined logits, before temperature and bias: (n, expressions) for n canonical 48×48 grey faces, uint8."""
        stack = denoise(np.asarray(faces, dtype=np.uint8).reshape(-1, FRAME, FRAME))
        batches = {size: self._batches(stack, size) for size in {runner.member.size for runner in self._members}}

        def weighted(runner: _Runner) -> NDArray[np.float64]:
            outputs = [runner(batch).mean(axis=0) for batch in batches[runner.member.size]]
            return runner.member.weight * np.reshape(outputs, (len(stack), len(EXPRESSIONS))).astype(np.float64)

        # A member's network takes one core. The helper takes them from the first on, this thread from the last on.
        *others, last = self._members
        helped = [(self._helper.submit(weighted, runner), runner) for runner in others]
        total = weighted(last)
        for future, runner in reversed(helped):
            total = total + (weighted(runner) if future.cancel() else future.result())
        return total

    def _batches(self, stack: NDArray[np.uint8], size: int) -> NDArray[np.float32]:
        """(n, 1 or 2, size, size, 1) standardised faces, each with its mirror image where that is read, too."""
        straight = standardise(stack, size)
        return np.stack([straight, straight[:, :, ::-1]] if self.manifest.mirror else [straight], axis=1)

    def probabilities(self, faces: Sequence[Image] | NDArray[np.uint8]) -> NDArray[np.float64]:
        """Calibrated probabilities in the order of `EXPRESSIONS`: (n, expressions), rows summing to 1."""
        scaled = self.logits(faces) / self.manifest.temperature + np.array(self.manifest.bias)
        exponent = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


class _Runner:
    """One member at a fixed batch: changing it with the number of faces would set the network up anew each time."""

    def __init__(self, member: Member, batch: int) -> None:
        self.member = member
        data = read_model(member.file, member.sha256)
        self._network = Network(data, member.file, _THREADS, (batch, member.size, member.size, 1))
        if self._network.output_shapes[0] != (batch, len(EXPRESSIONS)):
            raise ModelError(messages.say("error.model_shape", file=member.file))

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        return self._network(batch)[0]


def read_manifest(folder: Path) -> Manifest:
    """Read and check `ensemble.json`.

    Raises:
        ModelError: missing, unreadable, or not for this program's labels and frame.
    """
    path = folder / MANIFEST
    try:
        table = read_json(path)
        if table["format"] != FORMAT or table["frame"] != FRAME:
            raise ModelError(messages.say("error.manifest_version", file=path))
        if table["labels"] != [str(expression) for expression in EXPRESSIONS]:
            raise ModelError(messages.say("error.manifest_labels", file=path, labels=", ".join(EXPRESSIONS)))
        members = tuple(_member(folder, entry) for entry in table["members"])
        _require(0 < len(members) <= _MOST_MEMBERS and abs(sum(member.weight for member in members) - 1) < 1e-3)
        _require(isinstance(table["mirror"], bool) and isinstance(table["scores"], dict))
        _number(table["scores"].get("accuracy", 0), 0, 1)
        return Manifest(
            members=members,
            temperature=_number(table["temperature"], *_TEMPERATURES),
            bias=tuple(_number(table["bias"][label], -_LARGEST_BIAS, _LARGEST_BIAS) for label in EXPRESSIONS),
            mirror=table["mirror"],
            abstain=tuple(_number(table["abstain"][label], 0, 1) for label in EXPRESSIONS),
            scores=table["scores"],
        )
    except OSError as error:
        raise ModelError(messages.say("error.model_missing", file=path)) from error
    except (MalformedError, ValueError, KeyError, TypeError) as error:
        raise ModelError(messages.say("error.manifest_unreadable", file=path)) from error


def _member(folder: Path, entry: dict[str, Any]) -> Member:
    file, checksum, size = entry["file"], entry["sha256"], entry["size"]
    # A name alone: a manifest has no say over files elsewhere.
    _require(isinstance(file, str) and file not in ("", ".", "..") and not set(file) & set("/\\:\0"))
    _require(isinstance(checksum, str) and re.fullmatch("[0-9a-f]{64}", checksum) is not None)
    _require(type(size) is int and 0 < size <= FRAME)
    return Member(folder / file, checksum, size, _number(entry["weight"], 0, 1))


def _number(value: object, low: float, high: float) -> float:
    if type(value) not in (int, float) or not low <= float(value) <= high:  # type: ignore[arg-type] # the line tells what it is
        raise ValueError(f"{value} is no number from {low} to {high}")
    return float(value)  # type: ignore[arg-type] # the line tells what it is


def _require(fits: bool) -> None:
    if not fits:
        raise ValueError("an entry does not fit")
