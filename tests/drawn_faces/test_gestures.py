from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drawn_faces import Pose
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.events import Gesture

made = st.builds(
    Swinging,
    st.sampled_from(Gesture),
    st.just(1.0),
    st.integers(1, 4),
    st.floats(0.5, 3),
    st.floats(4, 25),
)


@given(made)
def test_a_gesture_begins_and_ends_at_rest_and_is_as_wide_as_told(gesture: Swinging) -> None:
    times = [gesture.start + (gesture.end - gesture.start) * share / 400 for share in range(401)]
    poses = [gesture.at(time) for time in times]
    angles = [pose.pitch + pose.yaw for pose in poses]
    assert angles[0] == pytest.approx(0, abs=0.01)
    assert angles[-1] == pytest.approx(0, abs=0.01)
    assert max(angles) - min(angles) == pytest.approx(gesture.degrees, rel=0.05)
    assert gesture.at(gesture.start - 0.1) == gesture.at(gesture.end + 0.1) == Pose()
    if gesture.gesture is Gesture.NOD:
        assert max(angles) < 0.01


@given(made)
def test_the_second_way_ends_where_the_head_turns_again(gesture: Swinging) -> None:
    before, there, after = (gesture.at(gesture.second_swing + step).yaw for step in (-0.02, 0.0, 0.02))
    if gesture.gesture is Gesture.SHAKE:
        assert there <= min(before, after) + 1e-6
    else:
        assert gesture.at(gesture.second_swing).pitch == pytest.approx(0, abs=0.01)


def test_a_turn_stays_and_comes_back() -> None:
    turn = Turn(2.0, Pose(yaw=20, gaze_pitch=-5), lasts=3.0, quick=0.5)
    assert turn.at(1.9) == turn.at(5.1) == Pose()
    assert turn.at(3.0) == Pose(yaw=20, gaze_pitch=-5)
    assert 0 < turn.at(2.2).yaw < 20
