from __future__ import annotations

import csv
import json
import os
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.places import SHARED
from tests.helpers.striped_faces import draw_face, write_class_folders
from training.data.prepare import Plan, Source, check_unchanged, prepare
from training.data.prepared import FOLDS, read_fold, read_folds, read_summary
from training.data.set_folder import REMOVED
from training.data.sources.ferplus import SoftLabel, Votes, read_votes
from training.errors import TrainingError

FER2013 = SHARED / "data" / "fer2013"


def _rows_removed(out: Path) -> list[dict[str, str]]:
    with (out / REMOVED).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _removed(out: Path) -> dict[str, str]:
    return {Path(row["name"]).stem: row["reason"] for row in _rows_removed(out)}


def test_each_kind_of_bad_picture_goes_with_its_reason_and_evaluation_stays(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 3, "validation": 2})
    train, validation = faces / "train", faces / "validation"
    cv2.imwrite(str(train / "happy" / "blank.png"), np.full((48, 48), 90, np.uint8))
    (train / "happy" / "broken.png").write_bytes(b"\x89PNG")
    cv2.imwrite(str(train / "happy" / "long.png"), np.tile(draw_face(3, 500), (3, 1)))
    cv2.imwrite(str(train / "happy" / "small.png"), draw_face(3, 501)[:16, :16])
    cv2.imwrite(str(train / "happy" / "faceless.png"), draw_face(3, 502))
    cv2.imwrite(str(train / "happy" / "doubtful.png"), draw_face(3, 503))
    for folder, name in ((train / "sad", "one"), (train / "fear", "other")):
        cv2.imwrite(str(folder / f"{name}.png"), draw_face(5, 504))
    for name in ("first", "second"):
        cv2.imwrite(str(train / "angry" / f"z-{name}.png"), draw_face(4, 505))
    cv2.imwrite(str(train / "angry" / "z-third.png"), cv2.GaussianBlur(draw_face(4, 505), (3, 3), 0) // 2 + 40)
    leaked = cv2.imread(str(next((validation / "happy").iterdir())), cv2.IMREAD_GRAYSCALE)
    cv2.imwrite(str(train / "happy" / "leaked.png"), leaked)
    cv2.imwrite(str(validation / "sad" / "copy-in-evaluation.png"), leaked)
    before = {file: file.read_bytes() for file in faces.rglob("*.png")}

    out = tmp_path / "out"
    nobody = np.zeros(8, np.float32)
    soft_labels = SoftLabel(nobody, faceless=True), SoftLabel(nobody, undecided=True)
    votes = Votes(tmp_path / "votes.csv", "paper", soft_labels, ("faceless", "doubtful"), ("train", "train"))
    prepare([Source(faces)], Plan(held_back=0.3), out, votes)

    assert _removed(out) == {
        "blank": "blank",
        "broken": "unreadable",
        "long": "too small or too long",
        "small": "too small or too long",
        "faceless": "no face",
        "doubtful": "annotators undecided",
        "one": "copies with different labels",
        "other": "copies with different labels",
        "z-second": "copy",
        "z-third": "near copy",
        "leaked": "also in an evaluation fold",
    }
    assert len(read_fold(out, "validation")) == 7 * 2 + 1
    assert {file: file.read_bytes() for file in faces.rglob("*.png")} == before


def test_removed_copies_are_told_apart_by_their_class_and_set(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 6, "validation": 1})
    more = tmp_path / "more"
    for name, label in (("happy", 3), ("sad", 5)):
        (more / "train" / name).mkdir(parents=True)
        for file in (
            faces / "train" / name / "1.png",
            faces / "train" / name / "3.png",
            more / "train" / name / "3.png",
        ):
            cv2.imwrite(str(file), draw_face(label, 700))
    prepare([Source(faces), Source(more)], Plan(held_back=0.3), tmp_path / "out")
    assert {(row["source"], row["name"], row["reason"]) for row in _rows_removed(tmp_path / "out")} == {
        (str(faces), "train/happy/3.png", "copy"),
        (str(faces), "train/sad/3.png", "copy"),
        (str(more), "train/happy/3.png", "copy"),
        (str(more), "train/sad/3.png", "copy"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is Unicode")
def test_a_name_that_is_no_text_is_listed_with_a_question_mark(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 6, "validation": 1})
    (faces / "train" / "happy" / os.fsdecode(b"z\xe9.png")).write_bytes(b"no picture")
    prepare([Source(faces)], Plan(held_back=0.3), tmp_path / "out")
    assert [row["name"] for row in _rows_removed(tmp_path / "out")] == ["train/happy/z?.png"]


def test_held_back_faces_are_a_fixed_share_and_apart_from_training(tmp_path: Path, class_folders: Path) -> None:
    folds = {}
    for name in ("a", "b"):
        prepare([Source(class_folders)], Plan(held_back=0.25), tmp_path / name)
        folds[name] = read_folds(tmp_path / name)
    assert folds["a"].held_back.names.tolist() == folds["b"].held_back.names.tolist()
    assert not set(folds["a"].held_back.names) & set(folds["a"].train.names)
    share = len(folds["a"].held_back) / (len(folds["a"].held_back) + len(folds["a"].train))
    assert 0.1 < share < 0.4


def test_a_set_without_folds_gets_a_validation_fold(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"": 20})
    prepare([Source(faces)], Plan(held_back=0.2, validation=0.3), tmp_path / "out")
    sizes = [len(read_fold(tmp_path / "out", fold)) for fold in ("train", "held_back", "validation")]
    assert sum(sizes) == 140
    assert 20 < sizes[2] < 64


