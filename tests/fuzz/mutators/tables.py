"""CSV tables: cells, rows, separators and encodings changed."""

from __future__ import annotations

import csv
import io
from random import Random

from tests.fuzz.mutators import plain

_CELLS = (
    "", " ", "0", "7", "-1", "6.0", "1e999", "nan", "inf", "٣", "²", "happy", "contempt", "none", "Training", "xx",
    "NF",
    "1.png", "../1.png", "/etc/passwd", "a\\b.png", "\0", "a\nb", 'a"b', "é", "255 " * 2304, "256 " * 2304, "9" * 5000,
    "x" * 140_000, "0 " * 2303, "-0", "1_0", "１", "./1.png", "C:\\1.png", "x" * 300 + ".png",
)  # fmt: skip
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32")


def table(data: bytes, rng: Random) -> bytes:
    """One to three changes of cells and rows, in the same form or, more rarely, in another."""
    lot = rng.random()
    if lot < 0.15:
        return plain.text(data, rng)
    try:
        found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return plain.changed(data, rng)
    for _ in range(rng.randint(1, 3)):
        _edit(found, rng)
    out = io.StringIO(newline="")
    ends = rng.choice(("\n", "\n", "\r\n", "\r"))
    try:
        csv.writer(out, delimiter="," if lot < 0.9 else rng.choice(";\t|"), lineterminator=ends).writerows(found)
    except csv.Error:
        return plain.text(data, rng)
    return out.getvalue().encode(rng.choice(_ENCODINGS), "replace")


def _edit(rows: list[list[str]], rng: Random) -> None:
    if not rows:
        return
    index = rng.randrange(len(rows)) if rng.random() < 0.7 else 0
    row, lot = rows[index], rng.random()
    if lot < 0.55 and row:
        rows[index] = [*row]
        rows[index][rng.randrange(len(row))] = rng.choice(_CELLS)
    elif lot < 0.65 and row:
        at = rng.randrange(len(row))
        for one in rows:
            del one[at : at + 1]
    elif lot < 0.75:
        rows[index] = row[: rng.randint(0, len(row))] + [rng.choice(_CELLS)] * rng.randint(0, 2)
    elif lot < 0.85:
        rows.insert(rng.randint(0, len(rows)), [*row])
    elif lot < 0.92:
        del rows[index]
    else:
        rng.shuffle(row)
