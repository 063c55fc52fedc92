"""What other networks, or people, say of the pictures of a data set: a CSV for each of them.

The column `picture` names a picture, whose folders and ending do not count; the other columns are classes, under any of
their names, and hold probabilities. A reader that does not know a class has no column for it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from assistant.system.folder_walk import has_suffix
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import brief
from training.data.classes import DATA_CLASSES, parse_class
from training.data.sources.tables import number, read_heading, read_table
from training.errors import TrainingError

_PICTURE = "picture"
_SUMS = 1e-6, 1e6  # of a row: what is less, or more, is lost in single precision


@dataclass(frozen=True)
class Readings:
    """One reader's table.

    Attributes:
        classes: names of the classes that the reader knows, at least two.
        of: by `Record.picture`, the probabilities of `classes`, summing to 1.
    """

    classes: tuple[str, ...]
    of: dict[str, NDArray[np.float32]]


def read_readings(path: Path) -> Readings:
    """Read a reader's table.

    Raises:
        TrainingError: the file cannot be read, lacks the columns, holds what are no probabilities, or reads a picture
            twice.
    """
    rows: dict[str, NDArray[np.float32]] = {}
    try:
        columns = read_heading(path)
        known = {column: index for column in columns if (index := parse_class(column)) is not None}
        if _PICTURE not in columns or len(set(known.values())) < 2 or len(set(known.values())) < len(known):
            raise TrainingError(
                f"{path} holds no readings: give a CSV with the column 'picture' and one for each class that was read."
            )
        for where, cells in read_table(path):
            picture = _picture(cells[_PICTURE])
            if picture in rows:
                raise TrainingError(
                    f"{where} reads '{brief(picture)}' again: give each picture a name of its own, without folders."
                )
            rows[picture] = _probabilities(where, [cells[c] for c in known])
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error.strerror}): give the file of a reader.") from error
    return Readings(tuple(DATA_CLASSES[index] for index in known.values()), rows)


def readings_of(pictures: NDArray[np.str_], files: Sequence[str]) -> list[Readings]:
    """What the readers in `files` say of the `pictures`, (n,), each named as in `Record.picture`.

    Raises:
        TrainingError: see `read_readings`; or a reader says nothing of any picture, or something of a name that several
            of them have.
    """
    readers = [read_readings(Path(file)) for file in files]
    named = Counter(pictures.tolist())
    for file, reader in zip(files, readers, strict=True):
        read = named.keys() & reader.of.keys()
        if not read:
            raise TrainingError(
                f"{file} reads none of the training pictures, which have names like '{brief(min(named))}': give "
                f"readings of this very set."
            )
        if shared := [name for name in read if named[name] > 1]:
            raise TrainingError(
                f"{file} reads '{brief(min(shared))}', and {named[min(shared)]} training pictures are called so: give "
                f"each picture a name of its own, and prepare the set and read it again."
            )
    return readers


def require_own_names(pictures: NDArray[np.str_], whose: Path) -> None:
    """Refuse pictures, named as in `Record.picture`, that a table of readings could not tell apart.

    Raises:
        TrainingError: several have one name; `whose` names their set.
    """
    ((name, count),) = Counter(pictures.tolist()).most_common(1)
    if count > 1:
        raise TrainingError(
            f"{count} pictures of {whose} are called '{brief(name)}', and readings could not tell them apart: give "
            f"each a name of its own, or read one fold alone."
        )


def readings_table(pictures: NDArray[np.str_], classes: Sequence[str], probabilities: NDArray[np.floating]) -> str:
    """The CSV that `read_readings` reads: a row for each of (n,) pictures and (n, classes) probabilities."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([_PICTURE, *classes])
    writer.writerows([name, *(f"{p:.4f}" for p in row)] for name, row in zip(pictures, probabilities, strict=True))
    return table.getvalue()


def _picture(name: str) -> str:
    """The name as in `Record.picture`, which may have points, but neither folders nor ending."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.stem if has_suffix(path.name, PICTURE_SUFFIXES) else path.name


def _probabilities(where: str, cells: list[str]) -> NDArray[np.float32]:
    try:
        values = [number(cell) for cell in cells]
    except ValueError:
        values = []
    if min(values, default=-1.0) < 0 or not _SUMS[0] <= sum(values) <= _SUMS[1]:
        raise TrainingError(f"{where} holds no probabilities: give numbers of 0 or more, not all of them 0.")
    return np.asarray(values, dtype=np.float32) / np.float32(sum(values))