def test_a_set_without_validation_gets_it_from_its_training_fold(tmp_path: Path) -> None:
    """Most copies of FER2013 on Kaggle have `train` and `test` alone."""
    faces = write_class_folders(tmp_path / "faces", {"train": 20, "test": 3})
    prepare([Source(faces)], Plan(held_back=0.2, validation=0.3), tmp_path / "out")
    sizes = [len(read_fold(tmp_path / "out", fold)) for fold in FOLDS]
    assert sum(sizes[:3]) == 140
    assert 20 < sizes[2] < 64
    assert sizes[3] == 21
    trained = set(read_fold(tmp_path / "out", "train").names)
    assert not trained & set(read_fold(tmp_path / "out", "validation").names)


def test_a_validation_fold_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 20})
    (faces / "validation" / "happy").mkdir(parents=True)
    (faces / "validation" / "happy" / "1.png").write_bytes(b"no picture")
    with pytest.raises(TrainingError, match="No face is left for the fold 'validation'"):
        prepare([Source(faces)], Plan(held_back=0.2), tmp_path / "out")


def test_joined_sets_bring_training_faces_with_their_weight(tmp_path: Path, class_folders: Path) -> None:
    more = write_class_folders(tmp_path / "more", {"train": 2, "validation": 5})
    for file in list(more.rglob("*.png")):
        label, seed = int(file.stem[3:]) % 7, 9000 + int(file.stem[3:])
        cv2.imwrite(str(file), draw_face(label, seed))
        file.rename(file.with_name(f"more-{file.name}"))
    prepare([Source(class_folders), Source(more, 2.5)], Plan(held_back=0.2), tmp_path / "out")
    folds = read_folds(tmp_path / "out")
    joined = np.char.startswith(folds.train.names, "more-")
    assert joined.sum() == 14
    assert set(folds.train.weights[joined]) == {2.5}
    assert set(folds.train.weights[~joined]) == {1.0}
    assert not np.char.startswith(folds.validation.names, "more-").any()


def test_votes_are_joined_to_the_pictures_of_a_table(tmp_path: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 6, "validation": 1})
    files = sorted(faces.rglob("*.png"))
    lines = ["path,label", *(f"{file.relative_to(tmp_path)},{file.parent.name}" for file in files)]
    (tmp_path / "labels.csv").write_text("\n".join(lines) + "\n")
    soft_labels = tuple(SoftLabel(np.eye(8, dtype=np.float32)[6]) for _ in files)
    votes = Votes(
        tmp_path / "votes.csv", "soft", soft_labels, tuple(file.stem for file in files), ("train",) * len(files)
    )
    prepare([Source(tmp_path / "labels.csv")], Plan(held_back=0.3), tmp_path / "out", votes)
    train = read_fold(tmp_path / "out", "train")
    assert train.votes[:, 6].all()
    assert set(train.names) <= {file.stem for file in files}


@pytest.mark.logs("contempt are left out")
def test_contempt_is_left_out_aloud_or_learned(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 8, "validation": 2})
    (faces / "train" / "contempt").mkdir()
    for seed in range(8):
        cv2.imwrite(str(faces / "train" / "contempt" / f"{seed}.png"), draw_face(2, 700 + seed))
    prepare([Source(faces)], Plan(held_back=0.3), tmp_path / "seven")
    assert "8 faces of contempt are left out" in caplog.text
    prepare([Source(faces)], Plan(held_back=0.3, scheme="eight"), tmp_path / "eight")
    assert read_summary(tmp_path / "eight")["classes"][-1] == "contempt"
    assert (
        read_fold(tmp_path / "eight", "train").counts[-1] + read_fold(tmp_path / "eight", "held_back").counts[-1] == 8
    )


