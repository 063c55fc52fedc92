"""Draw faces with known expressions, as a set of class folders to join with 'prepare --also'."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--people", type=int, default=350, help="how many, with seven expressions each (default: 350)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--talkers", type=int, default=0, help="how many others are drawn six times while they talk (default: 0)"
    )
    kind.add_argument(
        "--for-judging",
        action="store_true",
        help="draw people whom nobody learns from, in folders named after skin, age, glasses and beard",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the class folders")


def run(options: argparse.Namespace) -> None:
    """Draw."""
    from training.data.sources.drawn import write_class_folders, write_judging_folders

    if options.for_judging:
        count = write_judging_folders(options.people, options.out)
    else:
        count = write_class_folders(options.people, options.out, options.talkers)
    print(f"{count} faces in {options.out}")
