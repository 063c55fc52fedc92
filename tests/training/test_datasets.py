from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.training.conftest import draw_face, write_class_folders
from training.classes import DATA_CLASSES, parse_class
from training.datasets.ferplus import read_votes
from training.datasets.sources import read_faces, read_records
from training.errors import TrainingError

_HEADINGS = ("emotion,pixels,Usage", " Usage, pixels,emotion")


def _csv(path: Path, heading: str, rows: list[tuple[str, str, str]]) -> Path:
    order = [name.strip().lower() for name in heading.split(",")]
    cells = [dict(zip(("emotion", "pixels", "usage"), row, strict=True)) for row in rows]
    path.write_text("\n".join([heading, *(",".join(row[name] for name in order) for row in cells)]) + "\n")
    return path


def _pixels(face: np.ndarray) -> str:
    return " ".join(map(str, face.ravel()))


@pytest.mark.parametrize("heading", _HEADINGS)
def test_both_headings_of_fer2013_give_the_same_faces(tmp_path: Path, heading: str) -> None:
    face = draw_face(0, 1)
    rows = [("6", _pixels(face), "Training"), ("3", _pixels(face), "PublicTest"), ("0", _pixels(face), "PrivateTest")]
    records = list(read_records(_csv(tmp_path / "fer2013.csv", heading, rows)))
    assert [DATA_CLASSES[record.label] for record in records] == ["neutral", "happy", "angry"]
    assert [record.fold for record in records] == ["train", "validation", "test"]
    assert [record.name for record in records] == ["fer0000000", "fer0000001", "fer0000002"]
    assert all(np.array_equal(record.pixels, face) for record in records)


def _bad_row(emotion: str = "3", pixels: str | None = None) -> tuple[str, str, str]:
    return emotion, _pixels(draw_face(0, 1)) if pixels is None else pixels, "Training"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (_bad_row(pixels=_pixels(draw_face(0, 1)).rpartition(" ")[0]), "2303 pixels instead of 2304"),
        (_bad_row(emotion="7"), "unknown label '7'"),
        (_bad_row(pixels="12 x 3"), "no number from 0 to 255"),
        (_bad_row(pixels="12 300 3"), "no number from 0 to 255"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: tuple[str, str, str], words: str) -> None:
    with pytest.raises(TrainingError, match=f"Row 2 of .*{words}"):
        list(read_records(_csv(tmp_path / "fer2013.csv", _HEADINGS[0], [_bad_row(), row])))


def test_class_folders_and_their_zip_give_the_same_records(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"Training": 2, "PublicTest": 1})
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        for file in folder.rglob("*.png"):
            archive.write(file, Path("fer") / file.relative_to(folder))
    plain, zipped = list(read_records(folder)), list(read_records(tmp_path / "faces.zip"))
    assert len(plain) == 21
    assert [(r.label, r.fold) for r in plain] == [(r.label, r.fold) for r in zipped]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(plain, zipped, strict=True))
    assert {r.fold for r in plain} == {"train", "validation"}


def test_folds_are_read_by_any_of_their_names(class_folders: Path) -> None:
    assert len(read_faces(class_folders, "validation")) == len(read_faces(class_folders, "PublicTest")) == 42
    assert len(read_faces(class_folders)) == 7 * 30


def test_a_character_in_front_of_the_class_is_read_as_in_ferg(tmp_path: Path) -> None:
    (tmp_path / "aia" / "aia_anger").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "aia" / "aia_anger" / "1.png"), cv2.resize(draw_face(0, 1), (256, 256)))
    faces = read_faces(tmp_path)
    assert faces.labels.tolist() == [Expression.ANGRY.position]
    assert faces.pixels.shape == (1, 48, 48)


def test_an_unknown_class_is_skipped_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("happiness", "boredom"):
        (tmp_path / name).mkdir()
        cv2.imwrite(str(tmp_path / name / "1.png"), draw_face(3, 1))
    assert read_faces(tmp_path).labels.tolist() == [Expression.HAPPY.position]
    assert "'boredom'" in caplog.text


def test_an_empty_class_folder_is_named(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path, {"train": 1})
    (folder / "train" / "contempt").mkdir()
    with pytest.raises(TrainingError, match=r"contempt is empty"):
        list(read_records(folder))


