from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from tests.training.conftest import tiny
from training.data.augment import NO_AUGMENTATION, Augmentation
from training.data.faces import Faces
from training.data.prepared import Folds
from training.fit.batches import Batches, network_input

_FACES = np.stack([draw_face(label, 1) for label in range(7)])
_VARIATIONS = {f.name: 20.0 if f.name in ("rotate", "noise") else 0.5 for f in dataclasses.fields(Augmentation)}


def _vary(augmentation: Augmentation, faces: np.ndarray = _FACES, seed: int = 3) -> np.ndarray:
    return augmentation(faces, np.random.default_rng(seed))


def test_without_augmentation_nothing_changes() -> None:
    assert np.array_equal(_vary(NO_AUGMENTATION), _FACES)


@pytest.mark.parametrize("name", [name for name in _VARIATIONS if name not in ("flip", "mixup", "speech")])
@pytest.mark.parametrize("channels", [1, 3])
def test_each_variation_changes_faces_by_itself(name: str, channels: int) -> None:
    faces = _FACES if channels == 1 else np.repeat(_FACES[..., np.newaxis], 3, axis=3)
    certain = 1.0 if name in ("blur", "motion", "coarse", "compress", "erase") else _VARIATIONS[name]
    varied = _vary(dataclasses.replace(NO_AUGMENTATION, **{name: certain}), faces)
    assert varied.shape == faces.shape
    assert varied.dtype == np.uint8
    assert (varied != faces).reshape(len(faces), -1).any(axis=1).sum() >= 6


def test_a_flip_is_the_mirror_image() -> None:
    varied = _vary(dataclasses.replace(NO_AUGMENTATION, flip=1.0))
    assert np.array_equal(varied, _FACES[:, :, ::-1])


def test_the_same_seed_gives_the_same_faces_and_the_source_stays() -> None:
    before = _FACES.copy()
    strong = Augmentation(**_VARIATIONS)
    assert np.array_equal(_vary(strong), _vary(strong))
    assert not np.array_equal(_vary(strong), _vary(strong, seed=4))
    assert np.array_equal(_FACES, before)


def test_blur_takes_detail_away_and_noise_adds_it() -> None:
    def detail(faces: np.ndarray) -> float:
        return float(np.abs(np.diff(faces.astype(float), axis=2)).mean())

    for name in ("blur", "motion", "coarse"):
        assert detail(_vary(dataclasses.replace(NO_AUGMENTATION, **{name: 1.0}))) < detail(_FACES)
    flat = np.full_like(_FACES, 100)
    assert detail(_vary(dataclasses.replace(NO_AUGMENTATION, noise=20.0), flat)) > 1


def test_light_from_one_side_leaves_the_other_darker() -> None:
    flat = np.full((200, 48, 48), 200, np.uint8)
    shaded = _vary(dataclasses.replace(NO_AUGMENTATION, shade=0.6), flat)
    assert shaded.max() <= 200
    darkest, brightest = shaded.min(axis=(1, 2)) / 200, shaded.max(axis=(1, 2)) / 200
    assert brightest.min() > 0.97, "somewhere the light is as it was"
    assert 0.1 < darkest.min() < 0.45
    assert darkest.max() > 0.95, "some faces lack hardly any"


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


def test_mixup_mixes_inputs_and_targets_by_one_share() -> None:
    inputs = np.arange(6, dtype=np.float32).reshape(6, 1, 1, 1)
    targets = np.eye(6, dtype=np.float32)
    mixing = dataclasses.replace(NO_AUGMENTATION, mixup=1.0)
    mixed, soft = mixing.mix(inputs, targets, np.random.default_rng(2))
    assert soft.sum(axis=1) == pytest.approx(np.ones(6))
    assert mixed.ravel() == pytest.approx(soft @ np.arange(6))
    same, hard = NO_AUGMENTATION.mix(inputs, targets, np.random.default_rng(2))
    assert same is inputs
    assert hard is targets


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


def test_an_epoch_can_be_cut_short(folds: Folds) -> None:
    assert len(Batches(folds.train, tiny(), 0)) == len(folds.train) // 16
    assert len(Batches(folds.train, tiny(steps=3), 0)) == 3


@pytest.mark.parametrize("channels", [1, 3])
def test_network_input_has_mean_zero_and_deviation_one(channels: int) -> None:
    faces = _FACES if channels == 1 else np.random.default_rng(1).integers(0, 255, (7, 48, 48, 3), dtype=np.uint8)
    inputs = network_input(faces, 40)
    assert inputs.shape == (7, 40, 40, channels)
    assert inputs.mean(axis=(1, 2, 3)) == pytest.approx(np.zeros(7), abs=1e-4)
    assert inputs.std(axis=(1, 2, 3)) == pytest.approx(np.ones(7), abs=1e-3)


def test_targets_blend_labels_and_votes() -> None:
    faces = Faces.of(_FACES[:2], [0, 1])
    faces.votes[0, [0, 4]] = 0.2, 0.8
    targets = faces.targets(vote_share=0.5, smoothing=0.07)
    assert targets.sum(axis=1) == pytest.approx([1, 1])
    assert targets[0, [0, 4, 6]] == pytest.approx([0.93 * 0.6 + 0.01, 0.93 * 0.4 + 0.01, 0.01])
    assert targets[1, 1] == pytest.approx(0.94), "where nobody voted the label stands"
