"""A data set is counted before it is learned from: classes, sizes, copies, and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from training.errors import TrainingError
from training.reports.inspection import inspect


def _write(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels)


@pytest.mark.logs("Unreadable and left out of .*: train/sad/6.png")
def test_everything_in_a_set_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.reports.charts.png", lambda figure: b"as a picture it would take longer")
    faces = tmp_path / "faces"
    known = draw_face(3, 1)
    _write(faces / "train" / "happy" / "1.png", known)
    _write(faces / "train" / "happy" / "2.png", draw_face(3, 2))
    _write(faces / "train" / "sad" / "3.png", np.tile(draw_face(5, 3), (2, 2)))
    _write(faces / "train" / "contempt" / "4.png", np.full((48, 48), 90, np.uint8))
    _write(faces / "validation" / "happy" / "5.png", known)
    (faces / "train" / "sad" / "6.png").write_bytes(b"no picture")
    page = inspect(faces, tmp_path / "look")
    found = json.loads((tmp_path / "look" / "inspect.json").read_text())
    assert (found["pictures"], found["unreadable"], found["blank"]) == (5, 1, 1)
    counts = {fold: {name: n for name, n in classes.items() if n} for fold, classes in found["classes"].items()}
    assert counts == {"train": {"happy": 2, "sad": 1, "contempt": 1}, "validation": {"happy": 1}}
    assert found["sizes"] == {"48 × 48": 4, "96 × 96": 1}
    assert found["copies"] == {"also in an evaluation fold": 1}
    text = page.read_text(encoding="utf-8")
    assert found["unreadable_pictures"] == ["train/sad/6.png"]
    assert "train/sad/6.png" in text
    assert all(f'src="pictures/{name}.png"' in text for name in ("classes", "brightness", "samples"))


@pytest.mark.logs("Unreadable and left out of .*, … \\(201 in all\\)")
def test_so_many_unreadable_pictures_are_named_as_somebody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.reports.charts.png", lambda figure: b"as a picture it would take longer")
    _write(tmp_path / "faces" / "happy" / "face.png", draw_face(3, 1))
    for number in range(201):
        (tmp_path / "faces" / "happy" / f"{number}.png").touch()
    text = inspect(tmp_path / "faces", tmp_path / "look").read_text(encoding="utf-8")
    assert "The first 200 pictures that cannot be read" in text
    assert "happy/199.png" in text
    assert "happy/200.png" not in text


def test_a_set_without_a_readable_picture_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "faces" / "sad").mkdir(parents=True)
    (tmp_path / "faces" / "sad" / "1.png").write_bytes(b"no picture")
    with pytest.raises(TrainingError, match="has no readable pictures: check the path"):
        inspect(tmp_path / "faces", tmp_path / "look")
    assert not (tmp_path / "look").exists()
