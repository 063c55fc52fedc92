"""Join data sets, clean them, and store them ready for training; the sources are only read."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments
from training.data.classes import SCHEMES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    arguments.add_sources(parser, "data")
    parser.add_argument("--out", type=Path, required=True, help="folder of the prepared set, with its report")
    parser.add_argument("--side", type=int, default=48, help="side of the stored pictures, 48 to 224 (default: 48)")
    parser.add_argument("--colour", action="store_true", help="store RGB instead of grey")
    parser.add_argument(
        "--classes",
        choices=tuple(SCHEMES),
        default="seven",
        help="eight: with contempt; six: anger and disgust are one class (default: seven, as the assistant reads)",
    )
    parser.add_argument(
        "--held-back", type=float, default=0.05, help="share for selection and calibration (default: 0.05)"
    )
    parser.add_argument(
        "--validation-share",
        type=float,
        default=0.1,
        help="share split off where the set has no validation fold (default: 0.1)",
    )


def run(options: argparse.Namespace) -> None:
    """Prepare a set and print what went and why."""
    from training.config import read_table
    from training.data.prepare import Plan, prepare

    wishes = {
        "side": options.side,
        "colour": options.colour,
        "scheme": options.classes,
        "held_back": options.held_back,
        "validation": options.validation_share,
    }
    plan = read_table(Plan, wishes, "training prepare")
    summary = prepare(arguments.sources(options.data, options), plan, options.out, arguments.votes(options))
    for fold, counts in summary["faces"].items():
        print(f"{fold}: {sum(counts.values())} faces ({', '.join(f'{n} {name}' for name, n in counts.items())})")
    for reason, count in summary["removed"].items():
        print(f"left out: {count} ({reason})")
