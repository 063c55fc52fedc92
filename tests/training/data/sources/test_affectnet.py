"""AffectNet as it is handed out: tables of paths, and labels in files beside the pictures."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face, write_class_folders
from tests.training.data.tables import BOX_COLUMNS, write_table
from training.data.classes import DATA_CLASSES
from training.data.sources.opening import read_faces, read_records
from training.errors import TrainingError


@pytest.mark.parametrize("label", ["3", "surprise", "Surprised"])
def test_a_table_of_paths_is_read_with_names_and_affectnet_numbers(tmp_path: Path, label: str) -> None:
    (tmp_path / "val_set").mkdir()
    picture = np.zeros((100, 80), np.uint8)
    picture[10:58, 20:68] = draw_face(6, 1)
    cv2.imwrite(str(tmp_path / "val_set" / "1.png"), picture)
    columns = ["subDirectory_filePath", *BOX_COLUMNS, "facial_landmarks", "expression", "valence", "arousal"]
    row = ["val_set/1.png", "20", "10", "48", "48", "1;2", label, "0.1", "0.2"]
    write_table(tmp_path / "labels.csv", columns, [row])
    (record,) = read_records(tmp_path / "labels.csv")
    assert DATA_CLASSES[record.label] == "surprise"
    assert record.fold == "validation"
    assert np.array_equal(record.pixels, draw_face(6, 1))


def test_numbers_that_are_not_affectnets_are_refused(tmp_path: Path) -> None:
    """RAF-DB calls sadness 5, which is AffectNet's disgust."""
    write_table(tmp_path / "labels.csv", ["image", "label"], [[f"{n}.jpg", str(n)] for n in range(1, 8)])
    for read in (read_records, read_faces):
        with pytest.raises(TrainingError, match=r"labels\.csv numbers expressions from 1 to 7, as RAF-DB does"):
            read(tmp_path / "labels.csv")


def test_what_numbers_are_taken_for_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    for labels, said in ((("happy", "sad"), False), (("1", "sad"), True)):
        write_table(tmp_path / "labels.csv", ["image", "label"], [["1.jpg", label] for label in labels])
        list(read_records(tmp_path / "labels.csv"))
        assert ("labels.csv are taken for AffectNet's: 0 neutral, 1 happy, 2 sad, 3 surprise" in caplog.text) is said


def test_a_table_of_paths_with_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    write_class_folders(tmp_path, {"val_set": 1})
    write_table(tmp_path / "labels.csv", ["path", "label"], [[r"val_set\happy\fer0000003.png", "happy"]])
    (record,) = read_records(tmp_path / "labels.csv")
    assert (record.name, record.fold) == ("val_set/happy/fer0000003.png", "validation")
    assert np.array_equal(record.pixels, draw_face(3, 3))


@pytest.mark.parametrize("column", ["usage", "split"])
def test_a_table_of_paths_may_name_the_folds_in_a_column(tmp_path: Path, column: str) -> None:
    write_class_folders(tmp_path, {"faces": 1})
    rows = [["faces/happy/fer0000003.png", "happy", "PublicTest"], ["faces/sad/fer0000005.png", "sad", "train"]]
    write_table(tmp_path / "labels.csv", ["path", "label", column], rows)
    records = list(read_records(tmp_path / "labels.csv"))
    assert [record.fold for record in records] == ["validation", "train"]
    assert all(record.pixels is not None for record in records)


def test_a_table_of_paths_with_an_unknown_fold_is_refused(tmp_path: Path) -> None:
    rows = [["1.png", "happy", "train"], ["2.png", "sad", "probe"]]
    write_table(tmp_path / "labels.csv", ["path", "label", "split"], rows)
    with pytest.raises(TrainingError, match=r"Row 2 of .* has the unknown split 'probe': use train, validation or"):
        list(read_records(tmp_path / "labels.csv"))


@pytest.mark.parametrize("left", ["", "NULL", "nan", "inf", "99"])
def test_a_face_without_a_usable_box_is_unreadable(tmp_path: Path, left: str) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    write_table(tmp_path / "labels.csv", ["path", "label", *BOX_COLUMNS], [["1.png", "happy", left, "0", "48", "48"]])
    assert [record.pixels for record in read_records(tmp_path / "labels.csv")] == [None]


def test_affectnet_numbers_without_an_expression_are_left_out(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    write_table(tmp_path / "labels.csv", ["path", "label"], [["1.png", "10"], ["1.png", "7"], ["1.png", "0"]])
    assert [DATA_CLASSES[r.label] for r in read_records(tmp_path / "labels.csv")] == ["contempt", "neutral"]


@pytest.mark.parametrize("name", ["../1.png", r"..\1.png"])
def test_a_table_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "set").mkdir()
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    write_table(tmp_path / "set" / "labels.csv", ["path", "label"], [[name, "happy"]])
    with pytest.raises(TrainingError, match=r"outside its folder .* refused"):
        list(read_records(tmp_path / "set" / "labels.csv"))


def test_affectnets_own_folders_are_read_with_their_annotations(tmp_path: Path) -> None:
    for name in ("images", "annotations"):
        (tmp_path / "train_set" / name).mkdir(parents=True)
    for number, label in ((0, 1), (1, 7)):
        cv2.imwrite(str(tmp_path / "train_set" / "images" / f"{number}.jpg"), cv2.resize(draw_face(3, 1), (224, 224)))
        np.save(tmp_path / "train_set" / "annotations" / f"{number}_exp.npy", np.array(str(label)))
    records = list(read_records(tmp_path))
    assert [DATA_CLASSES[record.label] for record in records] == ["happy", "contempt"]
    assert {record.fold for record in records} == {"train"}


@pytest.mark.parametrize("damaged", [b"", b"garbage", b"PK\x03\x04", b"\x93NUMPY\x01\x00"])
def test_a_damaged_annotation_is_named(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "0_exp.npy").write_bytes(damaged)
    with pytest.raises(TrainingError, match=r"0_exp.npy is damaged .*: copy it again"):
        list(read_records(tmp_path))


def test_an_annotation_without_its_picture_is_an_unreadable_record(tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    np.save(tmp_path / "annotations" / "0_exp.npy", np.array("1"))
    assert [record.pixels for record in read_records(tmp_path)] == [None]
