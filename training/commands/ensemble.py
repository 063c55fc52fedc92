"""Everything from the data set to the shipped models: prepare, train all members, export, report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.commands import arguments

if TYPE_CHECKING:
    from training.fit.runs import Run
    from training.recipes import EnsembleRecipe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("config", type=Path, help="the ensemble's recipe (TOML), which names its members'")
    arguments.add_sources(parser, "--data")
    parser.add_argument("--out", type=Path, required=True, help="folder for data, runs, models and report")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Ray cluster to train on, as host:port (default: none)")
    arguments.add_cores(parser, 2)


def run(options: argparse.Namespace) -> None:
    """Train the ensemble; what an interrupted command has finished is not done again."""
    from training.fit.runs import Run
    from training.recipes import read_ensemble, require_files

    recipe = read_ensemble(options.config)
    runs = [Run(options.out / "members" / name) for name in recipe.members]
    # What is missing is said at once, before the libraries are loaded.
    require_files({run.name: recipe.members[run.name] for run in runs if not run.finished})
    from training.fit.parallel import train_members
    from training.reports.page import refuse_foreign

    cores = arguments.cores(options)
    refuse_foreign(options.out / "report")
    data = _prepared(options, recipe)
    train_members(dict(zip(runs, recipe.members.values(), strict=True)), data, options.cluster, cores)
    _ship(runs, recipe, data, options.out)


def _prepared(options: argparse.Namespace, recipe: EnsembleRecipe) -> Path:
    """The prepared set, made now unless it is there already; so are the drawn faces that join it."""
    from training.data.prepare import Source, check_unchanged, prepare
    from training.data.prepared import is_prepared
    from training.data.sources.drawn import write_class_folders
    from training.data.sources.opening import require_there, require_whole_folds

    sources, votes = arguments.sources(options.data, options), arguments.votes(options)
    data: Path = options.out / "data"
    shipping = recipe.shipping
    for source in sources:
        require_there(source.path)
    if shipping.drawn:
        # The numbers in the name: other numbers of drawn people are another source.
        people = "-".join(map(str, filter(None, (shipping.drawn, shipping.talkers))))
        sources.append(Source(options.out / f"drawn-{people}", shipping.drawn_weight))
    if is_prepared(data):
        check_unchanged(data, sources, recipe.plan, votes)
        return data
    if shipping.drawn and not sources[-1].path.exists():
        # To draw takes minutes; what is wrong with the other sets is said before.
        for source in sources[:-1]:
            require_whole_folds(source.path)
        write_class_folders(shipping.drawn, sources[-1].path, shipping.talkers)
    prepare(sources, recipe.plan, data, votes)
    return data


def _ship(runs: Sequence[Run], recipe: EnsembleRecipe, data: Path, out: Path) -> None:
    """Export the members that ship and write the report; without TensorFlow, print the command that does it."""
    from training.commands.backend import can_export

    shipping, models = recipe.shipping, out / "models"
    ships = [Path(name).stem for name in shipping.ships] or [*recipe.members]
    shipped = [run for run in runs if run.name in ships]
    if not can_export():
        members = " ".join(str(run.folder) for run in shipped)
        print(
            f"The members are trained. Export them where TensorFlow is: python -m training export {members} "
            f"--data {data} --out {models} --precision {shipping.precision} "
            f"--abstain-accuracy {shipping.abstain_accuracy}{' --mirror' if shipping.mirror else ''}"
        )
        return
    # They load TensorFlow, which a machine that only trains may lack.
    from training.data.prepared import read_fold
    from training.ensemble.shipping import ship
    from training.reports.report import write_report

    manifest = ship(shipped, data, models, shipping.precision, shipping.abstain_accuracy, mirror=shipping.mirror)
    page = write_report(runs, models, read_fold(data, "validation"), out / "report")
    print(f"Validation accuracy {manifest['scores']['accuracy']:.3f}; models in {models}, report in {page}.")
