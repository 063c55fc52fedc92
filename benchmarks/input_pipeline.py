"""How many augmented, standardised 48×48 faces a second the training input delivers, on its own.

Run `python -m benchmarks.input_pipeline [--recipe training/configs/residual-se.toml] [--json FILE]`.
The bar is 5,000 a second on two cores.
"""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser
from training.config import read_config
from training.data.faces import Faces
from training.fit.batches import Batches

_FACES = 8192
_RECIPE = Path(__file__).parents[1] / "training" / "configs" / "residual-se.toml"


def main() -> None:
    """Read one epoch of random pixels through the recipe's augmentation, and print the pace."""
    parser = make_parser(__doc__)
    parser.add_argument("--recipe", type=Path, default=_RECIPE, help="whose augmentation is measured")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    generator = np.random.default_rng(1)
    pixels = generator.integers(0, 256, (_FACES, 48, 48), dtype=np.uint8)
    batches = Batches(Faces.of(pixels, generator.integers(0, 7, _FACES)), read_config(options.recipe), epoch=0)
    batches[0]
    wall, processor = perf_counter(), process_time()
    faces = sum(len(batches[index][0]) for index in range(len(batches)))
    wall, processor = perf_counter() - wall, process_time() - processor
    result = {"faces": faces, "faces_per_second": faces / wall, "faces_per_processor_second": faces / processor}
    print(", ".join(f"{name} {value:,.0f}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run_quietly(main)
