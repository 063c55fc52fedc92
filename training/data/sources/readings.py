"""What other networks, or people, say of the pictures of a data set: a CSV for each of them.

The column `picture` names a picture without its ending; the other columns are classes, under any of their names, and
hold probabilities. A reader that does not know a class has no column for it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.classes import DATA_CLASSES, parse_class
from training.data.sources.tables import number, read_heading, read_table
from training.errors import TrainingError

_PICTURE = "picture"


@dataclass(frozen=True)
class Readings:
    """One reader's table.

    Attributes:
        classes: names of the classes that the reader knows, at least two.
        of: by picture, the probabilities of `classes`, summing to 1.
    """

    classes: tuple[str, ...]
    of: dict[str, NDArray[np.float32]]


def read_readings(path: Path) -> Readings:
    """Read a reader's table.

    Raises:
        TrainingError: the file cannot be read, lacks the columns, or holds what are no probabilities.
    """
    try:
        columns = read_heading(path)
        known = {column: index for column in columns if (index := parse_class(column)) is not None}
        if _PICTURE not in columns or len(set(known.values())) < 2 or len(set(known.values())) < len(known):
            raise TrainingError(
                f"{path} holds no readings: give a CSV with the column 'picture' and one for each class that was read."
            )
        rows = {cells[_PICTURE]: _probabilities(where, [cells[c] for c in known]) for where, cells in read_table(path)}
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error.strerror}): give the file of a reader.") from error
    return Readings(tuple(DATA_CLASSES[index] for index in known.values()), rows)


def readings_table(pictures: NDArray[np.str_], classes: Sequence[str], probabilities: NDArray[np.floating]) -> str:
    """The CSV that `read_readings` reads: a row for each of (n,) pictures and (n, classes) probabilities."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([_PICTURE, *classes])
    writer.writerows([name, *(f"{p:.4f}" for p in row)] for name, row in zip(pictures, probabilities, strict=True))
    return table.getvalue()


def _probabilities(where: str, cells: list[str]) -> NDArray[np.float32]:
    try:
        values = [number(cell) for cell in cells]
    except ValueError:
        values = []
    if not values or not all(math.isfinite(value) and value >= 0 for value in values) or not sum(values):
        raise TrainingError(f"{where} holds no probabilities: give numbers of 0 or more, not all of them 0.")
    return np.asarray(values, dtype=np.float32) / np.float32(sum(values))
