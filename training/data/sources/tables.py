"""Tables as people have them: with commas, semicolons or tabs, in UTF-8 or UTF-16, with or without a mark of it."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from assistant.system.bounded_file import open_regular
from training.errors import TrainingError

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
"""Suffixes, in lower case, of the files that are taken for tables."""

_SEPARATORS = ",;\t|"
_SAYS_SEPARATOR = re.compile(r"sep=(.?)", re.IGNORECASE)
"""Excel's first line, which is no heading."""

_HEAD = 4096
"""Bytes in which a file shows what it is."""

_LONGEST_ROW = 2**20
"""Characters; a row of FER2013 has some 10,000."""


def read_heading(path: Path) -> list[str]:
    """The names of the columns, in lower case; none where the file is empty.

    Raises:
        TrainingError: the file is no such table.
    """
    return [name.lower() for name in next(_rows(path), [])]


def read_table(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows below the heading, blank ones left out.

    Yields:
        What to call the row in a message ("Row 1 of …" is the first), and its cells by column in lower case.

    Raises:
        TrainingError: the file is no such table, or a row has more or fewer cells than the heading.
    """
    columns = read_heading(path)
    for number, row in enumerate(_rows(path)):
        where = f"Row {number} of {path}"
        # A cell too few or too many moves all that follow it under the wrong names.
        if len(row) != len(columns):
            raise TrainingError(f"{where} has {len(row)} cells instead of {len(columns)}: copy the file again.")
        if number:
            yield where, dict(zip(columns, row, strict=True))


def number(text: str) -> float:
    """A number as spreadsheets write it, with a point or, as in Germany or France, a comma.

    Raises:
        ValueError: it is none.
    """
    return float(text.replace(",", "."))


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
        encoding, separator = _looks_like(path)
        with TextIOWrapper(open_regular(path), encoding=encoding, newline="") as file:
            lines, first = _Lines(file), True
            for row in csv.reader(lines, delimiter=separator):
                lines.left = _LONGEST_ROW
                if any("\0" in cell for cell in row):
                    raise csv.Error("it has zero bytes")
                cells = [cell.strip() for cell in row]
                if any(cells) and not (first and _SAYS_SEPARATOR.fullmatch("".join(row))):
                    yield cells
                first = first and not any(cells)
    except UnicodeDecodeError as error:
        raise TrainingError(f"{path} is no text in UTF-8 or UTF-16: save it again as a CSV in UTF-8.") from error
    except csv.Error as error:
        raise TrainingError(f"{path} cannot be read as a CSV ({error}): copy the file again.") from error


def _looks_like(path: Path) -> tuple[str, str]:
    """A table's encoding and separator, as its beginning shows them.

    The encoding is what the byte order mark says, or the zero bytes show; the separator is that of the signs which the
    heading has most often, unless Excel's first line says which.
    """
    with open_regular(path) as file:
        head = file.read(_HEAD) or b""
    encoding = _encoding(head)
    heading = codecs.getincrementaldecoder(encoding)().decode(head).lstrip().splitlines()[:1]
    said = _SAYS_SEPARATOR.fullmatch(heading[0]) if heading else None
    return encoding, said[1] if said and said[1] else max(_SEPARATORS, key="".join(heading).count)


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:2] == b"\0" != head[:1]:
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\0" != head[1:2] else "utf-8-sig"
