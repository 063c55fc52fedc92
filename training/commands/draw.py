"""Draw faces with known expressions, as a set of class folders to join with 'prepare --also'."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--people", type=int, default=350, help="how many, with seven expressions each (default: 350)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the class folders")


def run(options: argparse.Namespace) -> None:
    """Draw."""
    from training.data.sources.drawn import write_class_folders

    print(f"{write_class_folders(options.people, options.out)} faces in {options.out}")
