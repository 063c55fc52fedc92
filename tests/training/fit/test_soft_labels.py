from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.data.faces import Faces
from training.data.sources.readings import Readings
from training.evaluate.metrics import log_loss
from training.fit.soft_labels import with_logits, with_plain_votes, with_readings, with_translated_votes

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
    pooled = with_logits(train, held_back, *readings)
    alone = float((readings[0].argmax(axis=1) == train.labels).mean())
    assert pooled.votes.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert _accuracy(pooled) > (max(alone, _accuracy(train)) + 0.02 if voted else alone - 0.02)
    assert _loss(pooled) < log_loss(readings[0], train.labels)


def test_drawn_faces_keep_their_labels_where_people_voted_on_others() -> None:
    train, held_back = with_translated_votes(_faces(500, 12), _faces(100, 13))
    train.votes[:10] = 0
    logits = [np.random.default_rng(14).normal(0, 2, (len(fold), _CLASSES)) for fold in (train, held_back)]
    pooled = with_logits(train, held_back, *logits)
    assert not pooled.votes[:10].any()
    assert pooled.votes[10:].any(axis=1).all()


def _reader(classes: tuple[str, ...], **pictures: list[float]) -> Readings:
    return Readings(classes, {name: np.array(said, np.float32) for name, said in pictures.items()})


def test_another_reader_moves_the_classes_that_it_knows() -> None:
    faces = Faces.of(np.zeros((4, 48, 48), np.uint8), [0, 0, 0, 0], ["read", "unread", "drawn", "doubted"])
    faces.votes[[0, 1, 3]] = [0.4, 0.2, 0, 0, 0.4, 0, 0]
    reader = _reader(("neutral", "angry"), read=[0.9, 0.1], drawn=[1.0, 0.0], doubted=[0.5, 0.5])
    pooled = with_readings(faces, [reader], 0.5).votes
    assert pooled[[0, 1, 3]].sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert pooled[0, 4] / pooled[0, 0] == pytest.approx(3, rel=0.01), "nine to one, and its square root in a half share"
    assert pooled[0, 1] == pytest.approx(0.2, abs=0.05), "what the reader does not know keeps its place"
    assert pooled[1] == pytest.approx(faces.votes[1], abs=0.01)
    assert not pooled[2].any(), "its label is exact"
    assert pooled[3, 0] == pytest.approx(pooled[3, 4])


def test_where_nobody_voted_readers_blur_the_labels() -> None:
    faces = Faces.of(np.zeros((1, 48, 48), np.uint8), [0], ["read"])
    sure, unsure = (
        with_readings(faces, [_reader(("neutral", "angry"), read=[p, 1 - p])], 0.4).votes for p in (0.1, 0.9)
    )
    assert sure[0].argmax() == 0
    assert unsure[0, 4] > sure[0, 4]


def test_plain_votes_are_mixed_into_what_was_made_of_them() -> None:
    given = Faces.of(np.zeros((3, 48, 48), np.uint8), [0, 0, 0])
    given.votes[:2] = np.eye(_CLASSES)[4]
    made = replace(given, votes=np.eye(_CLASSES, dtype=np.float32)[[0, 0, 1]])
    mixed = with_plain_votes(made, given, 0.25).votes
    assert mixed[0, [0, 4]] == pytest.approx([0.75, 0.25])
    assert mixed[2].tolist() == made.votes[2].tolist(), "nobody voted on it"
