"""The face mesh places what the landmarker places, at a part of its cost."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.adapters.models.blazeface import SHORT_RANGE, BlazeFace
from assistant.adapters.models.face_landmarker import FaceLandmarker
from assistant.adapters.models.face_mesh import FaceMesh
from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity, Pose, draw_face
from assistant.drawn_faces.rasterizer import paint
from assistant.imaging import Image
from assistant.vision import head_pose
from assistant.vision.landmarks import SURFACE, Crop, Mesh


@pytest.fixture(scope="module")
def face_mesh() -> FaceMesh:
    return FaceMesh()


@pytest.fixture(scope="module")
def detector() -> BlazeFace:
    return BlazeFace(SHORT_RANGE)


def portrait(seed: int, units: ActionUnits = NEUTRAL, pose: Pose | None = None) -> Image:
    return paint(draw_face(Identity.random(seed), units, pose=pose or Pose()), 480, 360)


def placed(face_mesh: FaceMesh, detector: BlazeFace, picture: Image) -> Mesh:
    """The landmarks once they are followed: the first crop, by the detector's eyes, is a rough one."""
    first = face_mesh.measure(picture, Crop.around(detector.detect(picture)[0]))
    assert first is not None
    mesh = face_mesh.measure(picture, first.crop)
    assert mesh is not None
    return mesh


@pytest.mark.parametrize("seed", range(4))
def test_it_places_what_the_landmarker_places(face_mesh: FaceMesh, detector: BlazeFace, seed: int) -> None:
    picture = portrait(seed)
    mesh = placed(face_mesh, detector, picture)
    assert mesh.points.shape == (SURFACE, 3)
    refined = FaceLandmarker().measure(picture, mesh.crop, movements=False)
    assert refined is not None
    apart = np.linalg.norm(mesh.points[:, :2] - refined.points[:SURFACE, :2], axis=1)
    assert np.median(apart) < 0.06 * np.subtract(*mesh.eyes[::-1])[0]


@pytest.mark.parametrize("yaw", [-20.0, 20.0])
def test_a_head_that_turns_is_read_to_turn(face_mesh: FaceMesh, detector: BlazeFace, yaw: float) -> None:
    straight, turned = (
        head_pose.pose(head_pose.rotation(placed(face_mesh, detector, portrait(3, pose=pose)).points)[0])
        for pose in (Pose(), Pose(yaw))
    )
    assert 0.6 <= (turned.yaw - straight.yaw) / yaw <= 1.1


def test_lips_part_and_lids_close(face_mesh: FaceMesh, detector: BlazeFace) -> None:
    rest = placed(face_mesh, detector, portrait(3))
    speaks = placed(face_mesh, detector, portrait(3, ActionUnits(au25=1.0, au26=1.0)))
    blinks = placed(face_mesh, detector, portrait(3, ActionUnits(au45=1.0)))
    assert rest.lips_apart < 0.1 < speaks.lips_apart
    assert blinks.eyes_open < 0.8 * rest.eyes_open


def test_a_head_that_is_carried_along_hardly_turns(face_mesh: FaceMesh, detector: BlazeFace) -> None:
    """One look alone errs by where the face has moved to since the last frame."""
    picture, pitches = portrait(3), list[float]()
    crop = Crop.around(detector.detect(picture)[0])
    for number in range(60):
        moved = round(14 * np.sin(number * 0.6)), round(20 * np.sin(number * 0.3))
        mesh = face_mesh.measure(np.roll(picture, moved, axis=(0, 1)), crop)
        assert mesh is not None
        crop = mesh.crop
        pitches.append(head_pose.pose(head_pose.rotation(mesh.points)[0]).pitch)
    assert np.std(np.diff(pitches[5:], 2)) < 0.9


def test_a_wall_has_no_landmarks(face_mesh: FaceMesh) -> None:
    wall = np.full((240, 320, 3), 130, np.uint8)
    assert face_mesh.measure(wall, Crop((160, 120), 150, 0.0)) is None
    assert face_mesh.measure(wall, Crop((160, 120), 0.0, 0.0)) is None
