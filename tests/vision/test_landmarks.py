"""What is measured on landmarks: the same however a head is held and however large it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drawn_faces import Pose
from assistant.vision.landmarks import LANDMARKS, Crop, Mesh
from tests.helpers.faces import found_face
from tests.helpers.heads import landmarks, turned

INNER_LIPS = (13, 14)
UPRIGHT = Mesh(landmarks(Pose()))

angles = st.floats(-40, 40)


def speaking(pose: Pose, apart: float) -> Mesh:
    """A head whose lips are so many centimetres apart."""
    points = landmarks(pose)
    middle = points.mean(axis=0)
    for lip, height in zip(INNER_LIPS, (-apart / 2, apart / 2), strict=True):
        points[lip] = middle + 8.0 * turned(pose) @ np.array((0, height, 0))
    return Mesh(points)


@settings(max_examples=40)
@given(angles, angles, angles)
def test_eyes_and_mouth_are_as_open_however_the_head_is_held(yaw: float, pitch: float, roll: float) -> None:
    held, straight = speaking(Pose(yaw, pitch, roll), 2.0), speaking(Pose(), 2.0)
    assert held.eyes_open == pytest.approx(UPRIGHT.eyes_open, abs=1e-3)
    assert held.mouth_open == pytest.approx(straight.mouth_open, abs=1e-3)


def test_the_wider_apart_the_more_open() -> None:
    opened = [speaking(Pose(), apart) for apart in (0.0, 1.0, 2.0)]
    for measured in ("mouth_open", "lips_apart"):
        closed, half, wide = (getattr(mesh, measured) for mesh in opened)
        assert closed == pytest.approx(0.0, abs=1e-6)
        assert wide == pytest.approx(2 * half)


@settings(max_examples=30)
@given(st.floats(0.2, 8))
def test_the_size_of_a_face_plays_no_part(scale: float) -> None:
    mesh = speaking(Pose(10, -5, 3), 1.5)
    scaled = Mesh((mesh.points * scale).astype(np.float32))
    for measured in ("eyes_open", "mouth_open", "lips_apart"):
        assert getattr(scaled, measured) == pytest.approx(getattr(mesh, measured), rel=1e-3)


@settings(max_examples=40)
@given(st.floats(-80, 80))
def test_the_part_that_is_looked_at_next_turns_with_the_head(roll: float) -> None:
    mesh = Mesh(landmarks(Pose(roll=roll)))
    assert np.degrees(mesh.crop.angle) == pytest.approx(roll, abs=0.01)
    assert mesh.crop.centre == mesh.box.centre
    assert mesh.crop.side == pytest.approx(1.5 * max(mesh.box.width, mesh.box.height))


def test_the_box_reaches_to_the_outermost_landmarks() -> None:
    box, points = UPRIGHT.box, UPRIGHT.points[:, :2]
    assert (box.x, box.y) == pytest.approx(tuple(points.min(axis=0)))
    assert (box.x + box.width, box.y + box.height) == pytest.approx(tuple(points.max(axis=0)))


def test_around_a_face_that_stands_on_its_head_all_is_turned_upright() -> None:
    face = found_face(100.0, 80.0, 60.0)
    assert Crop.around(face) == Crop((100.0, 80.0), 90.0, 0.0)
    upside_down = Crop.around(replace(face, eyes=face.eyes[::-1]))
    assert abs(upside_down.angle) == pytest.approx(np.pi)


def test_landmarks_in_one_point_are_no_error() -> None:
    mesh = Mesh(np.zeros((LANDMARKS, 3), np.float32))
    assert (mesh.eyes_open, mesh.mouth_open, mesh.lips_apart, mesh.crop.side) == (0, 0, 0, 0)
