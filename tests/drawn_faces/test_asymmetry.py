"""Nobody's halves mirror each other, and nobody's are torn apart."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.drawn_faces import Identity
from assistant.drawn_faces.asymmetry import Asymmetry

GRID = np.stack(np.meshgrid(np.linspace(-1, 1, 21), np.linspace(-1.3, 1.9, 33)), -1)
FACE = GRID.reshape(-1, 2)
MIRROR = np.array((-1.0, 1.0))


@given(st.integers(0, 2**32))
def test_halves_differ_slightly(seed: int) -> None:
    asymmetry = Identity.random(seed).asymmetry
    moved = asymmetry.moved(FACE)
    mirrored = asymmetry.moved(FACE * MIRROR) * MIRROR
    assert 0 < np.abs(moved - mirrored).max() < 0.4
    assert np.abs(moved - FACE).max() < 0.2


@given(st.integers(0, 2**32))
def test_what_lies_beside_or_below_stays_there(seed: int) -> None:
    moved = Asymmetry.random(Random(seed)).moved(FACE).reshape(GRID.shape)
    assert (np.diff(moved[..., 0], axis=1) > 0).all()
    assert (np.diff(moved[..., 1], axis=0) > 0).all()


def test_a_symmetric_face_stays_as_it_is() -> None:
    assert np.array_equal(Asymmetry().moved(FACE), FACE)


def test_people_are_uneven_by_some_hundredths_of_the_distance_of_their_eyes() -> None:
    people = [Identity.random(seed).asymmetry for seed in range(200)]
    for trait in ("brows", "mouth", "nose", "chin"):
        values = [getattr(each, trait) for each in people]
        assert 0.005 < np.std(values) < 0.03
        assert abs(np.mean(values)) < 0.005
