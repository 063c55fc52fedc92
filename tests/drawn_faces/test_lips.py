"""Lips: they part, never cross, and go where each action unit takes them."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity
from assistant.drawn_faces.lips import MIDDLE, Lips
from tests.helpers.anybody import seeds, units


@given(seeds, units)
def test_lips_never_cross(seed: int, act: ActionUnits) -> None:
    lips = Lips.of(Identity.random(seed), act)
    for upper, lower in ((lips.top, lips.upper), (lips.upper, lips.lower), (lips.lower, lips.bottom)):
        assert np.all(upper[:, 1] <= lower[:, 1] + 1e-9)


@given(seeds)
def test_units_move_everybodys_mouth_as_facs_says(seed: int) -> None:
    who = Identity.random(seed)
    rest = Lips.of(who, NEUTRAL)
    assert Lips.of(who, ActionUnits(au12=1)).corner < rest.corner
    assert Lips.of(who, ActionUnits(au12=1)).half > rest.half
    assert Lips.of(who, ActionUnits(au15=1)).corner > rest.corner
    assert Lips.of(who, ActionUnits(au20=1)).half > rest.half
    assert Lips.of(who, ActionUnits(au22=1)).half < rest.half
    assert Lips.of(who, ActionUnits(au10=1)).top[MIDDLE, 1] < rest.top[MIDDLE, 1]
    assert rest.gap == 0
    parted, dropped, stretched = (
        Lips.of(who, ActionUnits(au25=1, au26=jaw, au27=mouth)).gap for jaw, mouth in ((0, 0), (1, 0), (1, 1))
    )
    assert 0 < parted < dropped < stretched
    pressed, relaxed = (
        lips.bottom[MIDDLE, 1] - lips.top[MIDDLE, 1] for lips in (Lips.of(who, ActionUnits(au24=1)), rest)
    )
    assert pressed < relaxed
