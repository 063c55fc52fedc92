"""Find the pictures that would teach a network something false, or flatter its scores."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.imaging import Image, to_grey
from training.progress import progress

THUMBNAIL = 16
"""Side of the thumbnails by which near copies are found."""

NEAR_COPY = 0.98
"""Correlation of two thumbnails from which on they count as the same photograph: on FER2013 all pairs
above it that were looked at are one photograph, re-encoded, moved or with another contrast."""

_BLANK_DEVIATION = 2.0  # grey levels, below which a picture counts as blank
_CHUNK = 2048  # pictures that are compared with each other at a time

_T = TypeVar("_T", bound=np.generic)


class Reason(StrEnum):
    """Why a picture is left out."""

    UNREADABLE = "unreadable"
    CLASS = "class not learned"
    WRONG_SIZE = "too small or too long"
    BLANK = "blank"
    NO_FACE = "no face"
    UNDECIDED = "annotators undecided"
    IN_EVALUATION = "also in an evaluation fold"
    CONTRADICTS = "copies with different labels"
    COPY = "copy"
    NEAR_COPY = "near copy"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By which a picture is compared with others, exactly and nearly.

    Attributes:
        digest: BLAKE2 of the pixels, equal for exact copies on every machine.
        checksum: CRC-32 of the pixels as a share of its range, 0 to 1: an even, repeatable draw.
        thumbnail: (256,) float32 with mean 0 and length 1; all 0 for a blank picture.
        blank: whether there is next to no contrast.
    """

    digest: bytes
    checksum: float
    thumbnail: NDArray[np.float32]
    blank: bool


def fingerprint(face: Image) -> Fingerprint:
    """The fingerprint of a picture, grey or RGB uint8, that has its final shape."""
    data = face.tobytes()
    grey = to_grey(face)
    small = cv2.resize(grey, (THUMBNAIL, THUMBNAIL), interpolation=cv2.INTER_AREA).astype(np.float32).ravel()
    small -= small.mean()
    blank = float(grey.std()) < _BLANK_DEVIATION
    length = float(np.linalg.norm(small))
    thumbnail = np.zeros_like(small) if blank or length == 0 else small / length
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return Fingerprint(digest, zlib.crc32(data) / 2**32, thumbnail, blank)


def wrong_size(shape: tuple[int, ...], smallest: int) -> bool:
    """Whether a picture of (height, width, …) is too small, or too long to be a cropped face."""
    low, high = sorted(shape[:2])
    return low < smallest or high > 2 * low


def find_copies(
    fingerprints: list[Fingerprint], labels: NDArray[np.int64], evaluation: NDArray[np.bool_]
) -> dict[int, Reason]:
    """The training pictures to leave out because they are elsewhere too; evaluation pictures never are.

    Args:
        fingerprints: of all pictures.
        labels: (n,) of all pictures.
        evaluation: (n,) mask of the pictures in evaluation folds.

    Returns:
        Index to reason. Of exact copies with one label the first stays, and where their labels differ none does; of
        near copies the first stays, whatever their labels.
    """
    groups: dict[bytes, list[int]] = {}
    for index, each in enumerate(fingerprints):
        groups.setdefault(each.digest, []).append(index)
    out: dict[int, Reason] = {}
    for group in groups.values():
        train = [i for i in group if not evaluation[i]]
        if len(train) < len(group):
            out |= dict.fromkeys(train, Reason.IN_EVALUATION)
        elif len(set(labels[train].tolist())) > 1:
            out |= dict.fromkeys(train, Reason.CONTRADICTS)
        else:
            out |= dict.fromkeys(train[1:], Reason.COPY)
    return out | _near_copies(fingerprints, evaluation, out)


def _near_copies(
    fingerprints: list[Fingerprint], evaluation: NDArray[np.bool_], gone: dict[int, Reason]
) -> dict[int, Reason]:
    # Nearly every pair is compared: 30,000 pictures take seconds, and a million a night. Piece by piece, so
    # that memory holds the thumbnails and one piece of the comparison, however many pictures there are.
    thumbnails = np.stack([each.thumbnail for each in fingerprints]) if fingerprints else np.zeros((0, 1), np.float32)
    train = np.array([i for i in np.flatnonzero(~evaluation) if i not in gone], dtype=np.int64)
    evaluated = _pieces(thumbnails[evaluation])
    kept: list[NDArray[np.float32]] = []
    out: dict[int, Reason] = {}
    for rows in progress(_pieces(train), "near copies", "pieces"):
        piece = thumbnails[rows]
        leaked = _near_any(piece, evaluated)
        left_out = _with_later_copies(piece, leaked | _near_any(piece, kept))
        kept.append(piece[~left_out])
        out |= dict.fromkeys(rows[leaked].tolist(), Reason.IN_EVALUATION)
        out |= dict.fromkeys(rows[left_out & ~leaked].tolist(), Reason.NEAR_COPY)
    return out


def _pieces(array: NDArray[_T]) -> list[NDArray[_T]]:
    return [array[start : start + _CHUNK] for start in range(0, len(array), _CHUNK)]


def _near_any(piece: NDArray[np.float32], others: Iterable[NDArray[np.float32]]) -> NDArray[np.bool_]:
    """(n,) mask of the thumbnails that are near copies of any in the other pieces."""
    near = np.zeros(len(piece), dtype=np.bool_)
    for other in others:
        near |= (piece @ other.T > NEAR_COPY).any(axis=1)
    return near


def _with_later_copies(piece: NDArray[np.float32], left_out: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask of what is left out, and with it the near copies of what stays, in turn."""
    left_out = left_out.copy()
    for place, near in enumerate(piece @ piece.T > NEAR_COPY):
        if not left_out[place]:
            left_out[place + 1 :] |= near[place + 1 :]
    return left_out
