"""One labelled picture on its way from a data set, and the shape that all pictures are given."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numpy as np

from assistant.adapters.capture.encoded_picture import TooManyPixelsError, decoded
from assistant.imaging import Image, to_grey
from assistant.system.printable import brief, listed
from training.data.classes import DATA_CLASSES, parse_class
from training.errors import TrainingError

log = logging.getLogger(__name__)

LARGEST_PICTURE = 32 * 2**20
"""Bytes of a picture's file."""

_NAMED = 20

_FOLDS = {
    "train": {"train", "training"},
    "validation": {"validation", "val", "valid", "dev", "devel", "development", "publictest"},
    "test": {"test", "testing", "eval", "evaluation", "holdout", "heldout", "privatetest"},
}
_BESIDE_FOLDS = re.compile(r"[\W_]+|((data|faces|fold|images|pictures|set|split|subset)[\W_]*)+$")
"""What may follow a data set's word for a fold, or divide it: "val_set", "Test Images", "hold-out"."""


@dataclass(frozen=True, slots=True)
class Record:
    """A picture as its data set gives it.

    Attributes:
        pixels: (height, width) grey or (height, width, 3) RGB, uint8; None where it cannot be decoded.
        label: index into `training.data.classes.DATA_CLASSES`.
        fold: "train", "validation", "test", or "" where the data set has no folds.
        name: unique within the data set; where it is a file's, its path there, with "/" between the folders.
        groups: of people, as the data set names them, that the picture belongs to.
    """

    pixels: Image | None
    label: int
    fold: str
    name: str
    groups: tuple[str, ...] = ()

    @property
    def picture(self) -> str:
        """The name without folders and ending, by which FERPlus knows it."""
        return PurePosixPath(self.name).stem


def fold_named(name: str) -> str | None:
    """The fold that a data set's word for it means, also as AffectNet's "train_set"; None where it is no such word."""
    word = _BESIDE_FOLDS.sub("", name.strip().lower())
    return next((fold for fold, words in _FOLDS.items() if word in words), None)


def fold_in_cell(cell: str, column: str, where: str) -> str:
    """The fold that a table's cell names; "" where it is blank.

    Raises:
        TrainingError: it holds another word, whose pictures would otherwise be taken for training.
    """
    fold = fold_named(cell) if cell else ""
    if fold is None:
        raise TrainingError(
            f"{where} has the unknown {column} '{brief(cell)}': use train, validation or test, or give the column "
            f"another name where it means no folds."
        )
    return fold


def fold_of(folder: PurePosixPath) -> str:
    """The fold that this folder, or one around it, is named after; "" where none is.

    Raises:
        TrainingError: two of them name two folds, and which one is meant nobody can tell.
    """
    folds = [*dict.fromkeys(filter(None, map(fold_named, folder.parts)))]
    if len(folds) > 1:
        raise TrainingError(
            f"{brief(str(folder))} names two folds, {' and '.join(folds)}: give the folder in which the set itself "
            f"lies, or call one of them otherwise."
        )
    return folds[0] if folds else ""


def groups_of(folder: PurePosixPath) -> tuple[str, ...]:
    """The groups that this folder and those around it are named after: all but those for folds and classes."""
    return tuple(part for part in folder.parts if fold_named(part) is None and parse_class(part) is None)


def decode(data: bytes, colour: bool) -> Image | None:
    """The picture in a file's bytes as the assistant sees it, grey or RGB; None where they hold none or too much."""
    try:
        picture = decoded(data)
    except TooManyPixelsError:
        return None
    return picture if picture is None or colour else to_grey(picture)


def shaped(picture: Image, side: int, colour: bool) -> Image:
    """The picture's centre square as (side, side) grey or (side, side, 3) RGB."""
    height, width = picture.shape[:2]
    square = min(height, width)
    top, left = (height - square) // 2, (width - square) // 2
    picture = picture[top : top + square, left : left + square]
    if square != side:
        way = cv2.INTER_AREA if square > side else cv2.INTER_CUBIC
        picture = np.asarray(cv2.resize(picture, (side, side), interpolation=way), dtype=np.uint8)
    if colour and picture.ndim == 2:
        return np.repeat(picture[:, :, np.newaxis], 3, axis=2)
    return picture


def of_fold(records: Iterable[Record], fold: str | None) -> Iterator[Record]:
    """The records of one fold, or all of them where `fold` is None."""
    wanted = fold and (fold_named(fold) or fold)
    return (record for record in records if not wanted or record.fold == wanted)


def warn_unknown(names: Iterable[str]) -> None:
    """Name the classes that are left out because they are none of `DATA_CLASSES`."""
    unknown = sorted(set(names))
    for name in unknown[:_NAMED]:
        log.warning("The class '%s' is none of %s and is left out.", brief(name), ", ".join(DATA_CLASSES))
    if len(unknown) > _NAMED:
        log.warning("So are %d other classes.", len(unknown) - _NAMED)


def warn_unreadable(names: Sequence[str], path: Path) -> None:
    """Count the pictures of the set at `path` that cannot be read, and name the first of them."""
    if names:
        log.warning("Unreadable and left out of %s: %s (%d in all).", path, listed(names), len(names))
