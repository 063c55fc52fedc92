"""Faces are made worse in known ways before they are read."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from training.data.faces import Faces
from training.evaluate.robustness import DEGRADATIONS, WIDTHS, accuracy_by_width, robustness

_FACES = Faces.of(np.stack([draw_face(label, 1) for label in range(7)]), range(7))


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_a_worse_face_keeps_its_shape_and_the_face_itself_stays(name: str) -> None:
    face = _FACES.pixels[6].copy()
    worse = DEGRADATIONS[name](face)
    assert (worse.shape, worse.dtype) == (face.shape, np.uint8)
    assert np.array_equal(face, _FACES.pixels[6])
    assert np.array_equal(worse, face) == (name == "as they are")
    assert np.array_equal(worse, DEGRADATIONS[name](face)), "the same each time"


def _finest_stripes(pixels: np.ndarray) -> np.ndarray:
    """Reads a face as angry whose rows still differ from one to the next, and as disgusted where they do not."""
    detail = np.abs(np.diff(pixels.astype(float).mean(axis=2), axis=1)).mean(axis=1)
    return np.eye(7)[np.where(detail > 20, 0, 1)]


def test_small_faces_lose_their_detail() -> None:
    fine = Faces.of(np.stack([draw_face(1, seed) for seed in range(4)]), [0] * 4)
    shares = accuracy_by_width(fine, _finest_stripes)
    assert [*shares] == [str(width) for width in WIDTHS]
    assert shares[str(max(WIDTHS))] > shares[str(min(WIDTHS))] == 0


def test_each_kind_of_worse_faces_is_scored_by_itself() -> None:
    fine = Faces.of(np.stack([draw_face(0, 1), draw_face(1, 1)]), [0, 0])
    table = robustness(fine, lambda pixels: np.eye(7)[np.where(pixels.mean(axis=(1, 2)) > 80, 0, 1)])
    assert set(table) == set(DEGRADATIONS)
    assert table["as they are"]["accuracy"] == 1
    assert table["dark (30 % of the light)"]["accuracy"] == 0
