"""A cleaned data set on disk: one folder per fold, its pixels mapped into memory when they are used."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.system.bounded_file import open_regular
from assistant.system.structured_text import read_json
from training.data.faces import Faces
from training.data.unfinished import naming
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
    header = {"descr": "|u1", "fortran_order": False, "shape": tuple(faces.pixels.shape)}
    # Not through a mapping: a full disk ends the process that writes into one.
    with naming(folder / _PIXELS), (folder / _PIXELS).open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, len(faces), 4096):
            file.write(np.ascontiguousarray(faces.pixels[start : start + 4096], dtype=np.uint8).tobytes())
    with naming(folder / _TABLE):
        np.savez(folder / _TABLE, labels=faces.labels, votes=faces.votes, names=faces.names, weights=faces.weights)


def read_fold(path: Path, fold: str) -> Faces:
    """One fold of a prepared set, pixels mapped from disk.

    Raises:
        TrainingError: `path` is no prepared set, lacks the fold, or it is damaged.
    """
    summary = read_summary(path)
    try:
        _require_pixels(path / fold / _PIXELS)
        pixels = np.load(path / fold / _PIXELS, mmap_mode="r", allow_pickle=False)
        with open_regular(path / fold / _TABLE) as file, np.load(file, allow_pickle=False) as table:
            faces = Faces(pixels, **table, classes=tuple(summary["classes"]))
        _check(faces)
    # A damaged archive can fail in any of the layers beneath numpy.
    except Exception as error:
        raise TrainingError(
            f"The prepared set {path} lacks the fold '{fold}', or it is damaged: prepare it again."
        ) from error
    return faces


def _require_pixels(path: Path) -> None:
    """Refuse an array of another type before it is mapped: one whose values have no size ends the process in numpy."""
    with open_regular(path) as file:
        # What `write_fold` writes has a header of this version.
        if np.lib.format.read_magic(file) != (1, 0) or np.lib.format.read_array_header_1_0(file)[2] != np.uint8:
            raise ValueError("the pixels are of another kind")


def _check(faces: Faces) -> None:
    """Refuse what training would stumble over, or would learn without a word.

    Raises:
        ValueError: an array has another shape or type than it must have, or values that cannot be.
    """
    n, classes, side = len(faces.labels), len(faces.classes), faces.pixels.shape[1]
    shape = (n, side, side, *faces.pixels.shape[3:])
    kinds = (
        (faces.pixels, np.uint8, shape),
        (faces.labels, np.int64, (n,)),
        (faces.votes, np.float32, (n, classes)),
        (faces.weights, np.float32, (n,)),
    )
    fits = all(array.dtype == kind and array.shape == wanted for array, kind, wanted in kinds)
    if not (
        fits and faces.pixels.shape[3:] in ((), (3,)) and faces.names.dtype.kind == "U" and faces.names.shape == (n,)
    ):
        raise ValueError("an array is of another kind")
    shares = (faces.votes, faces.weights)
    if not (np.isin(faces.labels, range(classes)).all() and all(((s >= 0) & (s < np.inf)).all() for s in shares)):
        raise ValueError("a value cannot be")
    # numpy takes characters beyond all that there are, on which Python fails later.
    if faces.names.view(np.uint32).max(initial=0) > sys.maxunicode:
        raise ValueError("a name is no text")


def read_folds(path: Path) -> Folds:
    """The folds that training uses."""
    return Folds(read_fold(path, "train"), read_fold(path, "held_back"), read_fold(path, "validation"))


def read_summary(path: Path) -> dict[str, Any]:
    """What `training prepare` wrote about the set.

    Raises:
        TrainingError: `path` is no prepared set.
    """
    try:
        summary = read_json(path / SUMMARY)
        if not isinstance(summary, dict) or not summary.keys() >= {"classes", "sources", "faces"}:
            raise ValueError("no summary")
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} is no prepared set: make one with 'training prepare'.") from error
    return summary


def is_prepared(path: Path) -> bool:
    """Whether `path` was written by `training prepare`."""
    try:
        read_summary(path)
    except TrainingError:
        return False
    return True
