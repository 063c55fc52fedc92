"""Join data sets, clean them, split off what is held back, and store the result on disk."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from assistant.whole_file import write_whole
from training import cleaning
from training.classes import SCHEMES, Scheme
from training.cleaning import Look, Reason
from training.datasets.faces import Faces
from training.datasets.ferplus import Votes
from training.datasets.prepared import FOLDS, SUMMARY, write_fold
from training.datasets.records import Record, log, shaped
from training.datasets.sources import read_records
from training.errors import TrainingError

REMOVED = "removed.csv"
_NO_VOTES = Votes({}, frozenset(), frozenset())


@dataclass(frozen=True)
class Source:
    """A data set to join: where it lies, and how often its faces are drawn compared with the others'."""

    path: Path
    weight: float = 1.0


@dataclass(frozen=True)
class Plan:
    """How a set is prepared.

    Attributes:
        side: of the stored pictures, in pixels.
        colour: RGB instead of grey.
        scheme: one of `training.classes.SCHEMES`.
        held_back: share of the training fold kept for selection and calibration.
        validation: share split off as validation fold where the first source has no folds.
        smallest: shorter side below which a picture is left out, in pixels.
    """

    side: int = 48
    colour: bool = False
    scheme: str = "seven"
    held_back: float = 0.05
    validation: float = 0.1
    smallest: int = 24


@dataclass(slots=True)
class _Entry:
    name: str
    fold: str
    label: int
    weight: float
    look: Look
    row: int


def prepare(sources: Sequence[Source], plan: Plan, out: Path, votes: Votes = _NO_VOTES) -> dict[str, Any]:
    """Write the prepared set into the folder `out`; the sources are only read.

    Validation and test folds are the first source's, and lose nothing but what cannot be read or is of
    no learned class. The other sources' faces, their evaluation folds aside, are for training.

    Returns:
        The summary, also written as set.json; removed.csv says which pictures went and why.

    Raises:
        TrainingError: a source cannot be read, or leaves nothing to learn from.
    """
    out.mkdir(parents=True, exist_ok=True)
    # Whoever finds a summary finds a whole set.
    (out / SUMMARY).unlink(missing_ok=True)
    scheme = SCHEMES[plan.scheme]
    removed: list[tuple[str, str, Reason]] = []
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=out, ignore_cleanup_errors=True) as folder:
        scratch = Path(folder) / "pixels.bin"
        entries = _collect(sources, plan, votes, scratch, removed)
        evaluation = np.array([entry.fold in ("validation", "test") for entry in entries], dtype=bool)
        labels = np.array([entry.label for entry in entries], dtype=np.int64)
        copies = cleaning.find_copies([entry.look for entry in entries], labels, evaluation)
        removed += [(entries[i].name, entries[i].fold, reason) for i, reason in copies.items()]
        _write_removed(out / REMOVED, removed)
        if not entries:
            raise TrainingError(f"{sources[0].path} leaves no face to learn from: {out / REMOVED} says why.")
        counts = _store([e for i, e in enumerate(entries) if i not in copies], scheme, plan, votes, scratch, out)
    summary = {
        "classes": list(scheme.classes),
        "side": plan.side,
        "colour": plan.colour,
        "sources": [{"name": source.path.name, "weight": source.weight} for source in sources],
        "faces": counts,
        "removed": dict(Counter(str(reason) for _, _, reason in removed)),
    }
    write_whole(out / SUMMARY, json.dumps(summary, indent=2) + "\n")
    return summary


