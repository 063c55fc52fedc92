"""FERPlus (Barsoum et al., ICMI 2016): ten annotators' opinions of each FER2013 face."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from training.classes import DATA_CLASSES, parse_class
from training.errors import TrainingError

Rule = Literal["soft", "majority", "paper"]
RULES: tuple[Rule, ...] = get_args(Rule)
"""soft: each opinion counts. majority: the single most frequent opinion counts. paper: as Barsoum et al.
cleaned them, opinions held once are dropped and faces without a class above half the rest are left out."""

_NO_FACE, _UNKNOWN = "NF", "unknown"


@dataclass(frozen=True)
class Votes:
    """What the annotators say, by picture name without ending.

    Attributes:
        shares: (8,) over `DATA_CLASSES`, summing to 1; absent where nobody saw an expression.
        faceless: names of the pictures in which at least half saw no face.
        undecided: names of the pictures that the rule leaves out.
    """

    shares: dict[str, NDArray[np.float32]]
    faceless: frozenset[str]
    undecided: frozenset[str]


def read_votes(path: Path, rule: Rule = "soft") -> Votes:
    """Read fer2013new.csv.

    A row without a picture name belongs to the FER2013 row of the same number.

    Raises:
        TrainingError: the file lacks FERPlus's columns.
    """
    shares, faceless, undecided = {}, set(), set()
    try:
        with path.open(newline="", encoding="utf-8") as file:
            for number, row in enumerate(csv.DictReader(file)):
                name = Path(row["Image name"]).stem or f"fer{number:07d}"
                counts = np.zeros(len(DATA_CLASSES), dtype=np.float32)
                for column, value in row.items():
                    if (index := parse_class(column)) is not None:
                        counts[index] = float(value)
                others = np.asarray([float(row[_UNKNOWN]), float(row[_NO_FACE])])
                if others[1] >= (counts.sum() + others.sum()) / 2:
                    faceless.add(name)
                share = _apply(rule, counts, others)
                if share is None:
                    undecided.add(name)
                elif share.sum() > 0:
                    shares[name] = share / share.sum()
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise TrainingError(f"{path} holds no FERPlus votes ({error}): give the file fer2013new.csv.") from error
    return Votes(shares, frozenset(faceless), frozenset(undecided))


def _apply(rule: Rule, counts: NDArray[np.float32], others: NDArray[np.float64]) -> NDArray[np.float32] | None:
    """The counts that the rule lets stand, or None where it leaves the face out."""
    if rule == "soft":
        return counts
    if rule == "majority":
        winners = counts == counts.max()
        return np.where(winners, counts, 0) if winners.sum() == 1 else np.zeros_like(counts)
    counts, others = np.where(counts > 1, counts, 0), np.where(others > 1, others, 0)
    return counts if counts.max() * 2 > counts.sum() + others.sum() else None
