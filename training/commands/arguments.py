"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from training.data.sources.ferplus import RULES
from training.errors import TrainingError

if TYPE_CHECKING:
    from training.data.prepare import Source
    from training.data.sources.ferplus import Votes
    from training.evaluate.evaluation import OtherSets

_WEIGHTS = 0.01, 100.0
"""The least and the most often that a face of a joined set is drawn, compared with another; as in recipes."""


def add_sources(parser: argparse.ArgumentParser, flag: str) -> None:
    """The data sets to join, as positional argument or as option `flag`."""
    required = {"required": True} if flag.startswith("-") else {}
    parser.add_argument(
        flag,
        type=Path,
        metavar="DATA",
        help="FER2013's CSV, a CSV of paths and labels, or a folder or zip of class folders",
        **required,  # type: ignore[arg-type] # argparse's own keywords
    )
    parser.add_argument(
        "--also",
        nargs=2,
        action="append",
        default=[],
        metavar=("DATA", "WEIGHT"),
        help="join the training faces of another set, each drawn WEIGHT times as often (default: none)",
    )
    parser.add_argument("--votes", type=Path, help="FERPlus's votes, fer2013new.csv (default: none)")
    parser.add_argument(
        "--vote-rule", choices=RULES, default="soft", help="how votes become shares (default: soft, each vote counts)"
    )


def sources(data: Path, options: argparse.Namespace) -> list[Source]:
    """The data sets that `add_sources` asked for.

    Raises:
        TrainingError: a weight is no such number.
    """
    from training.data.prepare import Source

    joined = [Source(data)]
    for path, weight in options.also:
        try:
            value = float(weight)
        except ValueError:
            value = 0.0
        if not _WEIGHTS[0] <= value <= _WEIGHTS[1]:
            raise TrainingError(
                f"--also {path} {weight}: the weight must be a number from {_WEIGHTS[0]} to {_WEIGHTS[1]}."
            )
        joined.append(Source(Path(path), value))
    return joined


def votes(options: argparse.Namespace) -> Votes | None:
    """The votes that `add_sources` asked for, if any."""
    from training.data.sources.ferplus import read_votes

    return read_votes(options.votes, options.vote_rule) if options.votes else None


def add_cores(parser: argparse.ArgumentParser, default: int) -> None:
    """How many processor cores each run gets."""
    parser.add_argument(
        "--cores", type=int, default=default, help=f"processor cores for each run, 1 or more (default: {default})"
    )


def cores(options: argparse.Namespace) -> int:
    """What `add_cores` asked for.

    Raises:
        TrainingError: fewer than one.
    """
    if options.cores < 1:
        raise TrainingError(f"--cores {options.cores} leaves nothing to train with: give 1 or more.")
    return int(options.cores)


def add_model(parser: argparse.ArgumentParser) -> None:
    """The exported ensemble."""
    parser.add_argument("--model", type=Path, required=True, help="folder of the models, with ensemble.json")


def add_set(parser: argparse.ArgumentParser) -> None:
    """One labelled set, or one fold of it."""
    parser.add_argument("--data", type=Path, required=True, help="FER2013's CSV, or a folder or zip of class folders")
    parser.add_argument(
        "--fold", help="read this fold only: train, validation, test, or the set's own word (default: all)"
    )


def add_prepared(parser: argparse.ArgumentParser) -> None:
    """The prepared set."""
    parser.add_argument("--data", type=Path, required=True, help="the folder that 'training prepare' wrote")


def add_outside(parser: argparse.ArgumentParser) -> None:
    """Further data sets to be judged on."""
    parser.add_argument(
        "--also",
        type=Path,
        action="append",
        default=[],
        metavar="DATA",
        help="another set, all folds of it, for a table of several; may be given several times (default: none)",
    )


def outside(options: argparse.Namespace, home: Path) -> OtherSets:
    """The sets that `add_outside` asked for, named so that they can be told from each other and from `home`."""
    from training.data.sources.opening import read_grouped

    names = set_names([home, *options.also])[1:]
    return {name: read_grouped(path) for name, path in zip(names, options.also, strict=True)}


def set_names(paths: list[Path]) -> list[str]:
    """A short name for each data set: its file's or folder's, with as many folders before it as tell them apart.

    Raises:
        TrainingError: a set is named twice.
    """
    whole = [path.resolve() for path in paths]
    if len({*whole}) < len(whole):
        raise TrainingError("A data set is given twice: name each once.")
    bare = [path.with_suffix("") if path.is_file() else path for path in whole]
    whole = bare if len({*bare}) == len(whole) else whole
    for depth in range(1, max(len(path.parts) for path in whole) + 1):
        names = ["/".join(path.parts[-depth:]) for path in whole]
        if len({*names}) == len(names):
            break
    return names
