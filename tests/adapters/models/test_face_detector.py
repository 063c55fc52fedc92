import zipfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Box, FoundFace
from assistant.imaging import EYES, FRAME, Image, align
from tests.helpers.faces import found_face


@pytest.fixture(scope="module")
def detector() -> FaceDetector:
    return FaceDetector()


def test_nothing_in_a_blank_picture(detector: FaceDetector) -> None:
    assert detector.find(np.full((240, 320, 3), 128, dtype=np.uint8), thorough=True) == []


def test_a_strip_that_is_too_narrow_for_a_face_is_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of a million pixels, 16 of them high, once had thousands of tiles."""
    looks = []
    for detector in (finder := FaceDetector())._near, finder._far:
        monkeypatch.setattr(detector, "detect", lambda _, region: looks.append(region) or [])
    finder.find(np.zeros((16, 65_000, 3), dtype=np.uint8), thorough=True)
    assert set(looks) == {(0, 0, 65_000, 16)}


@pytest.mark.parametrize(
    ("upright", "turned", "is_turned"), [(0.70, 0.79, False), (0.70, 0.81, True), (None, 0.5, True), (0.6, None, False)]
)
def test_only_a_clear_difference_turns_a_face(
    monkeypatch: pytest.MonkeyPatch, upright: float | None, turned: float | None, is_turned: bool
) -> None:
    """A mask may pass for a brow."""
    finder, scores = FaceDetector(), {False: upright, True: turned}

    def look_closer(_: Image, face: FoundFace) -> FoundFace | None:
        score = scores[face.upside_down]
        return None if score is None else replace(face, score=score)

    monkeypatch.setattr(finder, "_look_closer", look_closer)
    found = finder._either_way_up(np.zeros((200, 200, 3), dtype=np.uint8), found_face(100.0))
    assert found is not None
    assert found.upside_down is is_turned


def test_a_face_in_a_photo(detector: FaceDetector, shared: Path) -> None:
    (face,) = detector.find(read_picture(shared / "media" / "single_face.jpg"))
    (left_x, left_y), (right_x, right_y) = face.eyes
    assert left_x < face.nose[0] < right_x
    assert max(left_y, right_y) < face.nose[1] < face.mouth[1]
    assert face.box.x < left_x < right_x < face.box.x + face.box.width


def test_small_faces_of_a_group(detector: FaceDetector, shared: Path) -> None:
    group = read_picture(shared / "media" / "multi_face.jpg")
    for thorough in (False, True):
        faces = detector.find(group, thorough)
        widths = [face.box.width for face in faces]
        assert len(faces) == 5
        assert widths == sorted(widths, reverse=True)


def test_a_face_across_the_room(detector: FaceDetector) -> None:
    """Drawn, 100 px wide in 1280×720, as somebody a good metre away from a laptop."""
    room = np.full((720, 1280, 3), (120, 130, 140), np.uint8)
    room[260:380, 800:920] = cv2.resize(
        paint(demo_clip().drawing(0.0), 480, 480), (120, 120), None, 0, 0, cv2.INTER_AREA
    )
    (face,) = detector.find(room)
    assert face.box.centre == pytest.approx((860, 320), abs=15)


def test_the_same_face_in_a_picture_of_any_size(detector: FaceDetector, shared: Path) -> None:
    photo = read_picture(shared / "media" / "single_face.jpg")
    (usual,) = detector.find(photo)
    (large,) = detector.find(cv2.resize(photo, None, fx=5, fy=5, interpolation=cv2.INTER_CUBIC))
    distance = usual.eyes[1][0] - usual.eyes[0][0]
    np.testing.assert_allclose(np.asarray(large.eyes) / 5, usual.eyes, atol=0.1 * distance)
    assert large.box.overlap(Box(*(5 * np.array([usual.box.x, usual.box.y, usual.box.width, usual.box.height])))) > 0.8


def test_what_is_known_is_not_found_again_but_followed(detector: FaceDetector, shared: Path) -> None:
    group = read_picture(shared / "media" / "multi_face.jpg")
    faces = detector.find(group)
    assert len(detector.find(group, known=faces[:3])) == 2
    moved = np.roll(group, (8, -12), axis=(0, 1))
    followed = detector.follow(moved, faces)
    assert len(followed) == 5
    for face in followed:
        x, y = face.box.centre
        assert min(np.hypot(x + 12 - f.box.centre[0], y - 8 - f.box.centre[1]) for f in faces) < 8
    assert detector.follow(np.full_like(group, 128), faces) == []


@pytest.mark.parametrize("share", [0.3, 0.5, 1.0])
def test_the_eyes_are_placed_alike_however_small_the_face(detector: FaceDetector, shared: Path, share: float) -> None:
    photo = read_picture(shared / "media" / "single_face.jpg")
    small = cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    canvas = np.full_like(photo, 90)
    canvas[: small.shape[0], : small.shape[1]] = small
    (whole,) = detector.find(photo)
    (found,) = detector.find(canvas)
    distance = share * (whole.eyes[1][0] - whole.eyes[0][0])
    expected = np.asarray(whole.eyes) * share
    # A fifth of the eyes' distance at most, or the crop would be another.
    np.testing.assert_allclose(found.eyes, expected, atol=0.2 * distance)


def test_the_detectors_eyes_lie_where_fer2013_has_them(detector: FaceDetector, shared: Path) -> None:
    """The canonical frame is measured on the training images themselves."""
    archive = shared / "data" / "fer2013" / "images.zip"
    if not archive.exists():
        pytest.skip("needs FER2013 in ../shared, which is no part of the project")
    places = []
    with zipfile.ZipFile(archive) as images:
        names = [name for name in images.namelist() if name.startswith("train/") and name.endswith(".png")]
        for name in names[:: len(names) // 150]:
            face = cv2.imdecode(np.frombuffer(images.read(name), np.uint8), cv2.IMREAD_COLOR)
            found = detector.find(cv2.resize(face, (192, 192), interpolation=cv2.INTER_CUBIC))
            if found:
                places.append(np.asarray(found[0].eyes) / 192)
    assert len(places) > 130
    np.testing.assert_allclose(np.median(places, axis=0), EYES, atol=0.03)


def test_crop_of_a_found_face(detector: FaceDetector, shared: Path) -> None:
    photo = read_picture(shared / "media" / "single_face.jpg")
    (face,) = detector.find(photo)
    crop = align(photo, face.eyes)
    again = detector.find(np.repeat(cv2.resize(crop, (192, 192))[..., np.newaxis], 3, axis=2))
    np.testing.assert_allclose(np.asarray(again[0].eyes) / 192, EYES, atol=0.04)
    assert crop.shape == (FRAME, FRAME)
