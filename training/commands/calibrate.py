"""Fit temperature, biases and abstain thresholds of an exported ensemble again, on a prepared set's held-back faces."""

from __future__ import annotations

import argparse

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    arguments.add_model(parser)
    arguments.add_prepared(parser)
    arguments.add_outside(parser)
    add_abstain_accuracy(parser)


def add_abstain_accuracy(parser: argparse.ArgumentParser) -> None:
    """The accuracy from which the abstain thresholds follow."""
    parser.add_argument(
        "--abstain-accuracy",
        type=float,
        default=0.75,
        help="accuracy, 0 to 1, that readings must reach to be named; below it they are 'unsure' (default: 0.75)",
    )


def run(options: argparse.Namespace) -> None:
    """Calibrate."""
    from training.ensemble.shipping import recalibrate

    manifest = recalibrate(
        options.model, options.data, options.abstain_accuracy, arguments.outside(options, options.data)
    )
    print(f"temperature {manifest['temperature']}, ECE {manifest['scores']['ece']:.3f} on the validation fold")
