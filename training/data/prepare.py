"""Join data sets, clean them, split off what is held back, and store the result on disk."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.system.atomic_file import write_atomically
from assistant.system.printable import printable
from training.data import cleaning
from training.data.classes import DATA_CLASSES, SCHEMES, Scheme
from training.data.cleaning import Fingerprint, Reason
from training.data.faces import Faces
from training.data.prepared import FOLDS, SUMMARY, read_summary, write_fold
from training.data.records import Record, log, shaped
from training.data.set_folder import NEW, OLD, PIXELS, REMOVED, SCRATCH, abandoned, check_out, exchange
from training.data.sources.ferplus import SoftLabel, Votes
from training.data.sources.opening import read_records, read_soft_labels, refuse_unmatched
from training.data.unfinished import held, naming
from training.errors import TrainingError
from training.progress import progress
from training.schema import Between, Count, Share

_MADE_FROM = "made_from"
_NO_SOFT_LABEL = SoftLabel(np.zeros(len(DATA_CLASSES), dtype=np.float32))


@dataclass(frozen=True)
class Source:
    """A data set to join: where it lies, and how often its faces are drawn compared with the others'."""

    path: Path
    weight: float = 1.0


@dataclass(frozen=True)
class Plan:
    """How a set is prepared.

    Attributes:
        side: of the stored pictures, in pixels, 48 to 224.
        colour: RGB instead of grey.
        scheme: one of `training.data.classes.SCHEMES`.
        held_back: share of the training fold kept for selection and calibration.
        validation: share of the training fold split off for validation where the first source has no such fold.
        smallest: shorter side below which a picture is left out, in pixels.
    """

    side: Annotated[int, Between(48, 224)] = 48
    colour: bool = False
    scheme: Literal["seven", "eight", "six"] = "seven"
    held_back: Share = 0.05
    validation: Share = 0.1
    smallest: Count = 24


class _Removed(NamedTuple):
    source: Path
    name: str
    fold: str
    reason: Reason


@dataclass(slots=True)
class _Entry:
    name: str
    picture: str
    fold: str
    label: int
    source: Source
    fingerprint: Fingerprint
    share: NDArray[np.float32]
    row: int

    def removed(self, reason: Reason) -> _Removed:
        return _Removed(self.source.path, self.name, self.fold, reason)


def prepare(sources: Sequence[Source], plan: Plan, out: Path, votes: Votes | None = None) -> dict[str, Any]:
    """Write the prepared set into the folder `out`; the sources are only read.

    Validation and test folds are the first source's, and lose nothing but what cannot be read or is of
    no learned class. The other sources' faces, their evaluation folds aside, are for training.

    Returns:
        The summary, also written as set.json; removed.csv says which pictures went and why.

    Raises:
        TrainingError: a source cannot be read, or leaves nothing to learn from, or `out` is no place for a set.
            An older set in `out` is then as it was.
    """
    check_out(out, [source.path for source in sources])
    out.mkdir(parents=True, exist_ok=True)
    scheme, leftovers = SCHEMES[plan.scheme], abandoned(out)
    removed: list[_Removed] = []
    with (
        tempfile.TemporaryDirectory(prefix=SCRATCH, dir=out, ignore_cleanup_errors=True) as folder,
        held(Path(folder)),
    ):
        new, old, pixels = (Path(folder) / name for name in (NEW, OLD, PIXELS))
        new.mkdir()
        old.mkdir()
        entries = _collect(sources, plan, votes, pixels, removed)
        reasons = Counter(str(gone.reason) for gone in removed)
        if not entries:
            why = ", ".join(f"{count} {reason}" for reason, count in reasons.items()) or "it has none"
            raise TrainingError(f"{sources[0].path} leaves no face to learn from ({why}): give a larger set.")
        _split(entries, "validation" in {gone.fold for gone in removed}, sources[0], plan)
        evaluation = np.array([entry.fold in ("validation", "test") for entry in entries], dtype=bool)
        labels = np.array([entry.label for entry in entries], dtype=np.int64)
        copies = cleaning.find_copies([entry.fingerprint for entry in entries], labels, evaluation)
        removed += [entries[i].removed(reason) for i, reason in copies.items()]
        _write_removed(new / REMOVED, removed)
        summary = {
            "classes": list(scheme.classes),
            "side": plan.side,
            "colour": plan.colour,
            "sources": [{"name": source.path.name, "weight": source.weight} for source in sources],
            _MADE_FROM: _made_from(sources, plan, votes),
            "faces": _store([e for i, e in enumerate(entries) if i not in copies], scheme, plan, pixels, new),
            "removed": reasons + Counter(str(reason) for reason in copies.values()),
        }
        write_atomically(new / SUMMARY, json.dumps(summary, indent=2) + "\n")
        exchange(new, out, old)
    for place in leftovers:
        shutil.rmtree(place, ignore_errors=True)
    return summary


def check_unchanged(folder: Path, sources: Sequence[Source], plan: Plan, votes: Votes | None) -> None:
    """A set that is there already is used only for what it was made for.

    Raises:
        TrainingError: the set in `folder` was made from something else.
    """
    before = read_summary(folder).get(_MADE_FROM)
    before = before if isinstance(before, dict) else {}
    changed = [
        f"{name} was {before[name]} and is {value} now"
        for name, value in _made_from(sources, plan, votes).items()
        if name in before and before[name] != value
    ]
    if changed:
        raise TrainingError(
            f"The set in {folder} was made from something else ({'; '.join(changed)}): give another --out, or delete "
            f"that folder to prepare it again."
        )


