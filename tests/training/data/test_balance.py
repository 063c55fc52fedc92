from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data import balance

_counts = st.lists(st.integers(1, 60), min_size=2, max_size=7)


@given(_counts, st.sampled_from(balance.METHODS))
def test_the_mean_face_weighs_one(counts: list[int], method: balance.Method) -> None:
    array = np.array(counts)
    for weights in (balance.draw_weights(array, method), balance.loss_weights(array, method)):
        if weights is not None:
            assert (weights * array).sum() / array.sum() == pytest.approx(1)
            assert np.all(np.diff(weights[np.argsort(array)]) <= 1e-9), "a rarer class never weighs less"


@given(_counts, st.sampled_from(balance.METHODS), st.integers(0, 100))
def test_every_face_is_drawn_as_often_as_it_weighs(counts: list[int], method: balance.Method, seed: int) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    own = np.random.default_rng(seed).uniform(0.5, 2, len(labels))
    drawn = balance.draw_epoch(labels, own, method, np.random.default_rng(seed))
    weight = balance.draw_weights(np.array(counts), method)[labels] * own
    expected = weight / weight.sum() * len(labels)
    times = np.bincount(drawn, minlength=len(labels))
    assert len(drawn) == len(labels)
    assert np.all((times >= np.floor(expected - 1e-9)) & (times <= np.ceil(expected + 1e-9)))


def test_to_mean_gives_every_class_the_mean_count() -> None:
    labels = np.repeat([0, 1, 2], [300, 60, 240])
    drawn = balance.draw_epoch(labels, np.ones(600), "to-mean", np.random.default_rng(1))
    assert np.bincount(labels[drawn]) == pytest.approx([200, 200, 200], abs=1)


def test_class_balanced_batches_hold_all_classes_evenly() -> None:
    labels = np.repeat([0, 1, 2], [300, 60, 240])
    drawn = balance.draw_epoch(labels, np.ones(600), "class-balanced-batches", np.random.default_rng(1))
    for start in range(0, 600, 30):
        assert np.bincount(labels[drawn[start : start + 30]], minlength=3) == pytest.approx([10, 10, 10], abs=2)


def test_only_the_weighting_methods_weigh_the_loss() -> None:
    weighing = [method for method in balance.METHODS if balance.loss_weights(np.array([1, 9]), method) is not None]
    assert weighing == ["class-weights", "effective-weights"]


@pytest.mark.parametrize(
    ("method", "counted"),
    [
        ("none", [300, 60, 240]),
        ("to-mean", [200, 200, 200]),
        ("class-weights", [200, 200, 200]),
        ("class-balanced-batches", [200, 200, 200]),
    ],
)
def test_a_class_counts_as_often_as_it_is_drawn_and_weighed(method: balance.Method, counted: list[int]) -> None:
    labels = np.repeat([0, 1, 2], [300, 60, 240])
    assert balance.learned_counts(labels, np.ones(600), 4, method) == pytest.approx([*counted, 0])


@given(st.sampled_from(balance.METHODS), st.integers(0, 100))
def test_a_class_counts_as_often_as_its_own_faces_weigh(method: balance.Method, seed: int) -> None:
    labels = np.repeat([0, 1, 2], [300, 60, 240])
    own = np.random.default_rng(seed).uniform(0.5, 2, 600)
    drawn = np.bincount(labels[balance.draw_epoch(labels, own, method, np.random.default_rng(seed))])
    in_loss = balance.loss_weights(np.bincount(labels), method)
    counted = drawn if in_loss is None else drawn * in_loss
    expected = balance.learned_counts(labels, own, 3, method) / 600
    assert counted / counted.sum() == pytest.approx(expected, abs=0.01)
