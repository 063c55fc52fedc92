"""Score an exported ensemble on labelled faces, with the very code that the assistant runs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    arguments.add_model(parser)
    arguments.add_set(parser)
    parser.add_argument("--votes", type=Path, help="FERPlus's votes, for the Brier score (default: none)")
    arguments.add_outside(parser)
    parser.add_argument("--json", type=Path, required=True, help="file for the scores")


def run(options: argparse.Namespace) -> None:
    """Evaluate."""
    from assistant.system.atomic_file import write_atomically
    from training.data.set_folder import check_apart
    from training.data.sources.opening import read_grouped
    from training.evaluate.evaluation import evaluate, load_ensemble
    from training.evaluate.tables import aligned, class_rows, rows

    check_apart(options.json, [options.data, *options.also, options.model])
    ensemble, others = load_ensemble(options.model), arguments.outside(options, options.data)
    home = arguments.set_names([options.data, *options.also])[0]
    scores = {home: evaluate(ensemble, *read_grouped(options.data, options.fold, options.votes))}
    scores |= {name: evaluate(ensemble, *faces) for name, faces in others.items()}
    also = {name: scores[name] for name in others}
    written = scores[home] | ({"also": also} if also else {})
    write_atomically(options.json, json.dumps(written, indent=2) + "\n")
    print(aligned([*rows(scores)]), aligned([*class_rows(scores)]), sep="\n\n")
