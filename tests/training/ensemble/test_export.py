"""A trained network as LiteRT runs it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.config import NetworkConfig
from training.ensemble import export
from training.networks import build

_INPUTS = np.random.default_rng(1).normal(size=(12, 40, 40, 1)).astype(np.float32)
_SMALL = NetworkConfig(family="vgg", size=40, options={"widths": [8, 16], "blocks": [1, 1]})


def test_an_enlarging_front_converts_too() -> None:
    model = build(replace(_SMALL, resize=80))
    data = export.convert(model, "float16")
    assert export.runner(data)(_INPUTS) == pytest.approx(model.predict_on_batch(_INPUTS), abs=0.02)


def test_a_converted_network_takes_batches_of_any_size() -> None:
    run = export.runner(export.convert(build(_SMALL), "int8"))
    whole = run(_INPUTS)
    assert np.concatenate([run(_INPUTS[:5]), run(_INPUTS[5:])]) == pytest.approx(whole, abs=1e-4)
