"""Soft labels: annotators' votes and teachers' logits, pooled into one distribution over the classes for each face.

FERPlus's annotators judged FER2013's faces otherwise than those who labelled them: they saw a neutral face
where the label says sad, and disgust hardly ever. Blended in as they are, their votes pull a network away from
the labels that it is judged by. So they are first translated into what they say about the label, a form of
label noise transition (Patrini et al., CVPR 2017) that takes all votes of a face into account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import cross_val_predict
from threadpoolctl import threadpool_limits

from training.data.faces import Faces
from training.data.sources.readings import Readings
from training.evaluate.metrics import log_loss

_PARTS = 5  # of the training faces, each translated by what the others say (cross-validation)
_LEAST = 1e-3
"""Probability below which no vote is taken at its word."""


def with_translated_votes(train: Faces, held_back: Faces) -> tuple[Faces, Faces]:
    """Both folds with the probability of each label given the votes in place of the votes.

    Learned from the training faces: in five parts, each translated by what the other four say, so that no
    face's own label comes back through its votes. Faces that nobody voted on stay so. Where a label is too
    rare to be learned in parts, the votes stay as they are.
    """
    voted = np.flatnonzero(train.votes.any(axis=1))
    votes, labels = train.votes[voted], train.labels[voted]
    present, counts = np.unique(labels, return_counts=True)
    if len(present) < 2 or counts.min() < _PARTS:
        return train, held_back
    model = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=15, random_state=0)
    # Its threads gain nothing on tables as small as these, and wait for each other where cores are busy.
    with threadpool_limits(1):
        translated = cross_val_predict(model, votes, labels, cv=_PARTS, method="predict_proba")
        model.fit(votes, labels)
    ours = _with_votes(train, voted, present, translated)
    asked = np.flatnonzero(held_back.votes.any(axis=1))
    if not len(asked):
        return ours, held_back
    return ours, _with_votes(held_back, asked, present, model.predict_proba(held_back.votes[asked]))


def with_plain_votes(train: Faces, given: Faces, share: float) -> Faces:
    """The training faces with so large a share of the given votes mixed into their soft labels, 0 to 1."""
    both = (train.votes.any(axis=1) & given.votes.any(axis=1)).reshape(-1, 1)
    mixed = np.where(both, (1 - share) * train.votes + share * given.votes, train.votes)
    return replace(train, votes=mixed.astype(np.float32))


def with_readings(train: Faces, readings: Sequence[Readings], share: float) -> Faces:
    """The training faces with other networks' readings pooled into their votes, or into their labels without votes.

    A logarithmic opinion pool: each reader moves the classes that it knows against each other, and leaves to them
    together what they had. Faces that it did not read stay as they are, and so do those that nobody voted on where
    people voted on others: drawn faces, whose labels are exact.

    Args:
        train: votes translated, and pooled with the teachers'.
        readings: of each reader.
        share: of all readers together in the pool, 0 to 1.
    """
    chosen = _doubted(train)
    votes = train.targets(1.0)
    each = share / len(readings)
    pooled = (1 - share) * np.log(np.maximum(votes, _LEAST))
    for reader in readings:
        pooled = pooled + each * _log_after(votes, train, reader)
    result = np.zeros_like(train.votes)
    result[chosen] = softmax(pooled[chosen], axis=1)
    return replace(train, votes=result)


def _log_after(votes: NDArray[np.float32], train: Faces, reader: Readings) -> NDArray[np.float64]:
    """(n, classes) log-probabilities after the reader; as before where it did not read, and of other classes."""
    known = [train.classes.index(name) for name in reader.classes if name in train.classes]
    columns = [place for place, name in enumerate(reader.classes) if name in train.classes]
    result = votes.astype(np.float64)
    for row, picture in enumerate(train.names):
        said = reader.of.get(str(picture))
        if said is not None and (total := said[columns].sum()):
            result[row, known] = votes[row, known].sum() * said[columns] / total
    return np.log(np.maximum(result, _LEAST))


def _doubted(train: Faces) -> NDArray[np.bool_]:
    """(n,) whose labels are doubted: of all faces where nobody voted, else of those that people voted on."""
    voted = np.asarray(train.votes.any(axis=1))
    return voted if voted.any() else np.ones(len(train), dtype=bool)


def with_logits(
    train: Faces, held_back: Faces, logits: NDArray[np.floating], held_back_logits: NDArray[np.floating]
) -> Faces:
    """The training faces with votes and teachers' logits pooled into one soft label each, in place of the votes.

    Where people voted, faces that nobody voted on keep their labels: they are drawn, and teachers know less of them.

    A logarithmic opinion pool (Genest & Zidek, Statistical Science 1986): p ∝ votes^a · exp(b · logits + bias),
    whose weights and biases make the held-back labels likeliest.

    Args:
        train: votes translated.
        held_back: likewise.
        logits: (n, classes) of the training faces.
        held_back_logits: (m, classes).
    """
    held = [_logarithm(held_back.votes), held_back_logits]
    experts, classes = len(held), held_back_logits.shape[1]

    def pooled(parameters: NDArray[np.float64], of: Sequence[NDArray[np.floating]]) -> NDArray[np.float64]:
        weighted = sum(weight * each for weight, each in zip(parameters[:experts], of, strict=True))
        return np.asarray(weighted + parameters[experts:], dtype=np.float64)

    start = np.concatenate([np.full(experts, 0.5), np.zeros(classes)])
    found = minimize(lambda p: log_loss(pooled(p, held), held_back.labels), start, method="L-BFGS-B").x
    soft_labels = softmax(pooled(found, [_logarithm(train.votes), logits]), axis=1)
    soft_labels[~_doubted(train)] = 0
    return replace(train, votes=soft_labels.astype(np.float32))


def _logarithm(votes: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-probabilities (n, classes); all equal where nobody voted."""
    return np.asarray(log_softmax(np.log(np.maximum(votes, _LEAST).astype(np.float64)), axis=1))


def _with_votes(
    faces: Faces, chosen: NDArray[np.intp], classes: NDArray[np.int64], votes: NDArray[np.floating]
) -> Faces:
    changed = np.zeros_like(faces.votes)
    changed[np.ix_(chosen, classes)] = votes
    return replace(faces, votes=changed)
