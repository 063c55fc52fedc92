"""A data set is opened by what lies at its path, and votes are joined to its pictures however they are laid out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.helpers.striped_faces import draw_face, write_class_folders
from tests.training.data.tables import HEADINGS, as_text, png, write_csv, write_table, write_votes
from training.data.sources.ferplus import read_votes
from training.data.sources.opening import read_faces, read_grouped, read_records, read_soft_labels
from training.errors import TrainingError


def test_votes_are_joined_to_fer2013_row_by_row(tmp_path: Path) -> None:
    """As in FERPlus, a row without a face has no name, and the names after it count on without it."""
    usage = ["Training"] * 4 + ["PublicTest"]
    counts = ["10,0,0,0,0,0,0,0,0,0", "0,0,0,0,0,0,0,0,0,10", "0,10,0,0,0,0,0,0,0,0", "0,0,10,0,0,0,0,0,0,0"]
    rows = zip(usage, ("fer0000000.png", "", "fer0000001.png", "fer0000002.png", "fer0000003.png"), strict=True)
    votes = write_votes(
        tmp_path / "v.csv",
        [",".join((*row, count)) for row, count in zip(rows, [*counts, "0,0,0,10,0,0,0,0,0,0"], strict=True)],
    )
    path = write_csv(tmp_path / "f.csv", HEADINGS[0], [("3", as_text(draw_face(3, i)), u) for i, u in enumerate(usage)])
    faces = read_faces(path, votes=votes)
    order = [Expression.NEUTRAL, None, Expression.HAPPY, Expression.SURPRISE, Expression.SAD]
    for row, expression in zip(faces.votes, order, strict=True):
        assert row.tolist() == [float(other is expression) for other in Expression]
    assert read_soft_labels(path, read_votes(votes))["row0000001"].faceless

    # The same pictures sorted into folders go by FERPlus's names, which name no face of row 1.
    (tmp_path / "happy").mkdir()
    cv2.imwrite(str(tmp_path / "happy" / "fer0000001.png"), draw_face(3, 2))
    assert read_faces(tmp_path, votes=votes).votes[0].tolist() == faces.votes[2].tolist()


@pytest.mark.logs("votes are not used")
@pytest.mark.parametrize("usage", [["Training"], ["Training", "PublicTest", "PublicTest"]])
def test_rows_that_differ_in_number_or_fold_have_no_votes(
    tmp_path: Path, usage: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    counts = "10,0,0,0,0,0,0,0,0,0"
    votes = write_votes(tmp_path / "v.csv", [f"{u},,{counts}" for u in ("Training", "Training", "PublicTest")])
    path = write_csv(tmp_path / "f.csv", HEADINGS[0], [("3", as_text(draw_face(3, i)), u) for i, u in enumerate(usage)])
    with pytest.raises(TrainingError, match=r"v\.csv has votes on none of the pictures"):
        read_faces(path, votes=votes)
    assert "its rows are not those of" in caplog.text


def test_votes_are_joined_to_faces(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train": 1})
    faces = read_faces(folder, votes=write_votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"]))
    index = faces.names.tolist().index("fer0000000")
    assert faces.votes[index].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert not np.delete(faces.votes, index, axis=0).any()


def _as_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "faces.zip", "w") as archive:
        archive.writestr("train/happy/fer0000000.png", png(draw_face(3, 0)))
    return folder / "faces.zip"


def _as_class_folders(folder: Path) -> Path:
    (folder / "train" / "happy").mkdir(parents=True)
    cv2.imwrite(str(folder / "train" / "happy" / "fer0000000.png"), draw_face(3, 0))
    return folder


def _as_path_table(folder: Path) -> Path:
    _as_class_folders(folder / "img")
    write_table(folder / "labels.csv", ["path", "label"], [["img/train/happy/fer0000000.png", "happy"]])
    return folder / "labels.csv"


def _as_affectnet(folder: Path) -> Path:
    for name in ("images", "annotations"):
        (folder / "train_set" / name).mkdir(parents=True)
    cv2.imwrite(str(folder / "train_set" / "images" / "fer0000000.png"), draw_face(3, 0))
    np.save(folder / "train_set" / "annotations" / "fer0000000_exp.npy", np.array("1"))
    return folder


@pytest.mark.parametrize("lay_out", [_as_zip, _as_class_folders, _as_path_table, _as_affectnet])
def test_votes_are_joined_to_fer2013s_pictures_however_they_are_laid_out(
    tmp_path: Path, lay_out: Callable[[Path], Path]
) -> None:
    votes = write_votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"])
    faces = read_faces(lay_out(tmp_path), votes=votes)
    assert faces.names.tolist() == ["fer0000000"]
    assert faces.votes.tolist() == [[1, 0, 0, 0, 0, 0, 0]]


def test_groups_come_from_a_tables_column_too(tmp_path: Path) -> None:
    write_class_folders(tmp_path, {"train": 1})
    rows = [f"{file.relative_to(tmp_path).as_posix()},{file.parent.name},old women" for file in tmp_path.rglob("*.png")]
    (tmp_path / "faces.csv").write_text("\n".join(["path,label,group", *rows]) + "\n")
    assert read_grouped(tmp_path / "faces.csv")[1] == [("old", "women")] * 7


@pytest.mark.logs("left out of|are left out")
def test_pictures_that_cannot_be_read_are_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_class_folders(tmp_path, {"faces": 1})
    rows = [["faces/happy/fer0000003.png", "happy"], ["faces/sad/gone.png", "sad"], ["faces/sad/cut.png", "sad"]]
    (tmp_path / "faces" / "sad" / "cut.png").write_bytes(png(draw_face(5, 1))[:60])
    rows.append(["faces/fear/fer0000002.png", "contempt"])
    write_table(tmp_path / "labels.csv", ["path", "label"], rows)
    assert len(read_faces(tmp_path / "labels.csv")) == 1
    assert "labels.csv: faces/sad/gone.png, faces/sad/cut.png (2 in all)." in caplog.text
    assert "contempt are left out of" in caplog.text


def test_folds_are_read_by_any_of_their_names(class_folders: Path) -> None:
    assert len(read_faces(class_folders, "validation")) == len(read_faces(class_folders, "PublicTest")) == 42
    assert len(read_faces(class_folders)) == 7 * 30


@pytest.mark.parametrize("folds", [("women", "men"), ("train", "eval")])
def test_all_pictures_are_in_folds_or_none_is(tmp_path: Path, folds: tuple[str, str]) -> None:
    write_class_folders(tmp_path, dict.fromkeys(folds, 1))
    assert len(list(read_records(tmp_path))) == 14


@pytest.mark.parametrize("other", ["probe", "unseen", "."])
def test_what_lies_beside_folds_and_names_none_is_never_taken_for_training(tmp_path: Path, other: str) -> None:
    write_class_folders(tmp_path, {"train": 1, other: 1})
    with pytest.raises(TrainingError, match=r"are in folds \(train/.*\) and some in none .*: give all of them a fold"):
        read_records(tmp_path)


def test_a_zip_that_is_partly_in_folds_is_refused_before_a_picture_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        for name in ("train/happy/1.png", "happy/2.png"):
            archive.writestr(name, b"no picture")
    with pytest.raises(TrainingError, match=r"are in folds \(train/happy/1.png\) and some in none \(happy/2.png\)"):
        read_records(tmp_path / "faces.zip")


def test_a_table_of_paths_that_is_partly_in_folds_is_refused_before_a_picture_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("path,label,split\na.png,happy,train\nb.png,sad,\nc.png,Furrowed,\n")
    with pytest.raises(TrainingError, match=r"are in folds \(a.png\) and some in none \(b.png\)"):
        read_records(path)


def test_affectnets_folders_that_are_partly_in_folds_are_refused_before_a_picture_is_decoded(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "val_set"):
        (folder / "annotations").mkdir(parents=True)
        np.save(folder / "annotations" / "1_exp.npy", np.array("1"))
    with pytest.raises(TrainingError, match=r"are in folds \(val_set/.*\) and some in none \(annotations/"):
        read_records(tmp_path)


def test_rows_of_a_table_without_a_fold_are_never_taken_for_training(tmp_path: Path) -> None:
    rows = [("3", as_text(draw_face(3, i)), usage) for i, usage in enumerate(("Training", ""))]
    path = write_csv(tmp_path / "f.csv", HEADINGS[0], rows)
    with pytest.raises(TrainingError, match=r"are in folds \(row0000000\) and some in none \(row0000001\)"):
        read_records(path)
