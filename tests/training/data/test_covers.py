from __future__ import annotations

import numpy as np
import pytest

from training.data.covers import ELSEWHERE, ON_MOUTHS, Thing, draw, with_covers

_LIPS = (slice(37, 39), slice(23, 25))
"""The middle of the lips in a canonical frame: 1.1 eye distances below the eyes."""

_VISIBLE = 30
"""Grey levels by which two faces may differ behind cloth through which a little shines."""


def _face(lips: int) -> np.ndarray:
    face = np.full((48, 48), 130, np.uint8)
    face[_LIPS] = lips
    return face


def _seen(thing: Thing, seed: int) -> float:
    """Grey levels by which a face with dark lips still differs from one with light ones, of 180 without a cover."""
    faces = [_face(lips) for lips in (30, 210)]
    for face in faces:
        draw(face, thing, np.random.default_rng(seed))
    dark, light = (face[_LIPS].astype(float) for face in faces)
    return float(np.abs(light - dark).mean())


@pytest.mark.parametrize("thing", dict.fromkeys(ON_MOUTHS))
def test_what_covers_a_mouth_leaves_nothing_of_the_lips(thing: Thing) -> None:
    assert np.mean([_seen(thing, seed) < _VISIBLE for seed in range(200)]) > 0.97


@pytest.mark.parametrize("thing", dict.fromkeys(ELSEWHERE))
def test_what_lies_elsewhere_leaves_the_lips_to_be_seen(thing: Thing) -> None:
    """Between the hairs of a beard lips may be thin."""
    seen = np.array([_seen(thing, seed) for seed in range(200)])
    assert np.mean(seen > _VISIBLE) > 0.97
    assert np.median(seen) > 180 - _VISIBLE


@pytest.mark.parametrize(("on_mouths", "elsewhere"), [(0.5, 0.25), (0.2, 0.0), (0.0, 1.0)])
def test_the_shares_are_those_asked_for(on_mouths: float, elsewhere: float) -> None:
    faces = np.stack([_face(70)] * 400)
    result, labels = with_covers(faces, on_mouths, elsewhere, np.random.default_rng(3))
    changed = np.array([not np.array_equal(*pair) for pair in zip(faces, result, strict=True)])
    assert labels.mean() == pytest.approx(on_mouths, abs=0.08)
    assert changed.mean() == pytest.approx(on_mouths + elsewhere, abs=0.1)
    assert changed[labels].all()
    assert np.array_equal(faces, np.stack([_face(70)] * 400)), "the source stays"


def test_the_same_chance_gives_the_same_covers() -> None:
    faces = np.stack([_face(70)] * 20)
    one, other = (with_covers(faces, 0.5, 0.5, np.random.default_rng(4))[0] for _ in range(2))
    assert np.array_equal(one, other)
