"""A cleaned data set on disk: one folder per fold, its pixels mapped into memory when they are used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.data.faces import Faces
from training.errors import TrainingError

FOLDS = ("train", "held_back", "validation", "test")
"""held_back: the share of the training fold that no network learns from, for selection and calibration."""

SUMMARY = "set.json"
_PIXELS, _TABLE = "pixels.npy", "faces.npz"


@dataclass(frozen=True)
class Folds:
    """What a run learns from, decides by, and only reports."""

    train: Faces
    held_back: Faces
    validation: Faces


def write_fold(folder: Path, faces: Faces) -> None:
    """Store one fold; pixels that are mapped from elsewhere on disk are copied piece by piece."""
    folder.mkdir(parents=True, exist_ok=True)
    pixels = np.lib.format.open_memmap(folder / _PIXELS, "w+", dtype=np.uint8, shape=faces.pixels.shape)
    for start in range(0, len(faces), 4096):
        pixels[start : start + 4096] = faces.pixels[start : start + 4096]
    pixels.flush()
    np.savez(folder / _TABLE, labels=faces.labels, votes=faces.votes, names=faces.names, weights=faces.weights)


def read_fold(path: Path, fold: str) -> Faces:
    """One fold of a prepared set, pixels mapped from disk.

    Raises:
        TrainingError: `path` is no prepared set, or lacks the fold.
    """
    summary = read_summary(path)
    try:
        pixels = np.load(path / fold / _PIXELS, mmap_mode="r")
        with np.load(path / fold / _TABLE) as table:
            return Faces(pixels, **table, classes=tuple(summary["classes"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TrainingError(f"The prepared set {path} lacks the fold '{fold}': prepare it again.") from error


def read_folds(path: Path) -> Folds:
    """The folds that training uses."""
    return Folds(read_fold(path, "train"), read_fold(path, "held_back"), read_fold(path, "validation"))


def read_summary(path: Path) -> dict[str, Any]:
    """What `training prepare` wrote about the set.

    Raises:
        TrainingError: `path` is no prepared set.
    """
    try:
        summary: dict[str, Any] = json.loads((path / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} is no prepared set: make one with 'training prepare'.") from error
    return summary


def is_prepared(path: Path) -> bool:
    """Whether `path` was written by `training prepare`."""
    try:
        return "classes" in read_summary(path)
    except TrainingError:
        return False
