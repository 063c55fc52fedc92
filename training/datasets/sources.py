"""Open any of the known data sets by what lies at its path."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.imaging import FRAME
from training.classes import SCHEMES
from training.datasets import affectnet, class_folders, fer2013, ferplus
from training.datasets.faces import Faces
from training.datasets.records import Record, log, of_fold, shaped
from training.errors import TrainingError


def read_records(path: Path, colour: bool = False) -> Iterator[Record]:
    """The labelled pictures at `path`: a CSV, a folder or a zip; each is read when it is asked for.

    Raises:
        TrainingError: nothing there that is a known data set.
    """
    if not path.exists():
        raise TrainingError(f"There is no data set at {path}: check the path.")
    if path.is_dir() and affectnet.is_annotated(path):
        return affectnet.read_annotated(path, colour)
    if path.suffix.lower() != ".csv":
        return class_folders.read_class_folders(path, colour)
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        heading = {name.strip().lower() for name in next(csv.reader(file), [])}
    if heading & fer2013.COLUMNS - set(affectnet.LABEL_COLUMNS):
        return fer2013.read_fer2013(path)
    return affectnet.read_path_table(path, colour)


def read_faces(path: Path, fold: str | None = None, votes: Path | None = None) -> Faces:
    """The faces of the seven expressions at `path` as canonical 48×48 grey frames, in memory.

    Args:
        path: see `read_records`.
        fold: the fold to read, None for all.
        votes: FERPlus's table, joined by picture name.

    Raises:
        TrainingError: nothing readable there.
    """
    scheme = SCHEMES["seven"]
    pixels, labels, names = [], [], []
    dropped = 0
    for record in of_fold(read_records(path), fold):
        place = scheme.place[record.label]
        if place is None or record.pixels is None:
            dropped += 1
            continue
        pixels.append(shaped(record.pixels, FRAME, colour=False))
        labels.append(place)
        names.append(Path(record.name).name)
    if dropped:
        log.warning("%d pictures of %s are unreadable or show contempt and are left out.", dropped, path)
    if not pixels:
        where = f"in the fold '{fold}' of" if fold else "at"
        raise TrainingError(f"There are no readable faces {where} {path}: check the path and the fold.")
    faces = Faces.of(np.stack(pixels), labels, names)
    if votes is not None:
        shares = ferplus.read_votes(votes).shares
        for row, name in zip(faces.votes, names, strict=True):
            known = shares.get(name, np.zeros(len(scheme.place), dtype=np.float32))[: len(scheme.classes)]
            row[:] = known / known.sum() if known.sum() else 0
    return faces
