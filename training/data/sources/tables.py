"""CSV files as people have them: with a byte order mark, blank lines and spaces around the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from assistant.system.bounded_file import open_regular
from training.errors import TrainingError

_LONGEST_ROW = 2**20
"""Characters; a row of FER2013 has some 10,000."""


def read_heading(path: Path) -> list[str]:
    """The names of the columns, in lower case; none where the file is empty.

    Raises:
        TrainingError: the file is no CSV in UTF-8.
    """
    return [name.lower() for name in next(_rows(path), [])]


def read_table(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows below the heading, blank ones left out.

    Yields:
        What to call the row in a message ("Row 1 of …" is the first), and its cells by column in lower case.

    Raises:
        TrainingError: the file is no CSV in UTF-8, or a row has more or fewer cells than the heading.
    """
    columns = read_heading(path)
    for number, row in enumerate(_rows(path)):
        where = f"Row {number} of {path}"
        # A cell too few or too many moves all that follow it under the wrong names.
        if len(row) != len(columns):
            raise TrainingError(f"{where} has {len(row)} cells instead of {len(columns)}: copy the file again.")
        if number:
            yield where, dict(zip(columns, row, strict=True))


class _Lines:
    """The lines of a file, as long as those of one row together are within bounds."""

    def __init__(self, file: TextIOWrapper) -> None:
        self._file = file
        self.left = _LONGEST_ROW

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(self.left + 1):
            self.left -= len(line)
            if self.left < 0:
                raise csv.Error("it has a row without an end")
            yield line


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with TextIOWrapper(open_regular(path), encoding="utf-8-sig", newline="") as file:
            lines = _Lines(file)
            for row in csv.reader(lines):
                lines.left = _LONGEST_ROW
                if any("\0" in cell for cell in row):
                    raise csv.Error("it has zero bytes")
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield cells
    except UnicodeDecodeError as error:
        raise TrainingError(f"{path} is no text in UTF-8: save it again as a CSV in UTF-8.") from error
    except csv.Error as error:
        raise TrainingError(f"{path} cannot be read as a CSV ({error}): copy the file again.") from error
