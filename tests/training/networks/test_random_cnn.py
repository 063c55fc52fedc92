"""The shape of a network by lot, which is the same for the same seed."""

from __future__ import annotations

from training.config import NetworkConfig
from training.networks import build


def test_the_seed_decides_a_random_networks_shape() -> None:
    counts = [
        build(NetworkConfig(family="random-cnn", options={"shape_seed": seed, "widest": 32})).count_params()
        for seed in (1, 1, 2, 3, 4)
    ]
    assert counts[0] == counts[1]
    assert len(set(counts)) == 4