def _collect(
    sources: Sequence[Source], plan: Plan, votes: Votes, scratch: Path, removed: list[tuple[str, str, Reason]]
) -> list[_Entry]:
    """Stream all pictures into the scratch file in their final shape, and remember what cleaning needs."""
    entries: list[_Entry] = []
    scheme = SCHEMES[plan.scheme]
    with scratch.open("wb") as file:
        for source, record in _all(sources, plan):
            reason = _reason(record, scheme, plan, votes)
            look = None
            if reason is None and record.pixels is not None:
                pixels = shaped(record.pixels, plan.side, plan.colour)
                look = cleaning.look_at(pixels)
                if look.blank and record.fold in ("", "train"):
                    reason = Reason.BLANK
            if reason is not None or look is None:
                removed.append((record.name, record.fold, reason or Reason.UNREADABLE))
                continue
            fold = record.fold or _drawn_fold(look.checksum, plan, first=source is sources[0])
            if fold == "train" and source is sources[0] and look.checksum < plan.held_back:
                fold = "held_back"
            place = scheme.place[record.label]
            assert place is not None
            entries.append(_Entry(Path(record.name).name, fold, place, source.weight, look, len(entries)))
            file.write(pixels.tobytes())
    return entries


def _all(sources: Sequence[Source], plan: Plan) -> Iterator[tuple[Source, Record]]:
    for source in sources:
        for record in tqdm(read_records(source.path, plan.colour), desc=source.path.name, unit=" pictures"):
            if source is sources[0] or record.fold in ("", "train"):
                yield source, record


def _reason(record: Record, scheme: Scheme, plan: Plan, votes: Votes) -> Reason | None:
    if record.pixels is None:
        return Reason.UNREADABLE
    if scheme.place[record.label] is None:
        return Reason.CLASS
    if record.fold in ("validation", "test"):
        return None
    name = Path(record.name).name
    if cleaning.wrong_size(record.pixels.shape, plan.smallest):
        return Reason.WRONG_SIZE
    if name in votes.faceless:
        return Reason.NO_FACE
    return Reason.UNDECIDED if name in votes.undecided else None


def _drawn_fold(checksum: float, plan: Plan, first: bool) -> str:
    return "validation" if first and checksum >= 1 - plan.validation else "train"


def _store(
    entries: Sequence[_Entry], scheme: Scheme, plan: Plan, votes: Votes, scratch: Path, out: Path
) -> dict[str, dict[str, int]]:
    shape = (plan.side, plan.side, 3) if plan.colour else (plan.side, plan.side)
    everything = np.memmap(scratch, np.uint8, "r").reshape(-1, *shape)
    counts = {}
    for fold in FOLDS:
        shutil.rmtree(out / fold, ignore_errors=True)
        mine = [entry for entry in entries if entry.fold == fold]
        if not mine and fold == "test":
            continue
        if not mine:
            raise TrainingError(f"No face is left for the fold '{fold}': give a larger set, or other shares.")
        faces = Faces(
            _Rows(everything, np.array([entry.row for entry in mine])),  # type: ignore[arg-type]
            np.array([entry.label for entry in mine], dtype=np.int64),
            np.stack([_shares(votes, entry.name, scheme) for entry in mine]),
            np.array([entry.name for entry in mine]),
            np.array([entry.weight for entry in mine], dtype=np.float32),
            scheme.classes,
        )
        write_fold(out / fold, faces)
        counts[fold] = dict(zip(scheme.classes, faces.counts.tolist(), strict=True))
    return counts


@dataclass(frozen=True)
class _Rows:
    """Some rows of a mapped array, read only when they are sliced."""

    array: np.ndarray
    rows: np.ndarray

    @property
    def shape(self) -> tuple[int, ...]:
        return len(self.rows), *self.array.shape[1:]

    def __getitem__(self, piece: slice) -> np.ndarray:
        return np.asarray(self.array[self.rows[piece]])


def _shares(votes: Votes, name: str, scheme: Scheme) -> np.ndarray:
    shares = np.zeros(len(scheme.classes), dtype=np.float32)
    for value, place in zip(votes.shares.get(name, ()), scheme.place, strict=False):
        if place is not None:
            shares[place] += value
    return shares / shares.sum() if shares.sum() else shares


def _write_removed(path: Path, removed: Sequence[tuple[str, str, Reason]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "fold", "reason"])
        writer.writerows(removed)
    if left := sum(reason is Reason.CLASS for _, _, reason in removed):
        log.warning("%d faces of contempt are left out: use --classes eight to learn it.", left)
