"""FERPlus votes (Barsoum et al., ICMI 2016): ten annotators' opinions of each FER2013 face."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.expressions import EXPRESSIONS, Expression
from training.datasets.faces import Faces
from training.errors import TrainingError

_NO_FACE = "NF"


def join_votes(faces: Faces, path: Path) -> tuple[Faces, np.ndarray]:
    """Add the votes in `path` to the faces of the same name.

    Returns:
        The faces with votes, and an (n,) bool mask of those in which most annotators saw no face.

    Raises:
        TrainingError: the file lacks the columns of FERPlus.
    """
    votes: dict[str, np.ndarray] = {}
    faceless: set[str] = set()
    try:
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                name = Path(row["Image name"]).stem
                shares = np.zeros(len(EXPRESSIONS), dtype=np.float32)
                for column, value in row.items():
                    if expression := Expression.parse(column):
                        shares[expression.index] = float(value)
                if int(row[_NO_FACE]) >= 5:
                    faceless.add(name)
                if shares.sum() > 0:
                    votes[name] = shares / shares.sum()
    except (OSError, KeyError, ValueError) as error:
        raise TrainingError(f"{path} holds no FERPlus votes ({error}): give the file fer2013new.csv.") from error
    nobody = np.zeros(len(EXPRESSIONS), dtype=np.float32)
    joined = np.stack([votes.get(str(name), nobody) for name in faces.names])
    return replace(faces, votes=joined), np.asarray([str(name) in faceless for name in faces.names])
