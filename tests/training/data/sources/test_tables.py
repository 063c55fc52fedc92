"""Tables as spreadsheets and people save them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import pytest

from tests.helpers.striped_faces import draw_face
from training.data.sources.opening import read_records
from training.data.sources.tables import number, read_table

PIXELS = " ".join(map(str, draw_face(3, 1).ravel()))
ROWS = [["emotion", "pixels", "Usage"], ["3", PIXELS, "Training"], ["4", PIXELS, "PrivateTest"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".tsv", ".txt"])
def test_any_separator_encoding_and_end_of_lines(
    separator: str, encoding: str, end: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"fer2013{suffix}"
    path.write_bytes(end.join(separator.join(row) for row in ROWS).encode(encoding))
    assert [(record.label, record.fold) for record in read_records(path)] == [(3, "train"), (5, "test")]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", "\ufeffsep=;"])
def test_excels_first_line_is_no_heading(first: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{first}\na;b\n1,5;2\n", encoding="utf-8")
    ((_, cells),) = read_table(tmp_path / "t.csv")
    assert cells == {"a": "1,5", "b": "2"}
    assert number(cells["a"]) == 1.5


def test_the_competitions_own_table_has_no_folds(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text(f"emotion,pixels\n3,{PIXELS}\n6,{PIXELS}\n")
    assert [record.fold for record in read_records(path)] == ["", ""]


def test_a_table_of_paths_finds_names_in_their_other_form(tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    name = unicodedata.normalize("NFD", "Zoë.png")
    (tmp_path / "faces" / name).write_bytes(cv2.imencode(".png", draw_face(3, 1))[1].tobytes())
    (tmp_path / "list.csv").write_text("path;label\nfaces\\Zoë.png;happy\n", encoding="utf-8")
    (record,) = read_records(tmp_path / "list.csv")
    assert record.pixels is not None
