"""Neural networks in LiteRT, which computes on this machine alone and opens no connection."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from assistant import messages
from assistant.errors import ModelError
from assistant.system.bounded_file import read_bounded
from assistant.system.checksum import sha256

_LARGEST_MODEL = 256 * 2**20
"""Bytes; none of the models that ship is larger."""


def read_model(path: Path, checksum: str) -> bytes:
    """A model file whose SHA-256 is `checksum`, hexadecimal.

    Raises:
        ModelError: the file is missing or another one.
    """
    try:
        data = read_bounded(path, _LARGEST_MODEL)
    except OSError as error:
        raise ModelError(messages.say("error.model_missing", file=path)) from error
    if sha256(data) != checksum:
        raise ModelError(messages.say("error.model_changed", file=path))
    return data


class Network:
    """One network with one input, of float32. It works for one thread at a time; others wait for one call.

    Args:
        model: the content of a `.tflite` file.
        file: the file's name, for the sentence where it cannot be used.
        threads: how many cores one call may use.
        shape: of the input, where it is to differ from what the file says: resizing takes time, so that a network
            keeps one shape.

    Raises:
        ModelError: LiteRT cannot run it.
    """

    def __init__(self, model: bytes, file: Path, threads: int = 1, shape: Sequence[int] | None = None) -> None:
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=threads)
            self._input = self._interpreter.get_input_details()[0]["index"]
            if shape is not None:
                self._interpreter.resize_tensor_input(self._input, tuple(shape), strict=True)
            self._interpreter.allocate_tensors()
        except (RuntimeError, ValueError) as error:
            raise ModelError(messages.say("error.model_unreadable", file=file)) from error
        self._busy = threading.Lock()
        # Shapes are asked for once more: those of outputs are known only after the allocation.
        outputs = self._interpreter.get_output_details()
        self._outputs = [output["index"] for output in outputs]
        self.input_shape = tuple(int(side) for side in self._interpreter.get_input_details()[0]["shape"])
        self.output_shapes = [tuple(int(side) for side in output["shape"]) for output in outputs]

    def __call__(self, values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """All outputs, in the file's order, as arrays of our own; `values` has the input's shape."""
        with self._busy:
            self._interpreter.set_tensor(self._input, np.ascontiguousarray(values, dtype=np.float32))
            self._interpreter.invoke()
            return [np.asarray(self._interpreter.get_tensor(index), dtype=np.float32) for index in self._outputs]