@pytest.mark.parametrize("name", ["../happy/1.png", "/happy/1.png", "happy\\..\\..\\1.png", "C:/happy/1.png"])
def test_a_zip_that_leaves_itself_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        archive.writestr(name, cv2.imencode(".png", draw_face(3, 1))[1].tobytes())
    with pytest.raises(TrainingError, match=r"outside itself .* refused"):
        list(read_records(tmp_path / "faces.zip"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("happy/1.png", bytes(20 * 2**20))
    with pytest.raises(TrainingError, match="would unpack to 20 MiB and is refused"):
        list(read_records(tmp_path / "faces.zip"))


def test_what_is_no_picture_is_a_record_without_pixels(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy" / "1.png").write_bytes(b"no picture")
    (tmp_path / "happy" / "2.png").write_bytes(b"")
    assert [record.pixels for record in read_records(tmp_path)] == [None, None]
    with pytest.raises(TrainingError, match="no readable faces"):
        read_faces(tmp_path)


@pytest.mark.parametrize("label", ["3", "surprise", "Surprised"])
def test_a_table_of_paths_is_read_with_names_and_affectnet_numbers(tmp_path: Path, label: str) -> None:
    (tmp_path / "val_set").mkdir()
    picture = np.zeros((100, 80), np.uint8)
    picture[10:58, 20:68] = draw_face(6, 1)
    cv2.imwrite(str(tmp_path / "val_set" / "1.png"), picture)
    columns = ["subDirectory_filePath".replace("_file", "_faceFile"), "expression", *_box_columns()]
    _write_table(tmp_path / "labels.csv", columns, [["val_set/1.png", label, "20", "10", "48", "48"]])
    (record,) = read_records(tmp_path / "labels.csv")
    assert DATA_CLASSES[record.label] == "surprise"
    assert record.fold == "validation"
    assert np.array_equal(record.pixels, draw_face(6, 1))


def test_affectnet_numbers_without_an_expression_are_left_out(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    _write_table(tmp_path / "labels.csv", ["path", "label"], [["1.png", "10"], ["1.png", "7"], ["1.png", "0"]])
    assert [DATA_CLASSES[r.label] for r in read_records(tmp_path / "labels.csv")] == ["contempt", "neutral"]


def test_a_table_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    _write_table(tmp_path / "set" / "labels.csv", ["path", "label"], [["../1.png", "happy"]])
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


def _votes(path: Path, rows: list[str]) -> Path:
    heading = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path


def test_votes_are_shares_by_name_or_by_row(tmp_path: Path) -> None:
    votes = read_votes(
        _votes(tmp_path / "v.csv", ["Training,a.png,6,2,0,0,0,0,0,2,0,0", "Training,,0,0,0,0,0,0,0,0,0,10"])
    )
    share = dict(zip(DATA_CLASSES, votes.shares["a"].tolist(), strict=True))
    assert share == pytest.approx(dict.fromkeys(DATA_CLASSES, 0) | {"neutral": 0.6, "happy": 0.2, "contempt": 0.2})
    assert votes.faceless == {"fer0000001"}


@pytest.mark.parametrize(
    ("rule", "row", "share"),
    [
        ("majority", "5,3,2,0,0,0,0,0,0,0", {"neutral": 1.0}),
        ("majority", "5,5,0,0,0,0,0,0,0,0", {}),
        ("paper", "6,3,1,0,0,0,0,0,0,0", {"neutral": 6 / 9, "happy": 3 / 9}),
        ("paper", "4,4,0,0,0,0,0,0,2,0", None),
        ("paper", "1,1,1,1,1,1,1,1,1,1", None),
    ],
)
def test_the_rules_of_ferplus(tmp_path: Path, rule: str, row: str, share: dict[str, float] | None) -> None:
    votes = read_votes(_votes(tmp_path / "v.csv", [f"Training,a.png,{row}"]), rule)  # type: ignore[arg-type]
    assert ("a" in votes.undecided) == (share is None)
    found = dict(zip(DATA_CLASSES, votes.shares.get("a", np.zeros(8)).tolist(), strict=True))
    assert {name: value for name, value in found.items() if value} == pytest.approx(share or {})


def test_votes_are_joined_to_faces(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train": 1})
    faces = read_faces(folder, votes=_votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"]))
    index = faces.names.tolist().index("fer0000000")
    assert faces.votes[index].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert not np.delete(faces.votes, index, axis=0).any()


def test_every_data_class_parses_to_itself() -> None:
    assert [parse_class(name) for name in DATA_CLASSES] == list(range(len(DATA_CLASSES)))


def _box_columns() -> list[str]:
    return ["face_x", "face_y", "face_width", "face_height"]


def _write_table(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
