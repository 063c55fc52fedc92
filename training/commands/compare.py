"""Fit one recipe with every answer to imbalance, and write a page that compares them."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("config", type=Path, help="the recipe (TOML) that is fitted each time")
    arguments.add_prepared(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder for the runs and the page")
    arguments.add_cores(parser, 1)


def run(options: argparse.Namespace) -> None:
    """Fit the variants; what an interrupted command has finished is not done again."""
    from training.config import read_config
    from training.data.prepared import read_fold
    from training.fit.runs import Run
    from training.recipes import imbalance_variants, require_files

    cores = arguments.cores(options)
    variants = imbalance_variants(read_config(options.config))
    # Said at once, before the libraries are loaded.
    require_files(variants)
    from training.fit.parallel import train_members
    from training.reports.page import refuse_foreign
    from training.reports.report import write_comparison

    refuse_foreign(options.out)
    faces = read_fold(options.data, "validation")
    recipes = {Run(options.out / "runs" / name): config for name, config in variants.items()}
    train_members(recipes, options.data, cores=cores)
    print(write_comparison(list(recipes), faces, options.out))
