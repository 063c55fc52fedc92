"""Read the weights of a TensorFlow.js model: a JSON file that lists them, beside files that hold their bytes in a row.

Source: TensorFlow.js, "WeightsManifestConfig" (float32, and float32 kept as float16).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.errors import TrainingError

Tensors: TypeAlias = dict[str, NDArray[np.float32]]
"""Weights by the names that TensorFlow gave them."""


def tensors(path: Path) -> Tensors:
    """All float weights of the model whose JSON file this is.

    Raises:
        TrainingError: one of its files is missing or broken.
    """
    try:
        manifest = json.loads(path.read_text("utf-8"))["weightsManifest"]
        found: Tensors = {}
        for group in manifest:
            data = b"".join((path.parent / name).read_bytes() for name in group["paths"])
            at = 0
            for entry in group["weights"]:
                kind = np.dtype(entry.get("quantization", entry)["dtype"]).newbyteorder("<")
                count = math.prod(entry["shape"])
                values = np.frombuffer(data, kind, count, at).reshape(entry["shape"])
                at += values.nbytes
                if entry["dtype"] == "float32":
                    found[entry["name"]] = values.astype(np.float32)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"{path} holds no TensorFlow.js model ({error}): give its .json file, with the .bin file beside it."
        ) from error
    return found
