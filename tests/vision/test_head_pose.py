"""A head's angles, from landmarks of a rigid head and of drawn ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drawn_faces import Pose
from assistant.vision import head_pose
from tests.helpers.heads import PIXELS, landmarks, turned

angles = st.floats(-40, 40)


@given(angles, angles, st.floats(-60, 60))
def test_the_pose_of_a_rigid_head_is_found_wherever_it_points(yaw: float, pitch: float, roll: float) -> None:
    found, scale = head_pose.rotation(landmarks(Pose(yaw, pitch, roll)))
    np.testing.assert_allclose(found, turned(Pose(yaw, pitch, roll)), atol=1e-4)
    assert scale == pytest.approx(PIXELS, rel=1e-4)


@given(angles, angles)
def test_each_angle_has_the_sign_that_it_is_said_to_have(yaw: float, pitch: float) -> None:
    pose = head_pose.pose(turned(Pose(yaw, pitch)))
    assert (pose.yaw, pose.pitch, pose.roll) == pytest.approx((yaw, pitch, 0), abs=1e-6)
    assert head_pose.pose(turned(Pose(roll=pitch))).roll == pytest.approx(pitch, abs=1e-6)


@given(angles, angles, st.floats(-60, 60), st.floats(-20, 20))
def test_a_nod_is_a_nod_however_the_head_is_held(yaw: float, pitch: float, roll: float, nod: float) -> None:
    held = turned(Pose(yaw, pitch, roll))
    step = head_pose.turn_between(held, held @ turned(Pose(pitch=nod)))
    assert (step.pitch, step.yaw, step.roll) == pytest.approx((nod, 0, 0), abs=1e-6)


def test_landmarks_that_tremble_by_a_pixel_move_the_angles_by_little() -> None:
    poses = [head_pose.pose(head_pose.rotation(landmarks(Pose(5, -5), noise=0.5, seed=seed))[0]) for seed in range(50)]
    spread = np.std([(pose.yaw, pose.pitch, pose.roll) for pose in poses], axis=0)
    assert spread.max() < 2.0


def test_landmarks_in_one_point_are_no_error() -> None:
    head_pose.pose(head_pose.rotation(np.zeros((478, 3), np.float32))[0])
