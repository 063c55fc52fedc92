"""Folds are read back as they were written, and what is no prepared set is named."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from training.data.faces import Faces
from training.data.prepared import FOLDS, is_prepared, read_fold, read_folds, write_fold
from training.errors import TrainingError

_CLASSES = ("angry", "happy", "sad")


def _faces(count: int, channels: int = 0) -> Faces:
    chance = np.random.default_rng(count)
    shape = (count, 48, 48, channels) if channels else (count, 48, 48)
    return Faces(
        chance.integers(0, 256, shape, dtype=np.uint8),
        chance.integers(0, len(_CLASSES), count),
        chance.dirichlet(np.ones(len(_CLASSES)), count).astype(np.float32),
        np.array([f"Zoë {number}" for number in range(count)]),
        chance.uniform(0.5, 2, count).astype(np.float32),
        _CLASSES,
    )


def _write(folder: Path, **folds: Faces) -> Path:
    (folder / "set.json").write_text(json.dumps({"classes": _CLASSES, "sources": [], "faces": {}}))
    for name, faces in folds.items():
        write_fold(folder / name, faces)
    return folder


def _same(ours: Faces, theirs: Faces) -> bool:
    return all(np.array_equal(getattr(ours, f.name), getattr(theirs, f.name)) for f in fields(Faces))


@pytest.mark.parametrize("channels", [0, 3])
def test_a_fold_is_read_as_it_was_written_with_its_pixels_left_on_disk(tmp_path: Path, channels: int) -> None:
    faces = _faces(5, channels)
    read = read_fold(_write(tmp_path, train=faces), "train")
    assert _same(read, faces)
    assert isinstance(read.pixels, np.memmap)


def test_each_fold_comes_from_its_own_folder(tmp_path: Path) -> None:
    sizes = {fold: number for number, fold in enumerate(FOLDS, 2)}
    folds = read_folds(_write(tmp_path, **{fold: _faces(size) for fold, size in sizes.items()}))
    assert (len(folds.train), len(folds.held_back), len(folds.validation)) == (2, 3, 4)


def test_a_fold_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="lacks the fold 'test', or it is damaged: prepare it again"):
        read_fold(_write(tmp_path, train=_faces(2)), "test")


@pytest.mark.parametrize("summary", ["", "[]", '{"classes": [], "sources": []}', None])
def test_only_a_whole_summary_makes_a_prepared_set(tmp_path: Path, summary: str | None) -> None:
    assert is_prepared(_write(tmp_path))
    (tmp_path / "set.json").unlink()
    if summary is not None:
        (tmp_path / "set.json").write_text(summary)
    assert not is_prepared(tmp_path)


def test_a_folder_that_was_not_prepared_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no prepared set"):
        read_folds(tmp_path)
