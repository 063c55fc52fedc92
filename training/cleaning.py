"""Find the faces that would teach a network something false."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from training.datasets.faces import Faces


def fingerprints(faces: Faces) -> NDArray[np.int64]:
    """(n,) a number that two faces share when their pixels are the same."""
    return np.asarray([hash(face.tobytes()) for face in faces.pixels], dtype=np.int64)


def held_back(faces: Faces, share: float) -> NDArray[np.bool_]:
    """(n,) mask of the share of faces that is kept out of training for selection and calibration.

    Chosen by a checksum of the pixels, so that every member of an ensemble holds back the same faces
    and copies of a face stay together.
    """
    checksums = np.asarray([zlib.crc32(face.tobytes()) for face in faces.pixels])
    return np.asarray(checksums / 2**32 < share)


def worth_learning(train: Faces, evaluation: Faces, faceless: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n,) mask of the training faces to keep.

    Left out: faces that the annotators took for none, blank ones, faces that are also in the
    evaluation fold, copies beyond the first, and all copies where their labels contradict each other.
    """
    prints = fingerprints(train)
    keep = ~faceless & (train.pixels.reshape(len(train), -1).std(axis=1) > 1)
    keep &= ~np.isin(prints, fingerprints(evaluation))
    _, first, group = np.unique(prints, return_index=True, return_inverse=True)
    labels_low = np.full(len(first), np.iinfo(np.int64).max)
    labels_high = np.full(len(first), -1)
    np.minimum.at(labels_low, group, train.labels)
    np.maximum.at(labels_high, group, train.labels)
    is_first = np.zeros(len(train), dtype=bool)
    is_first[first] = True
    return np.asarray(keep & is_first & (labels_low == labels_high)[group])
