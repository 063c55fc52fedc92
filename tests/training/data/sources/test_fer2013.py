"""FER2013 as one table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from tests.training.data.tables import HEADINGS, as_text, write_csv
from training.data.classes import DATA_CLASSES
from training.data.sources.opening import read_records
from training.errors import TrainingError


@pytest.mark.parametrize("heading", HEADINGS)
def test_both_headings_of_fer2013_give_the_same_faces(tmp_path: Path, heading: str) -> None:
    face = draw_face(0, 1)
    rows = [("6", as_text(face), "Training"), ("3", as_text(face), "PublicTest"), ("0", as_text(face), "PrivateTest")]
    records = list(read_records(write_csv(tmp_path / "fer2013.csv", heading, rows)))
    assert [DATA_CLASSES[record.label] for record in records] == ["neutral", "happy", "angry"]
    assert [record.fold for record in records] == ["train", "validation", "test"]
    assert [record.name for record in records] == ["row0000000", "row0000001", "row0000002"]
    assert all(np.array_equal(record.pixels, face) for record in records)


def _bad_row(emotion: str = "3", pixels: str | None = None) -> tuple[str, str, str]:
    return emotion, as_text(draw_face(0, 1)) if pixels is None else pixels, "Training"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (_bad_row(pixels=as_text(draw_face(0, 1)).rpartition(" ")[0]), "2303 pixels instead of 2304"),
        (_bad_row(emotion="7"), "unknown label '7'"),
        (_bad_row(pixels="12 x 3"), "no number from 0 to 255"),
        (_bad_row(pixels="12 300 3"), "no number from 0 to 255"),
        ((*_bad_row()[:2], "Extra"), "unknown usage 'Extra'"),
        ((*_bad_row()[:2], "Training,1"), "4 cells instead of 3"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: tuple[str, str, str], words: str) -> None:
    with pytest.raises(TrainingError, match=f"Row 2 of .*{words}"):
        list(read_records(write_csv(tmp_path / "fer2013.csv", HEADINGS[0], [_bad_row(), row])))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_byte_order_mark_and_blank_lines_are_no_part_of_a_table(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "fer2013.csv", HEADINGS[0], [_bad_row(), _bad_row()])
    path.write_text("\n" + path.read_text().replace("Training\n", "Training\n\n") + " \n,,\n", encoding=encoding)
    assert [record.name for record in read_records(path)] == ["row0000000", "row0000001"]


@pytest.mark.parametrize(
    ("damaged", "words"),
    [
        ("path,label\nübel.png,happy\n".encode("latin-1"), "no text in UTF-8"),
        (b"path,label\n1\0.png,happy\n", "zero bytes"),
        (b'path,label\n"' + b"x" * 2**18, "cannot be read as a CSV"),
        (b"path,label\n1.png,happy\n1.png\n", "Row 2 of .* has 1 cells instead of 2"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, damaged: bytes, words: str) -> None:
    (tmp_path / "labels.csv").write_bytes(damaged)
    with pytest.raises(TrainingError, match=words):
        list(read_records(tmp_path / "labels.csv"))
