"""The original FER2013 table (Goodfellow et al., 2013): one CSV row per face."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME
from assistant.system.printable import brief
from training.data.records import Record, fold_in_cell
from training.data.sources.tables import read_heading, read_table
from training.errors import TrainingError

COLUMNS = frozenset({"emotion", "pixels"})
USAGE = "usage"
"""The column of the folds, which the competition's own train.csv lacks."""


def read_fer2013(path: Path) -> Iterator[Record]:
    """The rows of `path`, whatever the order of its columns and the spaces around their names.

    Raises:
        TrainingError: a column is missing, a row has another number of pixels than 2304, a label is not 0 to 6,
            or a usage is unknown.
    """
    for number, (where, cells) in enumerate(_read(path)):
        label = cells["emotion"]
        if label not in _LABELS:
            raise TrainingError(f"{where} has the unknown label '{brief(label)}': use 0 to 6.")
        yield Record(_square(cells["pixels"], where), _LABELS[label], _fold(cells, where), row_name(number))


def read_usage(path: Path) -> list[str]:
    """The fold of each row, without its pixels.

    Raises:
        TrainingError: a column is missing, or a usage is unknown.
    """
    return [_fold(cells, where) for where, cells in _read(path)]


def row_name(number: int) -> str:
    """The name of the face in this row, counted from 0; it is none of FERPlus's, whose numbers leave rows out."""
    return f"row{number:07d}"


# FER2013 numbers happiness, sadness, surprise and neutral 3 to 6.
_ORDER = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
_LABELS = {str(number): EXPRESSIONS.index(name) for number, name in enumerate(_ORDER)}


def _read(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    heading = set(read_heading(path))
    if "pixels" in heading and "emotion" not in heading:
        raise TrainingError(f"{path} has faces but no column 'emotion' that says what they show: give a labelled set.")
    if missing := sorted(COLUMNS - heading):
        raise TrainingError(f"{path} lacks the columns {', '.join(missing)}: give the FER2013 table itself.")
    return read_table(path)


def _fold(cells: dict[str, str], where: str) -> str:
    return fold_in_cell(cells.get(USAGE, ""), USAGE, where)


def _square(text: str, where: str) -> np.ndarray:
    try:
        values = np.array(text.split(), dtype=np.uint8)
    except (ValueError, OverflowError) as error:
        raise TrainingError(f"{where} has a pixel that is no number from 0 to 255: copy the file again.") from error
    if len(values) != FRAME * FRAME:
        raise TrainingError(f"{where} has {len(values)} pixels instead of {FRAME * FRAME}: copy the file again.")
    return values.reshape(FRAME, FRAME)
