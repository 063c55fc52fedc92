from __future__ import annotations

import errno
import itertools
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from assistant.drawn_faces import Identity
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import FRAME
from training.data.classes import DATA_CLASSES
from training.data.sources.class_folders import read_class_folders
from training.data.sources.drawn import (
    FIRST_JUDGING,
    drawn_faces,
    groups,
    write_class_folders,
    write_judging_folders,
)
from training.errors import TrainingError


def test_drawn_faces_are_read_back_as_class_folders(tmp_path: Path) -> None:
    count = write_class_folders(3, tmp_path / "drawn")
    records = list(read_class_folders(tmp_path / "drawn"))
    assert len(records) == count >= 20
    assert {DATA_CLASSES[record.label] for record in records} == set(EXPRESSIONS)
    assert all(record.pixels is not None and record.pixels.shape == (FRAME, FRAME) for record in records)
    assert [path.name for path in tmp_path.iterdir()] == ["drawn"]


def test_the_same_faces_are_drawn_again() -> None:
    for (expression, face, who), (again, second, same) in zip(drawn_faces(1), drawn_faces(1), strict=True):
        assert (expression, who) == (again, same)
        assert face.shape == (FRAME, FRAME)
        assert np.array_equal(face, second)


def test_talkers_move_their_mouths_and_mostly_show_nothing_else() -> None:
    silent = [*drawn_faces(1)]
    talking = [*drawn_faces(1, talkers=1)]
    assert len(talking) > len(silent)
    for before, after in zip(silent, talking, strict=False):
        assert np.array_equal(before.pixels, after.pixels), "who shows every expression stays as drawn without talkers"
    said = talking[len(silent) :]
    neutral = [face.pixels.astype(float) for face in said if face.expression is Expression.NEUTRAL]
    assert len(neutral) == 4
    assert all(np.abs(a - b).mean() > 1 for a, b in itertools.combinations(neutral, 2))


def test_people_for_judging_lie_in_folders_named_after_their_groups(tmp_path: Path) -> None:
    count = write_judging_folders(4, tmp_path / "judging")
    records = list(read_class_folders(tmp_path / "judging"))
    assert len(records) == count >= 24
    people = [groups(Identity.random(seed)) for seed in range(FIRST_JUDGING, FIRST_JUDGING + 4)]
    assert {record.groups for record in records} == set(people)
    everybody = [groups(Identity.random(seed)) for seed in range(FIRST_JUDGING, FIRST_JUDGING + 400)]
    for number in range(4):
        counts = Counter(person[number] for person in everybody)
        assert len(counts) == 2
        assert min(counts.values()) > 40, "of each group there are enough to judge"


def test_fewer_talkers_than_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="-1 talkers"):
        write_class_folders(1, tmp_path / "drawn", -1)


def test_what_lies_beside_is_nobodys_leftover(tmp_path: Path) -> None:
    for folder in ("drawn.part", "mine"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "holiday.png").touch()
    count = write_class_folders(1, tmp_path / "drawn")
    assert len(list((tmp_path / "drawn").rglob("*.png"))) == count
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drawn", "drawn.part", "mine"]
    assert (tmp_path / "drawn.part" / "holiday.png").exists()


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
