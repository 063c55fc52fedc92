"""The shipped models see in drawn faces what they are drawn to show."""

import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces import PROTOTYPES, Identity, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import align

PEOPLE = range(2000, 2012)
AT_REST = ("browDown", "browInnerUp", "browOuterUp", "mouthSmile", "mouthFrown", "mouthUpperUp", "jawOpen", "eyeWide")


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def test_faces_at_rest_are_at_rest_and_read_as_neutral(reader: FaceReader) -> None:
    moved, neutral = [], 0
    for seed in PEOPLE:
        picture = paint(draw_face(Identity.random(seed)), 320, 320)
        (found,) = reader.search(picture)
        moves = reader.movements(picture, found)
        assert moves is not None
        moved.append([max(value for name, value in moves.items() if name.startswith(move)) for move in AT_REST])
        neutral += reader.probabilities([align(picture, found.eyes)])[0].argmax() == Expression.NEUTRAL.position
    assert np.mean(moved, axis=0).max() < 0.2, np.mean(moved, axis=0)
    assert np.max(moved) < 0.5
    assert neutral >= len(PEOPLE) - 1


@pytest.mark.slow
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_variant_is_read_as_its_expression(reader: FaceReader, expression: Expression) -> None:
    for variant in range(len(PROTOTYPES[expression])):
        pictures = [
            paint(draw_face(Identity.random(seed), prototype(expression, 1.0, variant)), 480, 480) for seed in PEOPLE
        ]
        crops = [align(picture, reader.search(picture)[0].eyes) for picture in pictures]
        read = reader.probabilities(crops).argmax(axis=1)
        assert np.mean(read == expression.position) >= 0.9, (variant, read)
