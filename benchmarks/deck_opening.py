"""How long a large deck takes to open, and a picture to be read: a folder and a zip of 36,000 pictures.

Run `python -m benchmarks.deck_opening [--pictures 36000]`.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter

import cv2
import numpy as np

from assistant.adapters.capture.pictures import PictureReader
from assistant.expressions import EXPRESSIONS
from assistant.practice.picture_folders import open_deck
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

_READS = 200


def main() -> None:
    """Make the pictures, then measure."""
    parser = make_parser(__doc__)
    parser.add_argument("--pictures", type=int, default=36_000, help="how many pictures the deck holds")
    count = parser.parse_args().pictures
    _, encoded = cv2.imencode(".png", np.full((48, 48), 128, np.uint8))
    names = [f"train/{EXPRESSIONS[number % len(EXPRESSIONS)]}/{number:06d}.png" for number in range(count)]
    with tempfile.TemporaryDirectory() as made:
        folder, archive = Path(made, "folder"), Path(made, "deck.zip")
        with zipfile.ZipFile(archive, "w") as opened:
            for name in names:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(encoded.tobytes())
                opened.writestr(name, encoded.tobytes())
        for source in (folder, archive):
            _measure(source, count)


def _measure(source: Path, count: int) -> None:
    with _timed() as opening:
        deck = open_deck(source)
    assert sum(len(deck.pictures(expression)) for expression in deck.expressions) == count
    rng = Random(0)
    with PictureReader() as reader, _timed() as reading:
        for _ in range(_READS):
            reader.read(deck.face(rng.choice(deck.expressions), 1.0, rng))
    each = reading[0] / _READS * 1e3
    print(f"{source.name}: {count} pictures open in {opening[0]:.2f} s, each is read in {each:.1f} ms")


@contextmanager
def _timed() -> Iterator[list[float]]:
    seconds: list[float] = []
    begin = perf_counter()
    yield seconds
    seconds.append(perf_counter() - begin)


if __name__ == "__main__":
    run_quietly(main)