def _made_from(sources: Sequence[Source], plan: Plan, votes: Votes | None) -> dict[str, Any]:
    """In JSON's own types, so that what is read back is equal."""
    return {
        "sources": [[str(source.path.resolve()), source.weight] for source in sources],
        "votes": [str(votes.path.resolve()), votes.rule] if votes else None,
        **asdict(plan),
    }


def _collect(
    sources: Sequence[Source], plan: Plan, votes: Votes | None, scratch: Path, removed: list[_Removed]
) -> list[_Entry]:
    """Stream all pictures into the scratch file in their final shape, and remember what cleaning needs."""
    entries: list[_Entry] = []
    scheme, matched = SCHEMES[plan.scheme], 0
    # What is wrong with the last set is said before the first is decoded.
    opened = [(source, read_records(source.path, plan.colour)) for source in sources]
    with naming(scratch.parent.parent), scratch.open("wb") as file:
        for source, records in opened:
            soft_labels = read_soft_labels(source.path, votes) if votes else {}
            for record in _used(records, source, first=source is sources[0]):
                soft_label = soft_labels.get(record.picture)
                matched += soft_label is not None
                reason = _reason(record, scheme, plan, soft_label or _NO_SOFT_LABEL)
                fingerprint = None
                if reason is None and record.pixels is not None:
                    pixels = shaped(record.pixels, plan.side, plan.colour)
                    fingerprint = cleaning.fingerprint(pixels)
                    if fingerprint.blank and record.fold in ("", "train"):
                        reason = Reason.BLANK
                if reason is not None or fingerprint is None:
                    removed.append(_Removed(source.path, record.name, record.fold, reason or Reason.UNREADABLE))
                    continue
                place = scheme.place[record.label]
                assert place is not None
                share = (soft_label or _NO_SOFT_LABEL).share
                entries.append(
                    _Entry(record.name, record.picture, record.fold, place, source, fingerprint, share, len(entries))
                )
                file.write(pixels.tobytes())
    if votes:
        refuse_unmatched(votes, matched)
    return entries


def _used(records: Iterator[Record], source: Source, first: bool) -> Iterator[Record]:
    for record in progress(records, printable(source.path.name), "pictures"):
        if first or record.fold in ("", "train"):
            yield record


def _reason(record: Record, scheme: Scheme, plan: Plan, soft_label: SoftLabel) -> Reason | None:
    if record.pixels is None:
        return Reason.UNREADABLE
    if scheme.place[record.label] is None:
        return Reason.CLASS
    if record.fold in ("validation", "test"):
        return None
    if cleaning.wrong_size(record.pixels.shape, plan.smallest):
        return Reason.WRONG_SIZE
    if soft_label.faceless:
        return Reason.NO_FACE
    return Reason.UNDECIDED if soft_label.undecided else None


def _split(entries: Sequence[_Entry], validated: bool, first: Source, plan: Plan) -> None:
    """Give each face without a fold one, and draw what the first source lacks from its training fold.

    Args:
        entries: changed in place.
        validated: whether faces that are in no entry were meant for validation.
        first: the source that brings the evaluation folds.
        plan: says how much is drawn.
    """
    validated = validated or any(entry.fold == "validation" for entry in entries)
    for entry in entries:
        if entry.source is not first:
            entry.fold = "train"
            continue
        if entry.fold == "" or (entry.fold == "train" and not validated):
            entry.fold = "validation" if entry.fingerprint.checksum >= 1 - plan.validation else "train"
        if entry.fold == "train" and entry.fingerprint.checksum < plan.held_back:
            entry.fold = "held_back"


def _store(
    entries: Sequence[_Entry], scheme: Scheme, plan: Plan, scratch: Path, out: Path
) -> dict[str, dict[str, int]]:
    shape = (plan.side, plan.side, 3) if plan.colour else (plan.side, plan.side)
    everything = np.memmap(scratch, np.uint8, "r").reshape(-1, *shape)
    counts = {}
    for fold in FOLDS:
        mine = [entry for entry in entries if entry.fold == fold]
        if not mine and fold == "test":
            continue
        if not mine:
            raise TrainingError(f"No face is left for the fold '{fold}': give a larger set, or other shares.")
        faces = Faces(
            _Rows(everything, np.array([entry.row for entry in mine])),  # type: ignore[arg-type] # as much of an array as write_fold needs
            np.array([entry.label for entry in mine], dtype=np.int64),
            np.stack([scheme.shares(entry.share) for entry in mine]),
            np.array([entry.picture for entry in mine]),
            np.array([entry.source.weight for entry in mine], dtype=np.float32),
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


def _write_removed(path: Path, removed: Sequence[_Removed]) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(_Removed._fields)
    writer.writerows(removed)
    write_atomically(path, table.getvalue())
    if left := sum(gone.reason is Reason.CLASS for gone in removed):
        log.warning("%d faces of contempt are left out: use --classes eight to learn it.", left)
