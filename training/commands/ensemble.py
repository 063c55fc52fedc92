"""Everything from the data set to the shipped models: prepare, train all members, export, report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from training.commands import arguments

if TYPE_CHECKING:
    from training.prepare import Source
    from training.recipes import Shipping


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("config", type=Path, help="the ensemble's recipe (TOML), which names its members'")
    arguments.add_sources(parser, "--data")
    parser.add_argument("--out", type=Path, required=True, help="folder for data, runs, models and report")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Ray cluster to train on, as host:port")
    parser.add_argument("--cores", type=int, default=2, help="processor cores for each member (default: 2)")


def run(options: argparse.Namespace) -> None:
    """Train the ensemble; what an interrupted command has finished is not done again."""
    from training.datasets.prepared import is_prepared, read_folds
    from training.parallel import train_members
    from training.prepare import prepare
    from training.recipes import read_ensemble
    from training.report import write_report
    from training.runs import Run
    from training.shipping import ship

    recipe = read_ensemble(options.config)
    data, models = options.out / "data", options.out / "models"
    if not is_prepared(data):
        sources = arguments.sources(options.data, options)
        if recipe.shipping.drawn:
            sources.append(_drawn(recipe.shipping, options.out / "drawn"))
        prepare(sources, recipe.plan, data, arguments.votes(options))
    runs = [Run(options.out / "members" / name) for name in recipe.members]
    train_members(dict(zip(runs, recipe.members.values(), strict=True)), data, options.cluster, options.cores)
    folds = read_folds(data)
    shipping = recipe.shipping
    manifest = ship(runs, folds.held_back, folds.validation, models, shipping.precision, shipping.told_accuracy)
    page = write_report(runs, models, folds.validation, options.out / "report")
    print(f"Validation accuracy {manifest['scores']['accuracy']:.3f}; models in {models}, report in {page}.")


def _drawn(shipping: Shipping, folder: Path) -> Source:
    from training.datasets.drawn import write_class_folders
    from training.prepare import Source

    if not folder.exists():
        write_class_folders(shipping.drawn, folder)
    return Source(folder, shipping.drawn_weight)
