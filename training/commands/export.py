"""Convert finished members to LiteRT, choose and weigh them, calibrate, and write models and model card."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from training.commands import arguments
from training.commands.calibrate import add_abstain_accuracy
from training.schema import Precision


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("runs", nargs="+", type=Path, help="folders that 'training train' wrote")
    arguments.add_prepared(parser)
    arguments.add_outside(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    parser.add_argument(
        "--precision", choices=get_args(Precision), default="int8", help="how weights are stored (default: int8)"
    )
    add_abstain_accuracy(parser)
    parser.add_argument(
        "--mirror", action="store_true", help="read each face as its mirror image, too, in twice the time"
    )


def run(options: argparse.Namespace) -> None:
    """Export."""
    from training.commands.backend import require_tensorflow
    from training.data.set_folder import check_apart
    from training.ensemble.shipping import ship
    from training.fit.runs import Run

    require_tensorflow()
    check_apart(options.out, options.also)
    runs = [Run(folder) for folder in options.runs]
    outside = arguments.outside(options, options.data)
    manifest = ship(
        runs, options.data, options.out, options.precision, options.abstain_accuracy, outside, mirror=options.mirror
    )
    for member in manifest["members"]:
        print(f"{member['file']}: weight {member['weight']}, {member['parity']['bytes'] / 1e6:.1f} MB")
    print(f"validation accuracy {manifest['scores']['accuracy']:.3f}")
