from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.data.sources.readings import read_readings, readings_table
from training.errors import TrainingError


def _write(folder: Path, *lines: str) -> Path:
    (folder / "reader.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "reader.csv"


def test_a_reader_that_knows_some_classes_by_other_names(tmp_path: Path) -> None:
    read = read_readings(_write(tmp_path, "picture,neutral,anger,Happiness", "fer1,1,2,1", "fer2,0,0,0.5"))
    assert read.classes == ("neutral", "angry", "happy")
    assert read.of["fer1"].tolist() == [0.25, 0.5, 0.25]
    assert read.of["fer2"].tolist() == [0, 0, 1]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    table = readings_table(np.array(["fer1", "a, b"]), ("angry", "happy"), np.array([[0.25, 0.75], [1.0, 0.0]]))
    (tmp_path / "reader.csv").write_text(table, encoding="utf-8", newline="")
    read = read_readings(tmp_path / "reader.csv")
    assert read.classes == ("angry", "happy")
    assert {name: said.tolist() for name, said in read.of.items()} == {"fer1": [0.25, 0.75], "a, b": [1, 0]}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["neutral,angry", "1,0"], "holds no readings"),
        (["picture,neutral", "fer1,1"], "holds no readings"),
        (["picture,angry,anger", "fer1,1,0"], "holds no readings"),
        (["picture,angry,happy", "fer1,0,0"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1,nan"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1,0", "fer2,-1,2"], "Row 2 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,much,0"], "Row 1 of .* holds no probabilities"),
    ],
)
def test_what_holds_no_readings_is_named(tmp_path: Path, lines: list[str], words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        read_readings(_write(tmp_path, *lines))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"reader\.csv cannot be read"):
        read_readings(tmp_path / "reader.csv")
