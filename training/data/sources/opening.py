"""Open any of the known data sets by what lies at its path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.imaging import FRAME
from assistant.system.file_names import as_there, is_there
from assistant.system.folder_walk import has_suffix
from assistant.system.printable import brief
from training.data.classes import SCHEMES
from training.data.faces import Faces
from training.data.records import Record, log, of_fold, shaped, warn_unreadable
from training.data.sources import affectnet, class_folders, fer2013
from training.data.sources.ferplus import SoftLabel, Votes, read_votes
from training.data.sources.tables import TABLE_SUFFIXES, read_heading
from training.errors import TrainingError


def read_records(path: Path, colour: bool = False) -> Iterator[Record]:
    """The labelled pictures at `path`: a CSV, a folder or a zip; each is read when it is asked for.

    Raises:
        TrainingError: see `require_whole_folds`.
    """
    require_whole_folds(path)
    return _read(as_there(path), colour)


def require_whole_folds(path: Path) -> None:
    """Refuse a set of which a part names no fold: taken for training, it could hold what others are judged by.

    Raises:
        TrainingError: it is refused, or nothing at `path` is a known data set.
    """
    path = require_there(path)
    first: dict[bool, str] = {}
    for fold, name in _folds(path):
        first.setdefault(bool(fold), name)
        if len(first) == 2:
            raise TrainingError(
                f"Some pictures of {path} are in folds ({brief(first[True])}) and some in none "
                f"({brief(first[False])}): give all of them a fold, or take out those without one."
            )


def _folds(path: Path) -> Iterator[tuple[str, str]]:
    """The fold of each picture, "" where it has none, and its name, without any of them being decoded."""
    if path.is_dir() and affectnet.is_annotated(path):
        return affectnet.annotated_folds(path)
    if path.is_dir() or not has_suffix(path.name, TABLE_SUFFIXES):
        return class_folders.folds(path)
    if _is_fer2013(path):
        return ((fold, fer2013.row_name(number)) for number, fold in enumerate(fer2013.read_usage(path)))
    return affectnet.table_folds(path)


def _read(path: Path, colour: bool) -> Iterator[Record]:
    if path.is_dir() and affectnet.is_annotated(path):
        return affectnet.read_annotated(path, colour)
    if path.is_dir() or not has_suffix(path.name, TABLE_SUFFIXES):
        return class_folders.read_class_folders(path, colour)
    if _is_fer2013(path):
        return fer2013.read_fer2013(path)
    return affectnet.read_path_table(path, colour)


def require_there(path: Path) -> Path:
    """The path of a data set as it is there.

    Raises:
        TrainingError: nothing is.
    """
    path = as_there(path)
    if not is_there(path):
        raise TrainingError(f"There is no data set at {path}: check the path.")
    return path


def read_soft_labels(path: Path, votes: Votes) -> dict[str, SoftLabel]:
    """What the votes say of the pictures at `path`, by `Record.picture`.

    Pictures are found by FERPlus's names for them. FER2013's table has no names, and its rows are the votes'
    rows: that they are as many, and of the same folds, shows that both files are as they were published.
    """
    if not _is_fer2013(path):
        return {name: soft_label for name, soft_label in zip(votes.pictures, votes.soft_labels, strict=True) if name}
    folds = tuple(fer2013.read_usage(path))
    if folds != votes.folds:
        log.warning("The votes are not used for %s: its rows are not those of %s.", path, votes.path)
        return {}
    return {fer2013.row_name(number): soft_label for number, soft_label in enumerate(votes.soft_labels)}


def refuse_unmatched(votes: Votes, matched: int) -> None:
    """Refuse votes that match no picture, which would otherwise be ignored silently.

    Raises:
        TrainingError: none of them was found to be of a picture.
    """
    if not matched:
        raise TrainingError(
            f"{votes.path} has votes on none of the pictures: give the votes on this very data set, or none."
        )


def _is_fer2013(path: Path) -> bool:
    if path.is_dir() or not has_suffix(path.name, TABLE_SUFFIXES):
        return False
    heading = set(read_heading(path))
    if heading.intersection(affectnet.PATH_COLUMNS):
        return False
    return bool(({*fer2013.COLUMNS, fer2013.USAGE} - set(affectnet.LABEL_COLUMNS)) & heading)


def read_faces(path: Path, fold: str | None = None, votes: Path | None = None) -> Faces:
    """The faces of the seven expressions at `path` as canonical 48×48 grey frames, in memory; see `read_grouped`."""
    return read_grouped(path, fold, votes)[0]


def read_grouped(path: Path, fold: str | None = None, votes: Path | None = None) -> tuple[Faces, list[tuple[str, ...]]]:
    """The faces of the seven expressions at `path`, and of each face the groups that the set names.

    Args:
        path: see `read_records`.
        fold: the fold to read, None for all.
        votes: FERPlus's table, joined as in `read_soft_labels`.

    Returns:
        Canonical 48×48 grey frames, in memory; and as many names of groups.

    Raises:
        TrainingError: nothing readable there, or no votes on any of it.
    """
    scheme = SCHEMES["seven"]
    pixels, labels, names, groups = [], [], [], []
    unreadable: list[str] = []
    contempt = 0
    # Who is judged by all pictures needs no folds.
    for record in of_fold(read_records(path) if fold else _read(require_there(path), False), fold):
        place = scheme.place[record.label]
        if record.pixels is None:
            unreadable.append(record.name)
            continue
        if place is None:
            contempt += 1
            continue
        pixels.append(shaped(record.pixels, FRAME, colour=False))
        labels.append(place)
        names.append(record.picture)
        groups.append(record.groups)
    warn_unreadable(unreadable, path)
    if contempt:
        log.warning("Faces of contempt are left out of %s (%d in all).", path, contempt)
    if not pixels:
        where = f"in the fold '{fold}' of" if fold else "at"
        raise TrainingError(f"There are no readable faces {where} {path}: check the path and the fold.")
    faces = Faces.of(np.stack(pixels), labels, names)
    if votes is not None:
        table = read_votes(votes)
        soft_labels = read_soft_labels(path, table)
        refuse_unmatched(table, sum(name in soft_labels for name in names))
        for row, name in zip(faces.votes, names, strict=True):
            if name in soft_labels:
                row[:] = scheme.shares(soft_labels[name].share)
    return faces, groups
