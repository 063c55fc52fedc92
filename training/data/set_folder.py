"""The folder of a prepared set: a place of its own, exchanged whole, and rid of what killed commands left."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from training.data.prepared import FOLDS, SUMMARY, is_prepared
from training.data.unfinished import held
from training.errors import TrainingError

REMOVED = "removed.csv"
SCRATCH, NEW, OLD, PIXELS = "scratch-", "new", "old", "pixels.bin"
"""The folder in which a set is made, and what lies in it: the new set, the one before, and all faces."""


def check_apart(out: Path, sources: Iterable[Path], around: bool = False) -> None:
    """Refuse a place for results that is, or lies in, a data set or an ensemble, of which they would be a part then.

    Args:
        out: the file or folder.
        sources: the data sets and ensembles.
        around: whether a folder with a data set in it is refused, too.

    Raises:
        TrainingError: it is refused.
    """
    place = out.resolve()
    for source in sources:
        data = source.resolve()
        if place.is_relative_to(data) or (around and data.is_relative_to(place)):
            raise TrainingError(f"{out} and {source} are not apart: name a folder elsewhere.")


def check_out(out: Path, sources: Iterable[Path]) -> None:
    """Refuse a folder that is no place for a set.

    Raises:
        TrainingError: it lies in a data set, or the other way round, or holds something else.
    """
    check_apart(out, sources, around=True)
    if out.exists() and not is_prepared(out) and set(out.iterdir()) != set(abandoned(out)):
        raise TrainingError(f"{out} has something in it that is no prepared set: name a new folder.")


def abandoned(out: Path) -> list[Path]:
    """The scratch folders that commands left which were killed, told by their names and what is in them."""
    places = (place for place in out.glob(f"{SCRATCH}*") if place.is_dir())
    return [place for place in places if {part.name for part in place.iterdir()} <= {NEW, OLD, PIXELS} and _free(place)]


def _free(place: Path) -> bool:
    with held(place) as ours:
        return ours


def exchange(new: Path, out: Path, old: Path) -> None:
    """Move a set from `new` to `out` and the one that was there to `old`: all of its parts, or none."""
    # Whoever finds a summary finds a whole set.
    parts = (*FOLDS, REMOVED, SUMMARY)
    moves = [(out / part, old / part) for part in reversed(parts)] + [(new / part, out / part) for part in parts]
    with ExitStack() as undo:
        for before, after in moves:
            if before.exists():
                before.rename(after)
                undo.callback(after.rename, before)
        undo.pop_all()