def test_anger_and_disgust_can_be_one_class(tmp_path: Path, class_folders: Path) -> None:
    prepare([Source(class_folders)], Plan(held_back=0.2, scheme="six"), tmp_path / "out")
    faces = read_fold(tmp_path / "out", "validation")
    assert faces.classes[0] == "angry or disgust"
    assert faces.counts.tolist() == [12, 6, 6, 6, 6, 6]


@pytest.mark.parametrize(("colour", "shape"), [(False, (224, 224)), (True, (224, 224, 3))])
def test_larger_and_coloured_pictures_are_stored_on_disk(tmp_path: Path, colour: bool, shape: tuple[int, ...]) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 6, "validation": 1})
    prepare([Source(faces)], Plan(side=224, colour=colour, held_back=0.3), tmp_path / "out")
    train = read_fold(tmp_path / "out", "train")
    assert train.pixels.shape[1:] == shape
    assert isinstance(train.pixels, np.memmap)
    assert not list((tmp_path / "out").glob("scratch*"))


def test_what_a_set_was_made_from_is_remembered(tmp_path: Path, class_folders: Path) -> None:
    sources, plan = [Source(class_folders), Source(_drawn(tmp_path), 0.5)], Plan(held_back=0.3)
    counts = ",".join(["10"] + ["0"] * 9)
    (tmp_path / "votes.csv").write_text(
        "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n"
        f"Training,fer0000000.png,{counts}\n"
    )
    votes = read_votes(tmp_path / "votes.csv")
    prepare(sources, plan, tmp_path / "out", votes)
    check_unchanged(tmp_path / "out", sources, plan, votes)
    for other, words in (
        ((sources[:1], plan, votes), "sources was .* and is .* now"),
        (([sources[0], Source(sources[1].path, 0.6)], plan, votes), r"sources was .*0\.5.* and is .*0\.6.* now"),
        ((sources, Plan(held_back=0.3, side=96), votes), "side was 48 and is 96 now"),
        ((sources, plan, None), "votes was .* and is None now"),
        ((sources, plan, read_votes(votes.path, "paper")), "votes was .*soft.* and is .*paper.* now"),
    ):
        with pytest.raises(TrainingError, match=rf"made from something else \({words}\): give another --out"):
            check_unchanged(tmp_path / "out", *other)


def test_a_set_from_before_that_was_remembered_is_used_as_it_is(tmp_path: Path, class_folders: Path) -> None:
    prepare([Source(class_folders)], Plan(held_back=0.3), tmp_path / "out")
    summary = read_summary(tmp_path / "out")
    del summary["made_from"]
    (tmp_path / "out" / "set.json").write_text(json.dumps(summary))
    check_unchanged(tmp_path / "out", [Source(tmp_path / "other")], Plan(side=96), None)


def _drawn(folder: Path) -> Path:
    (folder / "drawn" / "happy").mkdir(parents=True)
    cv2.imwrite(str(folder / "drawn" / "happy" / "drawn-1.png"), draw_face(3, 900))
    return folder / "drawn"


@pytest.mark.slow
@pytest.mark.skipif(not FER2013.exists(), reason="needs FER2013 in ../shared/data")
def test_fer2013_loses_copies_from_training_and_nothing_from_validation(tmp_path: Path) -> None:
    with zipfile.ZipFile(FER2013 / "images.zip") as archive:
        some = [name for name in archive.namelist() if "/disgust/" in name or "/surprise/" in name]
        archive.extractall(tmp_path / "some", some)
    votes = read_votes(FER2013 / "fer2013new.csv")
    summary = prepare([Source(tmp_path / "some")], Plan(), tmp_path / "out", votes)
    assert sum(summary["faces"]["validation"].values()) == 56 + 410
    gone = sum(summary["removed"].values())
    kept = sum(sum(counts.values()) for counts in summary["faces"].values())
    assert gone + kept == len(some)
    assert summary["removed"]["also in an evaluation fold"] > 20
    assert read_fold(tmp_path / "out", "validation").votes.sum(axis=1) == pytest.approx(1, abs=1e-5)
