from __future__ import annotations

import csv
import struct
import tracemalloc
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.training.conftest import draw_face, write_class_folders
from training.data.classes import DATA_CLASSES, parse_class
from training.data.sources.ferplus import read_votes
from training.data.sources.opening import read_faces, read_records, read_soft_labels
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
    assert [record.name for record in records] == ["row0000000", "row0000001", "row0000002"]
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
        ((*_bad_row()[:2], "Extra"), "unknown usage 'Extra'"),
        ((*_bad_row()[:2], "Training,1"), "4 cells instead of 3"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: tuple[str, str, str], words: str) -> None:
    with pytest.raises(TrainingError, match=f"Row 2 of .*{words}"):
        list(read_records(_csv(tmp_path / "fer2013.csv", _HEADINGS[0], [_bad_row(), row])))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_byte_order_mark_and_blank_lines_are_no_part_of_a_table(tmp_path: Path, encoding: str) -> None:
    path = _csv(tmp_path / "fer2013.csv", _HEADINGS[0], [_bad_row(), _bad_row()])
    path.write_text("\n" + path.read_text().replace("Training\n", "Training\n\n") + " \n,,\n", encoding=encoding)
    assert [record.name for record in read_records(path)] == ["row0000000", "row0000001"]


@pytest.mark.parametrize(
    ("damaged", "words"),
    [
        ("path,label\n1.png,happy\n".encode("utf-16"), "no text in UTF-8"),
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


def test_class_folders_keep_the_folds_of_affectnet(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train_set": 2, "val_set": 1})
    assert Counter(record.fold for record in read_records(folder)) == {"train": 14, "validation": 7}
    assert len(read_faces(folder, "val_set")) == 7


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


@pytest.mark.parametrize("inside", ["", "Thumbs.db"])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_class_folder_without_pictures_is_named(tmp_path: Path, inside: str, zipped: bool) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train": 1})
    (folder / "train" / "contempt").mkdir()
    if inside:
        (folder / "train" / "contempt" / inside).write_bytes(b"1")
    if zipped:
        with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
            for place in folder.rglob("*"):
                archive.write(place, place.relative_to(folder))
        folder = tmp_path / "faces.zip"
    with pytest.raises(TrainingError, match=r"train.contempt is empty of pictures"):
        list(read_records(folder))


def test_what_macos_adds_to_a_zip_is_no_part_of_the_data_set(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        for name in ("happy/1.png", "__MACOSX/happy/._1.png", "__MACOSX/sad/._.DS_Store"):
            archive.writestr(name, _png(draw_face(3, 1)))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


def test_a_zip_with_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "faces.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("train\\happy\\1.png", "__MACOSX\\train\\happy\\._1.png"):
            archive.writestr(name, _png(draw_face(3, 1)))
    (record,) = read_records(path)
    assert (record.name, record.fold) == ("train/happy/1.png", "train")
    assert np.array_equal(record.pixels, draw_face(3, 1))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("train\\sad\\", b"")
    with pytest.raises(TrainingError, match=r"train.sad is empty of pictures"):
        list(read_records(path))


def test_a_zip_may_begin_at_its_own_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        archive.writestr("./", b"")
        archive.writestr("./happy/1.png", _png(draw_face(3, 1)))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


@pytest.mark.parametrize(
    ("method", "header"),
    [(zipfile.ZIP_STORED, 0), (zipfile.ZIP_DEFLATED, 0), (zipfile.ZIP_BZIP2, 4), (zipfile.ZIP_LZMA, 12)],
)
def test_a_damaged_zip_is_named(tmp_path: Path, method: int, header: int) -> None:
    path = tmp_path / "faces.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("happy/1.png", _png(draw_face(3, 1)))
    data = bytearray(path.read_bytes())
    start = 30 + len("happy/1.png") + header
    data[start : start + 400] = b"\xff" * 400
    path.write_bytes(data)
    with pytest.raises(TrainingError, match=r"happy/1.png in .* cannot be unpacked: copy the zip again"):
        list(read_records(path))


def test_a_picture_that_would_fill_the_memory_is_never_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def no_decoding(*_: object) -> None:
        pytest.fail("was decoded")

    (tmp_path / "happy").mkdir()
    for side in (9_000, 10_000, 20_000, 100_000):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
        rows = chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
        (tmp_path / "happy" / f"{side}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + rows)
    monkeypatch.setattr(cv2, "imdecode", no_decoding)
    assert [record.pixels for record in read_records(tmp_path)] == [None] * 4
    assert not recwarn.list


@pytest.mark.parametrize(
    "name", ["../happy/1.png", "/happy/1.png", "happy\\..\\..\\1.png", "C:/happy/1.png", "../notes.txt"]
)
def test_a_zip_that_leaves_itself_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        archive.writestr(name, cv2.imencode(".png", draw_face(3, 1))[1].tobytes())
    with pytest.raises(TrainingError, match=r"outside itself .* refused"):
        list(read_records(tmp_path / "faces.zip"))


@pytest.mark.parametrize(("method", "size"), [(zipfile.ZIP_DEFLATED, 20), (zipfile.ZIP_STORED, 33)])
def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path, method: int, size: int) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w", method) as archive:
        archive.writestr("angry/1.png", _png(draw_face(0, 1)))
        archive.writestr("happy\\1.png", bytes(size * 2**20))
    with pytest.raises(TrainingError, match=f"would unpack to {size} MiB and is refused"):
        next(read_records(tmp_path / "faces.zip"))


def test_a_zip_bomb_that_claims_to_be_small_is_not_unpacked(tmp_path: Path) -> None:
    path, size = tmp_path / "faces.zip", 40 * 2**20
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("happy/1.png", bytes(size))
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", 1000)))
    tracemalloc.start()
    try:
        with pytest.raises(TrainingError, match="cannot be unpacked"):
            list(read_records(path))
        assert tracemalloc.get_traced_memory()[1] < size / 8
    finally:
        tracemalloc.stop()


def test_what_is_never_unpacked_may_be_of_any_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("happy/1.png", _png(draw_face(3, 1)))
        for name in ("fer2013.csv", "posters/1.png", "__MACOSX/happy/2.png"):
            archive.writestr(name, bytes(34 * 2**20))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


def test_what_is_no_picture_is_a_record_without_pixels(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy" / "1.png").write_bytes(b"no picture")
    (tmp_path / "happy" / "2.png").write_bytes(b"")
    assert [record.pixels for record in read_records(tmp_path)] == [None, None]
    with pytest.raises(TrainingError, match="no readable faces"):
        read_faces(tmp_path)


@pytest.mark.parametrize("ending", ["bmp", "jpg", "pgm", "png", "tif", "webp"])
def test_pictures_of_every_usual_kind_are_read(tmp_path: Path, ending: str) -> None:
    (tmp_path / "happy").mkdir()
    cv2.imwrite(str(tmp_path / "happy" / f"1.{ending}"), draw_face(3, 1))
    (record,) = read_records(tmp_path)
    assert record.pixels is not None
    assert record.pixels.shape == (48, 48)


@pytest.mark.parametrize("label", ["3", "surprise", "Surprised"])
def test_a_table_of_paths_is_read_with_names_and_affectnet_numbers(tmp_path: Path, label: str) -> None:
    (tmp_path / "val_set").mkdir()
    picture = np.zeros((100, 80), np.uint8)
    picture[10:58, 20:68] = draw_face(6, 1)
    cv2.imwrite(str(tmp_path / "val_set" / "1.png"), picture)
    columns = ["subDirectory_filePath", *_box_columns(), "facial_landmarks", "expression", "valence", "arousal"]
    row = ["val_set/1.png", "20", "10", "48", "48", "1;2", label, "0.1", "0.2"]
    _write_table(tmp_path / "labels.csv", columns, [row])
    (record,) = read_records(tmp_path / "labels.csv")
    assert DATA_CLASSES[record.label] == "surprise"
    assert record.fold == "validation"
    assert np.array_equal(record.pixels, draw_face(6, 1))


def test_a_table_of_paths_with_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    write_class_folders(tmp_path, {"val_set": 1})
    _write_table(tmp_path / "labels.csv", ["path", "label"], [[r"val_set\happy\fer0000003.png", "happy"]])
    (record,) = read_records(tmp_path / "labels.csv")
    assert (record.name, record.fold) == ("val_set/happy/fer0000003.png", "validation")
    assert np.array_equal(record.pixels, draw_face(3, 3))


@pytest.mark.parametrize("column", ["usage", "split"])
def test_a_table_of_paths_may_name_the_folds_in_a_column(tmp_path: Path, column: str) -> None:
    write_class_folders(tmp_path, {"faces": 1})
    rows = [["faces/happy/fer0000003.png", "happy", "PublicTest"], ["faces/sad/fer0000005.png", "sad", "train"]]
    _write_table(tmp_path / "labels.csv", ["path", "label", column], rows)
    records = list(read_records(tmp_path / "labels.csv"))
    assert [record.fold for record in records] == ["validation", "train"]
    assert all(record.pixels is not None for record in records)


@pytest.mark.parametrize("left", ["", "NULL", "nan", "inf", "99"])
def test_a_face_without_a_usable_box_is_unreadable(tmp_path: Path, left: str) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    _write_table(
        tmp_path / "labels.csv", ["path", "label", *_box_columns()], [["1.png", "happy", left, "0", "48", "48"]]
    )
    assert [record.pixels for record in read_records(tmp_path / "labels.csv")] == [None]


def test_affectnet_numbers_without_an_expression_are_left_out(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    _write_table(tmp_path / "labels.csv", ["path", "label"], [["1.png", "10"], ["1.png", "7"], ["1.png", "0"]])
    assert [DATA_CLASSES[r.label] for r in read_records(tmp_path / "labels.csv")] == ["contempt", "neutral"]


@pytest.mark.parametrize("name", ["../1.png", r"..\1.png"])
def test_a_table_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "set").mkdir()
    cv2.imwrite(str(tmp_path / "1.png"), draw_face(6, 1))
    _write_table(tmp_path / "set" / "labels.csv", ["path", "label"], [[name, "happy"]])
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


def _votes(path: Path, rows: list[str]) -> Path:
    heading = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path


def test_votes_are_shares(tmp_path: Path) -> None:
    rows = ["6,2,0,0,0,0,0,2,0,0", "0,0,0,0,0,0,0,0,0,10", "3,0,0,0,0,0,0,0,2,5", "0,0,0,0,0,0,0,0,0,0"]
    votes = read_votes(_votes(tmp_path / "v.csv", [f"Training,a.png,{row}" for row in rows]))
    share = dict(zip(DATA_CLASSES, votes.soft_labels[0].share.tolist(), strict=True))
    assert share == pytest.approx(dict.fromkeys(DATA_CLASSES, 0) | {"neutral": 0.6, "happy": 0.2, "contempt": 0.2})
    assert [soft_label.faceless for soft_label in votes.soft_labels] == [False, True, True, False]


def test_votes_are_joined_to_fer2013_row_by_row(tmp_path: Path) -> None:
    """As in FERPlus, a row without a face has no name, and the names after it count on without it."""
    usage = ["Training"] * 4 + ["PublicTest"]
    counts = ["10,0,0,0,0,0,0,0,0,0", "0,0,0,0,0,0,0,0,0,10", "0,10,0,0,0,0,0,0,0,0", "0,0,10,0,0,0,0,0,0,0"]
    rows = zip(usage, ("fer0000000.png", "", "fer0000001.png", "fer0000002.png", "fer0000003.png"), strict=True)
    votes = _votes(
        tmp_path / "v.csv",
        [",".join((*row, count)) for row, count in zip(rows, [*counts, "0,0,0,10,0,0,0,0,0,0"], strict=True)],
    )
    path = _csv(tmp_path / "f.csv", _HEADINGS[0], [("3", _pixels(draw_face(3, i)), u) for i, u in enumerate(usage)])
    faces = read_faces(path, votes=votes)
    order = [Expression.NEUTRAL, None, Expression.HAPPY, Expression.SURPRISE, Expression.SAD]
    for row, expression in zip(faces.votes, order, strict=True):
        assert row.tolist() == [float(other is expression) for other in Expression]
    assert read_soft_labels(path, read_votes(votes))["row0000001"].faceless

    # The same pictures sorted into folders go by FERPlus's names, which name no face of row 1.
    (tmp_path / "happy").mkdir()
    cv2.imwrite(str(tmp_path / "happy" / "fer0000001.png"), draw_face(3, 2))
    assert read_faces(tmp_path, votes=votes).votes[0].tolist() == faces.votes[2].tolist()


@pytest.mark.parametrize("usage", [["Training"], ["Training", "PublicTest", "PublicTest"]])
def test_rows_that_differ_in_number_or_fold_have_no_votes(
    tmp_path: Path, usage: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    counts = "10,0,0,0,0,0,0,0,0,0"
    votes = _votes(tmp_path / "v.csv", [f"{u},,{counts}" for u in ("Training", "Training", "PublicTest")])
    path = _csv(tmp_path / "f.csv", _HEADINGS[0], [("3", _pixels(draw_face(3, i)), u) for i, u in enumerate(usage)])
    with pytest.raises(TrainingError, match=r"v\.csv has votes on none of the pictures"):
        read_faces(path, votes=votes)
    assert "its rows are not those of" in caplog.text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Training,a.png,4,0,0,1,3,2,0,0,0,0,9", "13 cells instead of 12"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,", "has '' where votes are counted"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,nan", "has 'nan' where votes are counted"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,-1", "has '-1' where votes are counted"),
    ],
)
def test_a_bad_row_of_votes_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(TrainingError, match=f"Row 1 of .*{words}"):
        read_votes(_votes(tmp_path / "v.csv", [row]))


def test_votes_without_expressions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("Usage,Image name,unknown,NF\nTraining,a.png,0,0\n")
    with pytest.raises(TrainingError, match=r"holds no FERPlus votes \(it lacks angry, disgust, .*contempt\)"):
        read_votes(tmp_path / "v.csv")


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
    (soft_label,) = read_votes(_votes(tmp_path / "v.csv", [f"Training,a.png,{row}"]), rule).soft_labels  # type: ignore[arg-type]
    assert soft_label.undecided == (share is None)
    found = dict(zip(DATA_CLASSES, soft_label.share.tolist(), strict=True))
    assert {name: value for name, value in found.items() if value} == pytest.approx(share or {})


def test_votes_are_joined_to_faces(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train": 1})
    faces = read_faces(folder, votes=_votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"]))
    index = faces.names.tolist().index("fer0000000")
    assert faces.votes[index].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert not np.delete(faces.votes, index, axis=0).any()


def _as_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "faces.zip", "w") as archive:
        archive.writestr("train/happy/fer0000000.png", _png(draw_face(3, 0)))
    return folder / "faces.zip"


def _as_class_folders(folder: Path) -> Path:
    (folder / "train" / "happy").mkdir(parents=True)
    cv2.imwrite(str(folder / "train" / "happy" / "fer0000000.png"), draw_face(3, 0))
    return folder


def _as_path_table(folder: Path) -> Path:
    _as_class_folders(folder / "img")
    _write_table(folder / "labels.csv", ["path", "label"], [["img/train/happy/fer0000000.png", "happy"]])
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
    votes = _votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"])
    faces = read_faces(lay_out(tmp_path), votes=votes)
    assert faces.names.tolist() == ["fer0000000"]
    assert faces.votes.tolist() == [[1, 0, 0, 0, 0, 0, 0]]


def test_every_data_class_parses_to_itself() -> None:
    assert [parse_class(name) for name in DATA_CLASSES] == list(range(len(DATA_CLASSES)))


def _png(picture: np.ndarray) -> bytes:
    data: bytes = cv2.imencode(".png", picture)[1].tobytes()
    return data


def _box_columns() -> list[str]:
    return ["face_x", "face_y", "face_width", "face_height"]


def _write_table(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
