"""A TensorFlow.js model's files: enough of their form to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray


def write_tensorflow_js(
    path: Path, weights: Mapping[str, NDArray[np.generic]], halved: tuple[str, ...] = (), shards: int = 2
) -> None:
    """Write `path` (.json) and the files of bytes beside it; weights named in `halved` are kept as float16."""
    entries, data = [], b""
    for name, values in weights.items():
        entry = {"name": name, "shape": list(values.shape), "dtype": str(values.dtype)}
        if name in halved:
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
        entries.append(entry)
        data += values.astype(np.float16 if name in halved else values.dtype).tobytes()
    size = -(-len(data) // shards)
    names = [f"{path.stem}.{shard}.bin" for shard in range(shards)]
    for shard, name in enumerate(names):
        (path.parent / name).write_bytes(data[shard * size : (shard + 1) * size])
    path.write_text(json.dumps({"modelTopology": {}, "weightsManifest": [{"paths": names, "weights": entries}]}))


def mobilenet_weights(network: keras.Model) -> dict[str, NDArray[np.float32]]:
    """What Savchenko's file would hold of a `face-mobilenet` for RGB, with weights and factors of chance."""
    generator = np.random.default_rng(3)
    names = ["conv1"] + [f"conv_{kind}_{block}" for block in range(1, 14) for kind in ("dw", "pw")]
    kernels = [weight for weight in network.get_weights() if weight.ndim == 4]
    found = {}
    for name, kernel in zip(names, kernels, strict=True):
        deep = "dw" in name
        fan_in = 9 if deep else kernel.shape[0] * kernel.shape[1] * kernel.shape[2]
        # An input of grey levels is some fifty times as large as a standardised one.
        scale = (2 / fan_in) ** 0.5 / (50 if name == "conv1" else 1)
        kind = "depthwise_kernel" if deep else "convolution/merged_input"
        found[f"{name}/{kind}"] = generator.normal(0, scale, kernel.shape).astype(np.float32)
        width = kernel.shape[2] if deep else kernel.shape[3]
        found[f"{name}_bn/batchnorm_1/sub"] = generator.normal(0.2, 0.1, width).astype(np.float32)
        if deep:
            found[f"{name}_bn/batchnorm_1/mul"] = generator.normal(1, 0.1, width).astype(np.float32)
    return found
