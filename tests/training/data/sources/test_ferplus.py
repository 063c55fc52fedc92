"""FERPlus' votes are joined to the pictures that they are of."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import Expression
from tests.helpers.striped_faces import draw_face, write_class_folders
from tests.training.data.tables import HEADINGS, as_text, png, write_csv, write_table
from training.data.classes import DATA_CLASSES
from training.data.sources.ferplus import read_votes
from training.data.sources.opening import read_faces, read_soft_labels
from training.errors import TrainingError


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
    votes = _votes(tmp_path / "v.csv", [f"{u},,{counts}" for u in ("Training", "Training", "PublicTest")])
    path = write_csv(tmp_path / "f.csv", HEADINGS[0], [("3", as_text(draw_face(3, i)), u) for i, u in enumerate(usage)])
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
    (soft_label,) = read_votes(_votes(tmp_path / "v.csv", [f"Training,a.png,{row}"]), rule).soft_labels  # type: ignore[arg-type] # each parameter is a rule
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
    votes = _votes(tmp_path / "v.csv", ["Training,fer0000000.png,0,0,0,0,8,0,0,2,0,0"])
    faces = read_faces(lay_out(tmp_path), votes=votes)
    assert faces.names.tolist() == ["fer0000000"]
    assert faces.votes.tolist() == [[1, 0, 0, 0, 0, 0, 0]]
