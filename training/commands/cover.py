"""Train the small network that sees whether a mask, a hand or a cup covers a mouth."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments
from training.commands.backend import require_tensorflow
from training.errors import TrainingError

_BARS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    arguments.add_prepared(parser)
    parser.add_argument("--epochs", type=int, default=20, help="how often each face is seen (default: 20)")
    parser.add_argument("--out", type=Path, required=True, help="LiteRT file to write, mouth_cover.tflite")


def run(options: argparse.Namespace) -> None:
    """Train it, say how well it does on the other folds, and write it."""
    require_tensorflow()
    if options.epochs < 1:
        raise TrainingError(f"--epochs {options.epochs} teaches nothing: give 1 or more.")
    if options.out.is_dir():
        raise TrainingError(f"--out {options.out} is a folder: name a file in it.")
    import numpy as np

    from assistant.system.atomic_file import write_atomically
    from training.data.prepared import read_fold
    from training.ensemble.canonical import require_canonical_faces
    from training.ensemble.export import convert
    from training.fit.mouth_cover import fit, score

    folds = {fold: read_fold(options.data, fold) for fold in ("train", "held_back", "validation")}
    require_canonical_faces(folds["train"])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    model = fit(np.asarray(folds.pop("train").pixels), options.epochs)
    print("counts as covered, of mouths that are covered, of faces as they are, of those with something elsewhere")
    for fold, faces in folds.items():
        for scores in score(model, np.asarray(faces.pixels), _BARS):
            shares = f"{scores.seen:.3f} {scores.false_alarms:.4f} {scores.elsewhere:.4f}"
            print(f"{fold}, from {scores.bar:.2f} on: {shares}")
    write_atomically(options.out, convert(model, "float16"))
    print(options.out)
