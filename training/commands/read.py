"""Write what an exported ensemble reads of each picture, for members that learn from it ([fit] readings)."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.commands import arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    arguments.add_model(parser)
    arguments.add_set(parser)
    parser.add_argument("--out", type=Path, required=True, help="CSV for the readings")


def run(options: argparse.Namespace) -> None:
    """Read."""
    from assistant.system.atomic_file import write_atomically
    from training.data.set_folder import check_apart
    from training.data.sources.opening import read_faces
    from training.data.sources.readings import readings_table, require_own_names
    from training.evaluate.evaluation import load_ensemble, unbiased_probabilities

    check_apart(options.out, [options.data, options.model])
    faces = read_faces(options.data, options.fold)
    require_own_names(faces.names, options.data)
    readings = unbiased_probabilities(load_ensemble(options.model), faces.pixels)
    write_atomically(options.out, readings_table(faces.names, faces.classes, readings))
    print(f"{len(faces)} readings in {options.out}")
