"""The batches that a network learns from: standardised, repeatable, weighed, and as many as are wanted."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.training.conftest import tiny
from training.data.augment import NO_AUGMENTATION, Augmentation
from training.data.faces import Faces
from training.data.prepared import Folds
from training.fit.batches import Batches


def test_batches_let_faces_speak(folds: Folds) -> None:
    silent, speaking = (
        Batches(folds.train, dataclasses.replace(tiny(), augment=dataclasses.replace(NO_AUGMENTATION, speech=share)), 0)
        for share in (0.0, 1.0)
    )
    changed = 0
    for index in range(len(silent)):
        (before, shown, *_), (after, still_shown, *_) = silent[index], speaking[index]
        assert np.array_equal(shown, still_shown)
        changed += (before != after).any(axis=(1, 2, 3)).sum()
    assert changed > len(folds.train) // 3


def test_bytes_for_the_device_are_rounded_after_mixup() -> None:
    faces = Faces.of(np.tile(np.arange(256, dtype=np.uint8).reshape(1, 16, 16), (64, 3, 3)), [0, 1, 2, 3] * 16)
    config = dataclasses.replace(tiny(augment_on="device"), augment=dataclasses.replace(NO_AUGMENTATION, mixup=0.4))
    batches = Batches(faces, config, 0)
    for inputs, _ in (batches[index] for index in range(len(batches))):
        assert inputs.dtype == np.uint8
        assert np.array_equal(inputs[..., 0], faces.pixels[: len(inputs)]), "a picture mixed with itself is itself"


def test_batches_repeat_themselves_after_a_resume(folds: Folds) -> None:
    config = dataclasses.replace(tiny(), augment=Augmentation())
    unbroken, resumed = Batches(folds.train, config, 0), Batches(folds.train, config, 1)
    first = unbroken[0][0]
    unbroken.on_epoch_end()
    for mine, other in zip(unbroken[2], resumed[2], strict=True):
        assert np.array_equal(mine, other)
    assert not np.array_equal(first, unbroken[0][0])


def test_batches_weigh_rare_faces_where_the_balance_says_so(folds: Folds) -> None:
    rare = folds.train.select(np.flatnonzero((folds.train.labels != 1) | (np.arange(len(folds.train)) % 4 == 0)))
    inputs, targets, weights = Batches(rare, tiny(balance="class-weights"), 0)[0]
    assert inputs.shape == (16, 40, 40, 1)
    labels = targets.argmax(axis=1)
    if (labels == 1).any() and (labels != 1).any():
        assert weights[labels == 1].min() > weights[labels != 1].max()
    assert len(Batches(rare, tiny(), 0)[0]) == 2


def test_of_two_mixed_faces_each_keeps_its_own_weight() -> None:
    """A pixel of each face tells its class, so a mixed picture tells how much of each class is in it."""
    labels = np.repeat([0, 1], [12, 4])
    faces = Faces.of(np.repeat(labels * 255, 48 * 48).reshape(-1, 48, 48).astype(np.uint8), labels)
    augment = dataclasses.replace(NO_AUGMENTATION, mixup=1.0)
    config = dataclasses.replace(tiny(balance="class-weights", augment_on="device", smoothing=0.0), augment=augment)
    inputs, targets, weights = Batches(faces, config, 0)[0]
    rare = inputs[:, 0, 0, 0] / 255
    assert len(set(rare.round(2).tolist())) > 2
    assert weights == pytest.approx((1 - rare) * 16 / 24 + rare * 16 / 8, abs=0.02)
    assert targets[:, 1] * weights == pytest.approx(rare * 16 / 8, abs=0.02)


def test_an_epoch_can_be_cut_short(folds: Folds) -> None:
    assert len(Batches(folds.train, tiny(), 0)) == len(folds.train) // 16
    assert len(Batches(folds.train, tiny(steps=3), 0)) == 3
