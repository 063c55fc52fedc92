"""Fit one member of an ensemble; an interrupted run goes on where it stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("config", type=Path, help="the member's recipe (TOML)")
    arguments.add_prepared(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")


def run(options: argparse.Namespace) -> None:
    """Fit the member."""
    from training.config import read_config
    from training.fit.runs import Run
    from training.recipes import require_files

    config, run = read_config(options.config), Run(options.out)
    if not run.finished:
        # Said at once, before the libraries are loaded.
        require_files({run.name: config})
    from training.data.prepared import read_folds
    from training.fit.loop import fit

    last = fit(config, read_folds(options.data), run)[-1]
    print(f"{options.out}: epoch {last['epoch']}, validation accuracy {last['validation_accuracy']:.3f}")
