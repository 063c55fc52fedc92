"""How the shipped ensemble reads drawn faces: `python -m benchmarks.drawn_faces`.

Each person shows all seven expressions at full intensity. The persons' seeds lie apart from those that
training, tests and the tuning of the drawings have seen.
"""

from __future__ import annotations

import numpy as np

from assistant.adapters.models.ensemble import Ensemble
from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces import Identity, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS
from assistant.imaging import align
from assistant.system.library_log import run_quietly
from assistant.system.resources import folder
from benchmarks.console import make_parser

FIRST_SEED = 500_000
SIDE = 480


def main() -> int:
    """Print how many faces are found and read right, and the confusion table."""
    parser = make_parser(__doc__)
    parser.add_argument("--persons", type=int, default=200)
    options = parser.parse_args()
    ensemble = Ensemble(folder("models"))
    confusion = np.zeros((len(EXPRESSIONS), len(EXPRESSIONS)), dtype=int)
    detector = FaceDetector()
    for seed in range(FIRST_SEED, FIRST_SEED + options.persons):
        for expression in EXPRESSIONS:
            picture = paint(draw_face(Identity.random(seed), prototype(expression)), SIDE, SIDE)
            found = detector.find(picture)
            if found:
                read = int(ensemble.probabilities([align(picture, found[0].eyes)])[0].argmax())
                confusion[expression.position, read] += 1
    shown = options.persons * len(EXPRESSIONS)
    print(f"found {confusion.sum() / shown:.3f}, read as labelled {np.trace(confusion) / shown:.3f}, of {shown} faces")
    print(f"{'':10}" + "".join(f"{expression:>10}" for expression in EXPRESSIONS))
    for expression, row in zip(EXPRESSIONS, confusion, strict=True):
        print(f"{expression:10}" + "".join(f"{count:10}" for count in row))
    return 0


if __name__ == "__main__":
    run_quietly(main)
