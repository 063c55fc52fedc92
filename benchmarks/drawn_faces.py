"""How the shipped models read drawn faces: `python -m benchmarks.drawn_faces`.

Each person shows every variant of all seven expressions at full intensity. The ensemble says how they are read, the
landmarker's blendshapes whether a face at rest is at rest and which movements the others are seen to make. The
persons' seeds lie apart from those that training, tests and the tuning of the drawings have seen.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces import PROTOTYPES, Identity, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import align
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

FIRST_SEED = 500_000
SIDE = 480

MOVES = (
    "browInnerUp",
    "browOuterUp",
    "browDown",
    "eyeWide",
    "eyeSquint",
    "noseSneer",
    "mouthSmile",
    "mouthFrown",
    "mouthUpperUp",
    "mouthStretch",
    "jawOpen",
)
"""Blendshapes that are told; those of both halves of the face as their mean."""

Variant = tuple[Expression, int]


class Readings:
    """What the models read in faces of each variant."""

    def __init__(self) -> None:
        self.shown = 0
        self.confusion = np.zeros((len(EXPRESSIONS), len(EXPRESSIONS)), dtype=int)
        self.right: dict[Variant, list[bool]] = defaultdict(list)
        self.moves: dict[Variant, list[list[float]]] = defaultdict(list)

    def add(self, reader: FaceReader, who: Identity, variant: Variant) -> None:
        """Draw a face and have it read."""
        expression, number = variant
        self.shown += 1
        picture = paint(draw_face(who, prototype(expression, variant=number)), SIDE, SIDE)
        found = reader.search(picture)
        if not found:
            return
        read = int(reader.probabilities([align(picture, found[0].eyes)])[0].argmax())
        self.confusion[expression.position, read] += 1
        self.right[variant].append(read == expression.position)
        if shapes := reader.movements(picture, found[0]):
            self.moves[variant].append(
                [float(np.mean([each for name, each in shapes.items() if name.startswith(move)])) for move in MOVES]
            )

    def report(self) -> None:
        """Print how many faces are found and read right, the confusion table, and the movements of each variant."""
        found, right = self.confusion.sum() / self.shown, np.trace(self.confusion) / self.shown
        print(f"found {found:.3f}, read as labelled {right:.3f}, of {self.shown} faces")
        print(f"{'':10}" + "".join(f"{expression:>10}" for expression in EXPRESSIONS))
        for expression, row in zip(EXPRESSIONS, self.confusion, strict=True):
            print(f"{expression:10}" + "".join(f"{count:10}" for count in row))
        print(f"\n{'median':12}{'read':>6}" + "".join(f"{move:>14}" for move in MOVES))
        for (expression, number), moves in self.moves.items():
            share = np.mean(self.right[expression, number])
            print(f"{expression + ' ' + str(number):12}{share:6.3f}" + _figures(np.median(moves, axis=0)))
        at_rest = np.array(self.moves[Expression.NEUTRAL, 0])
        print(f"{'at rest, 95 %':18}" + _figures(np.quantile(at_rest, 0.95, axis=0)))
        print(f"{'at rest, most':18}" + _figures(at_rest.max(axis=0)))


def main() -> int:
    """Read the faces of so many persons."""
    parser = make_parser(__doc__)
    parser.add_argument("--persons", type=int, default=200)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="seed of the first person")
    options = parser.parse_args()
    reader, readings = FaceReader(), Readings()
    for seed in range(options.first, options.first + options.persons):
        for expression in EXPRESSIONS:
            for number in range(len(PROTOTYPES[expression])):
                readings.add(reader, Identity.random(seed), (expression, number))
    readings.report()
    return 0


def _figures(values: NDArray[np.float64]) -> str:
    return "".join(f"{value:14.2f}" for value in values)


if __name__ == "__main__":
    run_quietly(main)
