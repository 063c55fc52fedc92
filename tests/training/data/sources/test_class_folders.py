"""Class folders and their zips, and what is no data set of that kind."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.faults.hostile import write_split_zip
from tests.helpers.striped_faces import draw_face, write_class_folders
from tests.training.data.tables import png
from training.data.sources.opening import read_faces, read_records
from training.errors import TrainingError


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


def test_class_folders_keep_the_folds_of_affectnet(tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "faces", {"train_set": 2, "val_set": 1})
    assert Counter(record.fold for record in read_records(folder)) == {"train": 14, "validation": 7}
    assert len(read_faces(folder, "val_set")) == 7


def test_folds_may_lie_below_the_classes(tmp_path: Path) -> None:
    for name in ("happy/eval/1.png", "happy/train/1.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(png(draw_face(3, 1)))
    assert [record.fold for record in read_records(tmp_path)] == ["test", "train"]


def test_a_character_in_front_of_the_class_is_read_as_in_ferg(tmp_path: Path) -> None:
    (tmp_path / "aia" / "aia_anger").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "aia" / "aia_anger" / "1.png"), cv2.resize(draw_face(0, 1), (256, 256)))
    faces = read_faces(tmp_path)
    assert faces.labels.tolist() == [Expression.ANGRY.position]
    assert faces.pixels.shape == (1, 48, 48)


@pytest.mark.logs("class 'boredom' is none")
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
            archive.writestr(name, png(draw_face(3, 1)))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


def test_a_zip_with_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "faces.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("train\\happy\\1.png", "__MACOSX\\train\\happy\\._1.png"):
            archive.writestr(name, png(draw_face(3, 1)))
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
        archive.writestr("./happy/1.png", png(draw_face(3, 1)))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_zip_is_named(tmp_path: Path, method: int) -> None:
    path = tmp_path / "faces.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("happy/1.png", png(draw_face(3, 1)))
    data = bytearray(path.read_bytes())
    start = 30 + len("happy/1.png")
    data[start : start + 400] = b"\xff" * 400
    path.write_bytes(data)
    with pytest.raises(TrainingError, match=r"happy/1.png in .* cannot be unpacked: copy the zip again"):
        list(read_records(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_packed_in_an_unusual_way_is_to_be_packed_again(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w", method) as archive:
        archive.writestr("happy/1.png", png(draw_face(3, 1)))
    with pytest.raises(TrainingError, match=r"happy/1.png in .* unusual way .*: pack it again as an ordinary zip"):
        list(read_records(tmp_path / "faces.zip"))


def test_a_part_of_a_split_zip_is_to_be_unpacked_with_the_others(tmp_path: Path) -> None:
    path = write_split_zip(tmp_path / "faces.zip", {"happy/1.png": png(draw_face(3, 1))})
    with pytest.raises(TrainingError, match=r"faces.zip is one part of a split zip: unpack it with the others"):
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
        archive.writestr("angry/1.png", png(draw_face(0, 1)))
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


@pytest.mark.logs("class 'posters' is none")
def test_what_is_never_unpacked_may_be_of_any_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faces.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("happy/1.png", png(draw_face(3, 1)))
        for name in ("fer2013.csv", "posters/1.png", "__MACOSX/happy/2.png"):
            archive.writestr(name, bytes(34 * 2**20))
    assert [record.name for record in read_records(tmp_path / "faces.zip")] == ["happy/1.png"]


@pytest.mark.logs("Unreadable and left out")
def test_what_is_no_picture_is_a_record_without_pixels(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy" / "1.png").write_bytes(b"no picture")
    (tmp_path / "happy" / "2.png").write_bytes(b"")
    assert [record.pixels for record in read_records(tmp_path)] == [None, None]
    with pytest.raises(TrainingError, match="no readable faces"):
        read_faces(tmp_path)


def test_what_is_left_out_is_named_and_what_systems_add_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for name in ("happy/10.jfif", "happy/2.JPG", "happy/._2.JPG", "sad/1.png", "Thumbs.db", "notes.txt", "sad/a.heic"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png(draw_face(3, 1)))
    assert [record.name for record in read_records(tmp_path)] == ["happy/2.JPG", "happy/10.jfif", "sad/1.png"]
    assert "2 files left out of" in caplog.text
    assert "notes.txt, a.heic" in caplog.text


def test_below_a_class_there_may_be_a_folder_for_each_person(tmp_path: Path) -> None:
    for name in ("train/happy/anna/1.png", "train/sad/1.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(png(draw_face(3, 1)))
    assert [(record.label, record.fold) for record in read_records(tmp_path)] == [(3, "train"), (5, "train")]


def test_a_class_folder_with_other_files_is_not_called_empty(tmp_path: Path) -> None:
    for name in ("happy/1.png", "sad/1.heic"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(png(draw_face(3, 1)))
    with pytest.raises(TrainingError, match=r"sad holds no pictures that are read here, only 1\.heic: save them as"):
        list(read_records(tmp_path))


@pytest.mark.parametrize("name", ["fer2013.csv", "inner.zip"])
def test_a_folder_or_zip_around_the_data_set_names_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text("emotion,pixels")
    with zipfile.ZipFile(tmp_path / "faces.zip", "w") as archive:
        archive.write(tmp_path / "data" / name, f"set/{name}")
    for source in (tmp_path / "data", tmp_path / "faces.zip"):
        with pytest.raises(TrainingError, match=f"but .*{name}: give that file"):
            list(read_records(source))


@pytest.mark.parametrize("ending", ["bmp", "jpg", "pgm", "png", "tif", "webp"])
def test_pictures_of_every_usual_kind_are_read(tmp_path: Path, ending: str) -> None:
    (tmp_path / "happy").mkdir()
    cv2.imwrite(str(tmp_path / "happy" / f"1.{ending}"), draw_face(3, 1))
    (record,) = read_records(tmp_path)
    assert record.pixels is not None
    assert record.pixels.shape == (48, 48)
