"""Networks in LiteRT: only those that ship, in the shape that was asked for, with outputs that stay as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.models.blazeface import SHORT_RANGE
from assistant.adapters.models.litert import Network, read_model
from assistant.errors import ModelError
from assistant.system.checksum import sha256
from assistant.system.resources import folder

FILE = folder("assets") / SHORT_RANGE.file


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(read_model(FILE, SHORT_RANGE.sha256), FILE)


def test_a_model_is_read_only_as_it_was_shipped(tmp_path: Path) -> None:
    data = FILE.read_bytes()
    assert read_model(FILE, sha256(data)) == data
    changed = tmp_path / "model.tflite"
    changed.write_bytes(data + b"\0")
    with pytest.raises(ModelError, match=r"model\.tflite is not the one that was shipped"):
        read_model(changed, sha256(data))
    with pytest.raises(ModelError, match=r"nowhere\.tflite cannot be read"):
        read_model(tmp_path / "nowhere.tflite", sha256(data))


@pytest.mark.parametrize("data", [b"", b"no model", FILE.read_bytes()[:1000]])
def test_what_litert_cannot_run_is_named(data: bytes) -> None:
    with pytest.raises(ModelError, match=r"some\.tflite is no model"):
        Network(data, Path("some.tflite"))


def test_a_shape_that_the_network_does_not_take_is_refused() -> None:
    with pytest.raises(ModelError, match="is no model"):
        Network(FILE.read_bytes(), FILE, shape=(1, 3, 3, 3))


def test_outputs_have_their_shapes_and_outlast_the_next_call(network: Network) -> None:
    noise = np.random.default_rng(0).normal(size=(2, *network.input_shape)).astype(np.float32)
    first = network(noise[0])
    kept = [output.copy() for output in first]
    second = network(noise[1])
    assert [output.shape for output in first] == network.output_shapes
    assert all(np.array_equal(one, other) for one, other in zip(first, kept, strict=True))
    assert not all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    again = network(noise[0].astype(np.float64)[:, ::-1][:, ::-1])
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True)), (
        "in whichever form it is given"
    )
