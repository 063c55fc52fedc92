"""The running average of the weights follows the network every fourth step."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from training.fit.ema import WeightAverage


def _network() -> keras.Model:
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1), keras.layers.BatchNormalization()])
    _set(network, 0.0)
    return network


def _set(network: keras.Model, value: float) -> None:
    for weight in network.weights:
        if keras.backend.is_float_dtype(weight.dtype):
            weight.assign(np.full(weight.shape, value))


def _values(network: keras.Model) -> set[float]:
    return {
        round(float(value), 6)
        for weight in network.weights
        if keras.backend.is_float_dtype(weight.dtype)
        for value in np.ravel(weight.numpy())
    }


def _follow(average: WeightAverage, network: keras.Model, steps: int) -> None:
    average.set_model(network)
    for batch in range(steps):
        average.on_train_batch_end(batch)


def test_all_weights_follow_batch_statistics_included_and_only_every_fourth_step() -> None:
    network, kept = _network(), _network()
    _set(network, 1.0)
    follower = WeightAverage(network, kept, decay=0.5)
    _follow(follower, network, 3)
    assert _values(kept) == {0.0}
    _follow(follower, network, 1)
    # Four steps at once: what is kept of the past is the decay to the fourth.
    assert _values(kept) == {round(1 - 0.5**4, 6)}


def test_a_young_average_follows_more_quickly_than_its_decay_says() -> None:
    network, young, old = _network(), _network(), _network()
    _set(network, 1.0)
    _follow(WeightAverage(network, young, decay=0.999), network, 4)
    _follow(WeightAverage(network, old, decay=0.999, step=1_000_000), network, 4)
    assert [*_values(young)] == [pytest.approx(1 - 4 / 44, abs=1e-5)]
    assert [*_values(old)] == [pytest.approx(1 - 0.999**4, abs=1e-5)]


@pytest.mark.parametrize(("decay", "after"), [(0.0, 1.0), (1.0, 0.0)])
def test_the_bounds_of_the_decay_keep_nothing_or_everything_of_the_past(decay: float, after: float) -> None:
    network, kept = _network(), _network()
    _set(network, 1.0)
    _follow(WeightAverage(network, kept, decay, step=2**40), network, 4)
    assert [*_values(kept)] == [pytest.approx(after, abs=1e-5)]
