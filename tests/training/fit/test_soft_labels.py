from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.data.faces import Faces
from training.evaluate.metrics import log_loss
from training.fit.soft_labels import with_readings, with_translated_votes

_CLASSES = 7
_ANNOTATORS = 4


def _faces(n: int, seed: int) -> Faces:
    """Faces whose annotators take every other class for its neighbour more often than for itself."""
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, _CLASSES, n)
    seen = np.full((_CLASSES, _CLASSES), 0.02)
    seen[np.arange(_CLASSES), np.arange(_CLASSES)] = 0.9
    for label in range(0, _CLASSES - 1, 2):
        seen[label, label], seen[label, label + 1] = 0.35, 0.55
    votes = np.stack([generator.multinomial(_ANNOTATORS, seen[label] / seen[label].sum()) for label in labels])
    faces = Faces.of(np.zeros((n, 48, 48), np.uint8), labels)
    return replace(faces, votes=(votes / _ANNOTATORS).astype(np.float32))


def _loss(faces: Faces) -> float:
    voted = faces.votes.any(axis=1)
    return log_loss(np.log(np.maximum(faces.votes[voted], 1e-3)), faces.labels[voted])


def _accuracy(faces: Faces) -> float:
    return float((faces.votes.argmax(axis=1) == faces.labels).mean())


def test_translated_votes_say_what_the_label_is() -> None:
    train, held_back = _faces(2000, 1), _faces(500, 2)
    ours, theirs = with_translated_votes(train, held_back)
    for before, after in ((train, ours), (held_back, theirs)):
        assert after.votes.sum(axis=1) == pytest.approx(1, abs=1e-5)
        assert _accuracy(after) > _accuracy(before) + 0.05
        assert _loss(after) < 0.7 * _loss(before)
        assert after.labels is before.labels


def test_a_label_does_not_come_back_through_its_own_votes() -> None:
    faces = _faces(400, 3)
    # Votes that are unlike all others': only their own label could tell what they mean.
    odd = replace(faces, votes=np.random.default_rng(4).dirichlet(np.ones(_CLASSES), 400).astype(np.float32))
    translated, _ = with_translated_votes(odd, faces)
    assert _accuracy(translated) < 0.3


def test_faces_that_nobody_voted_on_stay_so() -> None:
    train, held_back = _faces(500, 5), _faces(100, 6)
    train.votes[::3] = 0
    held_back.votes[:10] = 0
    ours, theirs = with_translated_votes(train, held_back)
    assert not ours.votes[::3].any()
    assert ours.votes[1::3].any(axis=1).all()
    assert not theirs.votes[:10].any()


def test_held_back_faces_that_nobody_voted_on_keep_no_one_from_translating() -> None:
    train, held_back = _faces(500, 5), _faces(100, 6)
    silent = replace(held_back, votes=np.zeros_like(held_back.votes))
    ours, theirs = with_translated_votes(train, silent)
    assert _accuracy(ours) > _accuracy(train)
    assert theirs is silent


def test_votes_stay_as_they_are_where_a_label_is_too_rare_or_nobody_voted() -> None:
    train, held_back = _faces(200, 7), _faces(50, 8)
    rare = replace(train, labels=np.where(np.arange(200) < 3, 6, train.labels % 6))
    assert with_translated_votes(rare, held_back) == (rare, held_back)
    silent = replace(train, votes=np.zeros_like(train.votes))
    assert with_translated_votes(silent, held_back) == (silent, held_back)


@pytest.mark.parametrize("voted", [True, False])
def test_pooled_readings_know_more_than_either(voted: bool) -> None:
    train, held_back = with_translated_votes(_faces(2000, 9), _faces(600, 10))
    if not voted:
        train, held_back = (replace(fold, votes=np.zeros_like(fold.votes)) for fold in (train, held_back))
    generator = np.random.default_rng(11)
    # Too sure of themselves, as networks are of faces that they learned from.
    readings = [
        4 * (np.eye(_CLASSES)[f.labels] + generator.normal(0, 0.7, (len(f), _CLASSES))) for f in (train, held_back)
    ]
    pooled = with_readings(train, held_back, *readings)
    alone = float((readings[0].argmax(axis=1) == train.labels).mean())
    assert pooled.votes.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert _accuracy(pooled) > (max(alone, _accuracy(train)) + 0.02 if voted else alone - 0.02)
    assert _loss(pooled) < log_loss(readings[0], train.labels)
