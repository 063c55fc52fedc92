"""Learns what readings weigh while the mouth talks: `python -m benchmarks.talk.weights`.

Drawn people talk with every expression on their faces. A logistic regression on the logarithms of their readings finds
what has to be added to each so that they tell what is shown: nothing to "happy", for a smile holds, no more to what
hangs on the mouth, no less to neutral. Its slope is divided out: it is as high as it is because drawn faces are clear.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces import Identity, draw_face
from assistant.drawn_faces.actions import PROTOTYPES, closed_eyes, prototype
from assistant.drawn_faces.animation import blink, sway, talk
from assistant.drawn_faces.rasterizer import paint
from assistant.events import FoundFace
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image, align
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser
from benchmarks.cues.drawn import speech

FIRST_SEED = 800
WIDTH, HEIGHT = 320, 240
NOISE = 3.0  # grey levels
FRAMES, NEUTRAL_FRAMES = 14, 36
STRENGTH = 0.7
"""Factor on what is learned: in the middle of the range, 0.4 to 1.0, where the labelled clips have no false cue and
the actor's anger is told; from 1.0 on it is told later."""

AT_MOST = {Expression.FEAR: -0.81, Expression.SURPRISE: -1.81}
"""What an open mouth is read as. These were learned with a reader that had never seen a talker; the shipped one has
seen drawn ones, and reads them so well that they teach no more, while real mouths still look surprised to it."""

_PENALTY, _RATE, _STEPS = 0.003, 0.3, 6000  # L2 penalty, and step size and steps of the gradient descent
_FLOOR = 0.01  # least probability whose logarithm is taken


def main() -> None:
    """Print the weights of `assistant.cues.talking.TALKING`."""
    parser = make_parser(__doc__, "python -m benchmarks.talk.weights")
    parser.add_argument("--people", type=int, default=24, help="how many are drawn")
    chosen = parser.parse_args()
    reader = FaceReader()
    samples = [s for seed in range(FIRST_SEED, FIRST_SEED + chosen.people) for s in _samples(reader, seed)]
    readings, labels = np.array([reading for reading, _ in samples]), np.array([label for _, label in samples])
    for expression, weight in zip(EXPRESSIONS, STRENGTH * learned(readings, labels), strict=True):
        print(f"{expression:12}{min(weight, AT_MOST.get(expression, weight)):6.2f}")


def learned(readings: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.float64]:
    """What to add to each log-probability.

    Args:
        readings: calibrated probabilities of faces that talk, (n, 7).
        labels: position of what each of them shows, (n,). Every expression counts the same.
    """
    logs, truth = np.log(np.maximum(readings, _FLOOR)), np.eye(len(EXPRESSIONS))[labels]
    share = truth.sum(axis=0)[labels][:, np.newaxis] * len(EXPRESSIONS)
    neutral, happy = Expression.NEUTRAL.position, Expression.HAPPY.position
    slope, added = 1.0, np.zeros(len(EXPRESSIONS))
    for _ in range(_STEPS):
        scores = slope * logs + added
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - truth) / share
        slope -= _RATE * float((error * logs).sum()) / len(EXPRESSIONS)
        added -= _RATE * (error.sum(axis=0) + _PENALTY * added)
        added = np.where(np.arange(len(added)) == neutral, np.maximum(added, 0), np.minimum(added, 0))
        added[happy] = 0
    return added / slope


def _samples(reader: FaceReader, seed: int) -> Iterator[tuple[NDArray[np.float64], int]]:
    who, noise, known = Identity.random(seed), np.random.default_rng(seed), list[FoundFace]()
    for expression in EXPRESSIONS:
        for number in range(NEUTRAL_FRAMES if expression is Expression.NEUTRAL else FRAMES):
            picture = _talker(who, expression, seed, number) + noise.normal(0, NOISE, (HEIGHT, WIDTH, 1))
            pixels = np.clip(picture, 0, 255).astype(np.uint8)
            known = reader.follow(pixels, known) if known else reader.search(pixels)
            if known:
                yield reader.probabilities([align(pixels, known[0].eyes)])[0], expression.position


def _talker(who: Identity, expression: Expression, seed: int, number: int) -> Image:
    """Strong and milder expressions, in turn each of their variants, and two ways to talk."""
    time = 10 * seed + number / 6.7
    variant = seed % len(PROTOTYPES[expression])
    shown = prototype(expression, 1.0 if seed % 2 else 0.8, variant)
    mouth = talk(time, seed) if number % 2 else speech(time)
    return paint(draw_face(who, closed_eyes(shown + mouth, blink(time, seed)), sway(time, 5, seed)), WIDTH, HEIGHT)


if __name__ == "__main__":
    run_quietly(main)
