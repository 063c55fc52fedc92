"""FERPlus (Barsoum et al., ICMI 2016): ten annotators' votes on each FER2013 face, as soft labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from assistant.system.printable import brief
from training.data.classes import DATA_CLASSES, parse_class
from training.data.records import fold_named
from training.data.sources.tables import number, read_heading, read_table
from training.errors import TrainingError

Rule = Literal["soft", "majority", "paper"]
RULES: tuple[Rule, ...] = get_args(Rule)
"""soft: each vote counts. majority: the class with the most votes counts, if it is one. paper: as Barsoum et al.
cleaned them, single votes are dropped and faces without a class above half the rest are left out."""

_MOST_VOTES = 1_000_000

_PICTURE, _USAGE, _NO_FACE, _UNKNOWN = "image name", "usage", "nf", "unknown"


@dataclass(frozen=True, slots=True)
class SoftLabel:
    """What the annotators say of one face.

    Attributes:
        share: (8,) over `DATA_CLASSES`, summing to 1, or all 0 where no vote counts.
        faceless: at least half saw no face.
        undecided: the rule leaves the face out.
    """

    share: NDArray[np.float32]
    faceless: bool = False
    undecided: bool = False


@dataclass(frozen=True)
class Votes:
    """FERPlus's table, row by row.

    Attributes:
        path: where it lies.
        rule: by which votes became soft labels.
        soft_labels: of each row.
        pictures: each row's picture name without ending, "" where it has none.
        folds: each row's fold, "" where it has none.
    """

    path: Path
    rule: Rule
    soft_labels: tuple[SoftLabel, ...]
    pictures: tuple[str, ...]
    folds: tuple[str, ...]


def read_votes(path: Path, rule: Rule = "soft") -> Votes:
    """Read fer2013new.csv.

    Raises:
        TrainingError: the file lacks FERPlus's columns, or a count is no number.
    """
    columns = read_heading(path)
    classes = {column: index for column in columns if (index := parse_class(column)) is not None}
    missing = [column for column in (_PICTURE, _USAGE, _UNKNOWN, _NO_FACE) if column not in columns]
    missing += [name for index, name in enumerate(DATA_CLASSES) if index not in classes.values()]
    if missing:
        raise TrainingError(
            f"{path} holds no FERPlus votes (it lacks {', '.join(missing)}): give the file fer2013new.csv."
        )
    soft_labels, pictures, folds = [], [], []
    for where, cells in read_table(path):
        counts = np.zeros(len(DATA_CLASSES), dtype=np.float32)
        for column, index in classes.items():
            counts[index] = _count(cells[column], where)
        others = np.asarray([_count(cells[column], where) for column in (_UNKNOWN, _NO_FACE)])
        soft_labels.append(_soft_label(rule, counts, others))
        pictures.append(Path(cells[_PICTURE]).stem)
        folds.append(fold_named(cells[_USAGE]) or "")
    return Votes(path, rule, tuple(soft_labels), tuple(pictures), tuple(folds))


def _count(text: str, where: str) -> float:
    try:
        count = number(text)
    except ValueError:
        count = math.nan
    if not 0 <= count <= _MOST_VOTES:
        raise TrainingError(f"{where} has '{brief(text)}' where votes are counted: give the file fer2013new.csv.")
    return count


def _soft_label(rule: Rule, counts: NDArray[np.float32], others: NDArray[np.float64]) -> SoftLabel:
    faceless = bool(2 * others[1] >= counts.sum() + others.sum() > 0)
    share = _apply(rule, counts, others)
    if share is None:
        return SoftLabel(np.zeros_like(counts), faceless, undecided=True)
    return SoftLabel(share / share.sum() if share.sum() > 0 else share, faceless)


def _apply(rule: Rule, counts: NDArray[np.float32], others: NDArray[np.float64]) -> NDArray[np.float32] | None:
    """The counts that the rule lets stand, or None where it leaves the face out."""
    if rule == "soft":
        return counts
    if rule == "majority":
        winners = counts == counts.max()
        return np.where(winners, counts, 0) if winners.sum() == 1 else np.zeros_like(counts)
    counts, others = np.where(counts > 1, counts, 0), np.where(others > 1, others, 0)
    return counts if counts.max() * 2 > counts.sum() + others.sum() else None
