"""Show what is in a data set: classes, sizes, brightness, copies, sample faces."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "data", type=Path, help="FER2013's CSV, a CSV of paths and labels, or class folders, zipped or not"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the page, its pictures and inspect.json")


def run(options: argparse.Namespace) -> None:
    """Inspect a data set."""
    from training.reports.inspection import inspect

    print(inspect(options.data, options.out))
