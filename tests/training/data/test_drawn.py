from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME
from training.data.classes import DATA_CLASSES
from training.data.sources.class_folders import read_class_folders
from training.data.sources.drawn import drawn_faces, write_class_folders
from training.errors import TrainingError


def test_drawn_faces_are_read_back_as_class_folders(tmp_path: Path) -> None:
    count = write_class_folders(3, tmp_path / "drawn")
    records = list(read_class_folders(tmp_path / "drawn"))
    assert len(records) == count >= 20
    assert {DATA_CLASSES[record.label] for record in records} == set(EXPRESSIONS)
    assert all(record.pixels is not None and record.pixels.shape == (FRAME, FRAME) for record in records)
    assert [path.name for path in tmp_path.iterdir()] == ["drawn"]


def test_the_same_faces_are_drawn_again() -> None:
    for (expression, face), (again, second) in zip(drawn_faces(1), drawn_faces(1), strict=True):
        assert expression is again
        assert face.shape == (FRAME, FRAME)
        assert np.array_equal(face, second)


def test_what_was_left_unfinished_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "drawn.part" / "happy").mkdir(parents=True)
    (tmp_path / "drawn.part" / "happy" / "holiday.png").touch()
    count = write_class_folders(1, tmp_path / "drawn")
    assert len(list((tmp_path / "drawn").rglob("*.png"))) == count


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(TrainingError, match="No space left"):
        write_class_folders(1, tmp_path / "drawn")
    assert not (tmp_path / "drawn").exists()


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "drawn").mkdir()
    with pytest.raises(TrainingError, match="exists"):
        write_class_folders(1, tmp_path / "drawn")
    assert not list((tmp_path / "drawn").iterdir())
