"""The command line of `python -m training`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.errors import TrainingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 with one sentence on standard error."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="fit one member of the ensemble")
    train.add_argument("config", type=Path, help="the member's recipe (TOML)")
    train.add_argument("--data", type=Path, required=True, help="folder or zip of class folders with folds")
    train.add_argument("--votes", type=Path, help="FERPlus votes, fer2013new.csv")
    train.add_argument("--extra", type=Path, action="append", default=[], help="more training faces: class folders")
    train.add_argument("--out", type=Path, required=True, help="folder of the run; an unfinished run goes on")
    train.set_defaults(run=_train)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _train(options: argparse.Namespace) -> None:
    import numpy as np

    from training import cleaning
    from training.config import read_config
    from training.datasets.class_folders import read_class_folders
    from training.datasets.ferplus import join_votes
    from training.fit import Folds, fit

    config = read_config(options.config)
    train, validation = (read_class_folders(options.data, fold) for fold in ("train", "validation"))
    faceless = np.zeros(len(train), dtype=bool)
    if options.votes:
        train, faceless = join_votes(train, options.votes)
        validation, _ = join_votes(validation, options.votes)
    held_back = cleaning.held_back(train, config.fit.held_back)
    keep = cleaning.worth_learning(train, validation, faceless)
    folds = Folds(train.select(keep & ~held_back), train.select(keep & held_back), validation)
    for path in options.extra:
        more = read_class_folders(path, None)
        parts = {
            name: np.concatenate([getattr(folds.train, name), getattr(more, name)])
            for name in ("pixels", "labels", "votes", "names")
        }
        folds = replace(folds, train=replace(folds.train, **parts))
    print(f"{len(folds.train)} to learn from, {len(folds.held_back)} held back, {len(folds.validation)} to report on")
    fit(config, folds, options.out)
