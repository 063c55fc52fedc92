from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.data.sources.readings import read_readings, readings_of, readings_table, require_own_names
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
        (["picture,angry,happy", "fer1,1e-50,1e-50"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1e300,1e300"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1,inf"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1,nan"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,1,0", "fer2,-1,2"], "Row 2 of .* holds no probabilities"),
        (["picture,angry,happy", "fer1,much,0"], "Row 1 of .* holds no probabilities"),
        (["picture,angry,happy", "angry/1.png,1,0", "happy/1.png,0,1"], "Row 2 of .* reads '1' again"),
    ],
)
def test_what_holds_no_readings_is_named(tmp_path: Path, lines: list[str], words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        read_readings(_write(tmp_path, *lines))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"reader\.csv cannot be read"):
        read_readings(tmp_path / "reader.csv")


@pytest.mark.parametrize(
    "name",
    ["fer0000000", "fer0000000.PNG", "train/angry/fer0000000.png", r"train\angry\fer0000000", "./fer0000000.jpeg"],
)
def test_folders_and_endings_of_pictures_do_not_count(tmp_path: Path, name: str) -> None:
    (reader,) = readings_of(np.array(["fer0000000"]), [str(_write(tmp_path, "picture,angry,happy", f"{name},1,3"))])
    assert reader.of["fer0000000"].tolist() == [0.25, 0.75]


def test_points_in_a_name_are_no_ending(tmp_path: Path) -> None:
    assert [*read_readings(_write(tmp_path, "picture,angry,happy", "MK.AN1,1,3", "MK.AN2.tiff,1,0")).of] == [
        "MK.AN1",
        "MK.AN2",
    ]


def test_a_reader_of_other_pictures_is_refused(tmp_path: Path) -> None:
    file = _write(tmp_path, "picture,angry,happy", "fer2,1,0")
    with pytest.raises(TrainingError, match=r"reader\.csv reads none of the training pictures.* like 'fer1'"):
        readings_of(np.array(["fer1", "fer3"]), [str(file)])


def test_a_reader_of_a_name_that_several_pictures_have_is_refused(tmp_path: Path) -> None:
    file = _write(tmp_path, "picture,angry,happy", "1,1,0", "2,1,0")
    with pytest.raises(TrainingError, match=r"reader\.csv reads '2', and 2 training pictures are called so"):
        readings_of(np.array(["1", "2", "2", "3", "3"]), [str(file)])


def test_pictures_that_readings_could_not_tell_apart_are_not_read() -> None:
    require_own_names(np.array(["1", "2"]), Path("faces"))
    with pytest.raises(TrainingError, match="2 pictures of faces are called '2'"):
        require_own_names(np.array(["1", "2", "2"]), Path("faces"))
