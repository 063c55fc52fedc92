"""Write a page about runs and an exported ensemble: scores, curves, diagrams, worst mistakes, robustness."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("runs", nargs="+", type=Path, help="folders that 'training train' wrote")
    arguments.add_model(parser)
    arguments.add_prepared(parser)
    arguments.add_outside(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder of the page; it shows faces of the data set")


def run(options: argparse.Namespace) -> None:
    """Write the report."""
    from training.data.prepared import read_fold
    from training.data.set_folder import check_apart
    from training.fit.runs import Run
    from training.reports.report import write_report

    check_apart(options.out, options.also)
    runs = [Run(folder) for folder in options.runs]
    outside = arguments.outside(options, options.data)
    print(write_report(runs, options.model, read_fold(options.data, "validation"), options.out, outside))
