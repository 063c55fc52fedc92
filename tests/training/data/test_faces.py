"""Faces in the one form that is learned from, and what a network should say of them."""

from __future__ import annotations

import numpy as np
import pytest

from training.data.faces import Faces

_PIXELS = np.zeros((2, 48, 48), np.uint8)


def test_targets_blend_labels_and_votes() -> None:
    faces = Faces.of(_PIXELS, [0, 1])
    faces.votes[0, [0, 4]] = 0.2, 0.8
    targets = faces.targets(vote_share=0.5, smoothing=0.07)
    assert targets.sum(axis=1) == pytest.approx([1, 1])
    assert targets[0, [0, 4, 6]] == pytest.approx([0.93 * 0.6 + 0.01, 0.93 * 0.4 + 0.01, 0.01])
    assert targets[1, 1] == pytest.approx(0.94), "where nobody voted the label stands"


def test_chosen_faces_bring_all_that_is_known_of_them() -> None:
    faces = Faces.of(np.arange(3 * 48 * 48).reshape(3, 48, 48).astype(np.uint8), [2, 0, 2], ["a", "b", "c"])
    faces.votes[2, 5] = 1
    faces.weights[:] = 1, 2, 3
    some, by_mask = faces.select(np.array([2, 0])), faces.select(faces.labels == 2)
    assert (some.names.tolist(), some.weights.tolist()) == (["c", "a"], [3, 1])
    assert some.votes[:, 5].tolist() == [1, 0]
    assert np.array_equal(some.pixels[0], faces.pixels[2])
    assert by_mask.names.tolist() == ["a", "c"]
    assert by_mask.counts.tolist() == [0, 0, 2, 0, 0, 0, 0]
