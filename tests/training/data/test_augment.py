from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from training.data.augment import NO_AUGMENTATION, Augmentation

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
