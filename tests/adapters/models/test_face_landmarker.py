"""MediaPipe's landmarks and blendshapes in LiteRT give what MediaPipe gives."""

import json

import cv2
import numpy as np
import pytest

from assistant.adapters.models.blazeface import SHORT_RANGE, BlazeFace
from assistant.adapters.models.face_landmarker import BLENDSHAPES, FaceLandmarker
from assistant.drawn_faces import ActionUnits, Identity, draw_face
from assistant.drawn_faces.rasterizer import paint
from assistant.vision.landmarks import LANDMARKS, Crop
from tests.helpers.mediapipe_reference import EVERY, FILE, pictures

REFERENCE = json.loads(FILE.read_text(encoding="utf-8"))["pictures"]


@pytest.fixture(scope="module")
def landmarker() -> FaceLandmarker:
    return FaceLandmarker()


@pytest.fixture(scope="module")
def detector() -> BlazeFace:
    return BlazeFace(SHORT_RANGE)


def test_it_measures_what_mediapipe_measures(landmarker: FaceLandmarker, detector: BlazeFace) -> None:
    differences = []
    for pixels, row in zip(pictures(), REFERENCE, strict=True):
        measured = landmarker.measure(pixels, Crop.around(detector.detect(pixels)[0]))
        assert measured is not None
        left, right = np.asarray(measured.eyes)
        between = np.hypot(*(right - left))
        np.testing.assert_allclose(measured.points[::EVERY, :2], row["landmarks"], atol=0.05 * between)
        assert tuple(measured.movements) == tuple(row["blendshapes"]) == BLENDSHAPES
        differences += [measured.movements[name] - sought for name, sought in row["blendshapes"].items()]
    assert np.abs(differences).mean() < 0.01
    assert np.abs(differences).max() < 0.15


def test_a_face_is_followed_by_its_own_landmarks(landmarker: FaceLandmarker, detector: BlazeFace) -> None:
    pixels = next(pictures())
    first = landmarker.measure(pixels, Crop.around(detector.detect(pixels)[0]))
    assert first is not None
    assert first.points.shape == (LANDMARKS, 3)
    moved = np.roll(pixels, (4, -6), axis=(0, 1))
    again = landmarker.measure(moved, first.crop, movements=False)
    assert again is not None
    assert again.movements == {}
    np.testing.assert_allclose(np.asarray(again.eyes) - first.eyes, [[-6, 4]] * 2, atol=1.5)


def test_the_eyes_of_a_tilted_head_tilt_with_it(landmarker: FaceLandmarker, detector: BlazeFace) -> None:
    pixels = next(pictures())
    height, width = pixels.shape[:2]
    turned = cv2.warpAffine(pixels, cv2.getRotationMatrix2D((width / 2, height / 2), -20, 1), (width, height))
    angles = []
    for picture in (pixels, turned):
        measured = landmarker.measure(picture, Crop.around(detector.detect(picture)[0]))
        assert measured is not None
        (left, right) = measured.eyes
        angles.append(np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0])))
    assert angles[1] - angles[0] == pytest.approx(20, abs=3)


def test_a_wall_has_no_landmarks(landmarker: FaceLandmarker) -> None:
    wall = np.full((240, 320, 3), 130, np.uint8)
    assert landmarker.measure(wall, Crop((160, 120), 150, 0.0)) is None
    assert landmarker.measure(wall, Crop((160, 120), 0.0, 0.0)) is None


def test_lips_are_apart_by_a_share_of_the_distance_of_the_eyes(landmarker: FaceLandmarker, detector: BlazeFace) -> None:
    who = Identity.random(3)
    apart = []
    for side in (360, 720):
        for jaw in (0.0, 1.0):
            pixels = paint(draw_face(who, ActionUnits(au25=jaw, au26=jaw)), side, side)
            measured = landmarker.measure(pixels, Crop.around(detector.detect(pixels)[0]), movements=False)
            assert measured is not None
            apart.append(measured.lips_apart)
    assert max(apart[::2]) < 0.1 < min(apart[1::2])
    assert apart[1] == pytest.approx(apart[3], abs=0.05)
