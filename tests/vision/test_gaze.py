from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.directions import Gaze
from assistant.drawn_faces import Pose
from assistant.vision import head_pose
from assistant.vision.gaze import EYES_COUNT, gaze
from tests.helpers.heads import landmarks


def looks(pose: Pose, eyes: bool = True) -> Gaze:
    points = landmarks(pose)
    return gaze(points, *head_pose.rotation(points), eyes=eyes)


@given(st.floats(-30, 30), st.floats(-25, 25))
def test_without_the_eyes_a_look_is_the_heads(yaw: float, pitch: float) -> None:
    seen = looks(Pose(yaw, pitch, gaze_yaw=20), eyes=False)
    assert (seen.yaw, seen.pitch) == pytest.approx((yaw, pitch), abs=0.01)


@given(st.floats(-4, 4), st.floats(-25, 25), st.floats(-25, 25))
def test_the_eyes_count_less_than_the_head(yaw: float, aside: float, up: float) -> None:
    seen, straight = looks(Pose(yaw, gaze_yaw=aside, gaze_pitch=up)), looks(Pose(yaw))
    assert seen.yaw - straight.yaw == pytest.approx(EYES_COUNT[0] * aside, abs=0.1)
    assert seen.pitch - straight.pitch == pytest.approx(EYES_COUNT[1] * up, abs=0.1)


@given(st.floats(10, 40), st.floats(-30, -5))
def test_the_eyes_of_a_turned_head_take_little_of_it_back(yaw: float, aside: float) -> None:
    assert looks(Pose(yaw, gaze_yaw=aside)).yaw >= 0.79 * yaw
    assert looks(Pose(-yaw, gaze_yaw=-aside)).yaw <= -0.79 * yaw


def test_closed_eyes_say_nothing() -> None:
    points = landmarks(Pose(10, gaze_yaw=25))
    for upper, lower in ((159, 145), (386, 374)):
        points[upper] = points[lower]
    assert gaze(points, *head_pose.rotation(points)).yaw == pytest.approx(10, abs=0.1)
