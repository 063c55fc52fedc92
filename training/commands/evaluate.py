"""Score an exported ensemble on labelled faces, with the very code that the assistant runs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--model", type=Path, required=True, help="folder of the models, with ensemble.json")
    parser.add_argument("--data", type=Path, required=True, help="FER2013's CSV, or a folder or zip of class folders")
    parser.add_argument(
        "--fold", help="read this fold only: train, validation, test, or the set's own word (default: all)"
    )
    parser.add_argument("--votes", type=Path, help="FERPlus's votes, for the Brier score (default: none)")
    parser.add_argument("--json", type=Path, required=True, help="file for the scores")


def run(options: argparse.Namespace) -> None:
    """Evaluate."""
    from assistant.system.atomic_file import write_atomically
    from training.data.sources.opening import read_faces
    from training.evaluate.evaluation import evaluate, load_ensemble

    faces = read_faces(options.data, options.fold, options.votes)
    scores = evaluate(load_ensemble(options.model), faces)
    write_atomically(options.json, json.dumps(scores, indent=2) + "\n")
    for name in ("images", "accuracy", "macro_f1", "mean_recall", "auc", "ece", "brier", "coverage_at_90"):
        print(f"{name:>16} {scores[name]:.4g}" if scores[name] is not None else f"{name:>16} -")
    for name, recall in scores["recall"].items():
        print(f"{name:>16} " + (f"recall {recall:.3f}" if recall is not None else "no faces"))
