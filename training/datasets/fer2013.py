"""The original FER2013 table (Goodfellow et al., 2013): one CSV row per face."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME
from training.datasets.records import Record, fold_named
from training.errors import TrainingError

COLUMNS = frozenset({"emotion", "pixels", "usage"})


def read_fer2013(path: Path) -> Iterator[Record]:
    """The rows of `path`, whatever the order of its columns and the spaces around their names.

    A row's name is "fer" and its number in seven digits, as FERPlus names the pictures.

    Raises:
        TrainingError: a column is missing, a row has another number of pixels than 2304, or a label is
            not 0 to 6.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        heading = [name.strip().lower() for name in next(reader, [])]
        missing = sorted(COLUMNS - set(heading))
        if missing:
            raise TrainingError(f"{path} lacks the columns {', '.join(missing)}: give the FER2013 table itself.")
        emotion, pixels, usage = (heading.index(name) for name in ("emotion", "pixels", "usage"))
        for number, row in enumerate(reader):
            where = f"Row {number + 1} of {path}"
            if len(row) <= max(emotion, pixels, usage):
                raise TrainingError(f"{where} is cut short: copy the file again.")
            if row[emotion].strip() not in _LABELS:
                raise TrainingError(f"{where} has the unknown label '{row[emotion].strip()}': use 0 to 6.")
            yield Record(
                _square(row[pixels], where),
                _LABELS[row[emotion].strip()],
                fold_named(row[usage]) or row[usage].strip().lower(),
                f"fer{number:07d}",
            )


# FER2013 numbers happiness, sadness, surprise and neutral 3 to 6.
_ORDER = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
_LABELS = {str(number): EXPRESSIONS.index(name) for number, name in enumerate(_ORDER)}


def _square(text: str, where: str) -> np.ndarray:
    try:
        values = np.array(text.split(), dtype=np.uint8)
    except (ValueError, OverflowError) as error:
        raise TrainingError(f"{where} has a pixel that is no number from 0 to 255: copy the file again.") from error
    if len(values) != FRAME * FRAME:
        raise TrainingError(f"{where} has {len(values)} pixels instead of {FRAME * FRAME}: copy the file again.")
    return values.reshape(FRAME, FRAME)
