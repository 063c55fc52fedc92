"""Eyes and brows: both look the same way, and go where each action unit takes them, whoever it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity, Pose, RadialGradient, Shape
from assistant.drawn_faces.eyes import brow, eye
from assistant.drawn_faces.head import Head, Palette
from tests.helpers.anybody import seeds

SIDES = (-1.0, 1.0)


def irises(who: Identity, act: ActionUnits = NEUTRAL, pose: Pose | None = None) -> list[Shape]:
    """The iris of each eye that is open, from left to right; its clip is what is seen between the lids."""
    head = Head(pose or Pose(), who)
    shapes = [shape for side in SIDES for shape in eye(head, who, Palette.of(who), act, side)]
    return [shape for shape in shapes if isinstance(shape.fill, RadialGradient)]


def centres(pose: Pose) -> np.ndarray:
    return np.array([shape.fill.centre for shape in irises(Identity.random(4), pose=pose)])


@pytest.mark.parametrize(
    ("pose", "way"),
    [
        (Pose(gaze_yaw=20), (1, 0)),
        (Pose(gaze_yaw=-20), (-1, 0)),
        (Pose(gaze_pitch=15), (0, -1)),
        (Pose(gaze_pitch=-15), (0, 1)),
    ],
)
def test_both_eyes_turn_the_same_way(pose: Pose, way: tuple[int, int]) -> None:
    moved = (centres(pose) - centres(Pose())) @ way
    assert len(moved) == 2
    assert (moved > 0.02).all()
    assert moved[0] == pytest.approx(moved[1], abs=0.005)


def test_behind_closed_lids_there_is_nothing_to_see() -> None:
    assert len(irises(Identity.random(4), ActionUnits(au45=0.9))) == 2
    assert irises(Identity.random(4), ActionUnits(au45=1.0)) == []


@settings(max_examples=5)
@given(seeds)
def test_lids_open_and_narrow_as_facs_says(seed: int) -> None:
    who = Identity.random(seed)

    def opened(**act: float) -> float:
        (left, _) = irises(who, ActionUnits(**act))
        assert left.clip is not None
        return float(np.ptp(left.clip[:, 1]))

    assert opened(au45=0.5) < opened(au7=1.0) < opened() < opened(au5=1.0)
    assert opened(au6=1.0) < opened()


@settings(max_examples=10)
@given(seeds)
def test_brows_rise_and_fall_as_facs_says(seed: int) -> None:
    who = Identity.random(seed)

    def heights(**act: float) -> tuple[float, float]:
        """How high the inner and the outer end of the right brow lie."""
        *_, drawn = brow(Head(Pose(), who), who, Palette.of(who), ActionUnits(**act), 1.0)
        x, y = drawn.outline.T
        return -float(y[x < 0.33].mean()), -float(y[x > 0.75].mean())

    (inner, outer), raised, outside, lowered = heights(), heights(au1=1.0), heights(au2=1.0), heights(au4=1.0)
    assert raised[0] > inner + 0.1
    assert raised[1] == pytest.approx(outer, abs=0.03)
    assert outside[1] > outer + 0.05
    assert lowered[0] < inner - 0.1
