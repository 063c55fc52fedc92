"""The head's outline: only the jaw moves in it, and takes the chin along."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity
from assistant.drawn_faces.skull import outline
from tests.helpers.anybody import seeds, units


@given(seeds, units)
def test_only_the_jaw_moves_the_heads_outline(seed: int, act: ActionUnits) -> None:
    who = Identity.random(seed)
    moved = outline(who, act) - outline(who, NEUTRAL)
    upper = outline(who, NEUTRAL)[:, 1] < -0.5
    assert np.abs(moved[upper]).max() < 1e-9


@settings(max_examples=25)
@given(seeds)
def test_a_jaw_that_drops_takes_the_chin_along_and_both_halves_alike(seed: int) -> None:
    who = Identity.random(seed)
    chins = [outline(who, ActionUnits(au26=jaw, au27=stretch))[:, 1].max() for jaw, stretch in ((0, 0), (1, 0), (1, 1))]
    assert chins == sorted(set(chins))
    dropped = outline(who, ActionUnits(au26=1.0))
    mirrored = dropped * (-1.0, 1.0)
    assert all(np.abs(mirrored - point).sum(axis=1).min() < 1e-9 for point in dropped)
