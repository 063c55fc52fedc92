from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.models.face_detector import FaceDetector
from assistant.events import Box, FoundFace, Trouble
from assistant.imaging import Image, align
from assistant.vision.quality_gate import COVER, Gate, Limit, assess, is_dark, pose, share_outside, sharpness
from assistant.vision.tracker import MEMORY, TrackedFace
from tests.helpers.faces import found_face

FRAME = (640, 360)
CLEAR: Image = np.random.default_rng(0).integers(60, 200, (48, 48)).astype(np.uint8)


def judged(
    found: FoundFace | None = None, crop: Image = CLEAR, before: Trouble | None = None, cover: float = 0.0
) -> Trouble | None:
    return assess(found or found_face(320.0), FRAME, crop, cover, before)


def turned(by: float, nod: float = 0.5) -> FoundFace:
    """A face whose nose lies `by` eye distances aside, `nod` of the way from the eyes to the mouth."""
    face = found_face(320.0, 160.0, 100.0)
    eyes_y = face.eyes[0][1]
    return FoundFace(face.box, face.eyes, (320.0 + 40 * by, eyes_y + 45 * nod), (320.0, eyes_y + 45), face.score)


def test_a_fair_face_passes() -> None:
    assert judged() is None


@pytest.mark.parametrize(
    ("found", "crop", "trouble"),
    [
        (found_face(320.0, size=30.0), CLEAR, Trouble.TOO_SMALL),
        (found_face(20.0), CLEAR, Trouble.OUT_OF_VIEW),
        (None, CLEAR // 8, Trouble.TOO_DARK),
        (None, np.full((48, 48), 255, np.uint8), Trouble.TOO_BRIGHT),
        (turned(0.5), CLEAR, Trouble.TURNED_AWAY),
        (turned(-0.5), CLEAR, Trouble.TURNED_AWAY),
        (turned(0.0, 0.9), CLEAR, Trouble.TURNED_AWAY),
        (turned(0.0, 0.1), CLEAR, Trouble.TURNED_AWAY),
        (None, np.tile(np.linspace(60, 200, 48), (48, 1)), Trouble.BLURRED),
    ],
)
def test_each_trouble_is_named(found: FoundFace | None, crop: Image, trouble: Trouble) -> None:
    assert judged(found, np.asarray(crop, dtype=np.uint8)) is trouble


def test_a_covered_mouth_is_named_unless_something_graver_hides_the_face() -> None:
    white = np.full((48, 48), 255, np.uint8)
    assert judged(cover=1.0) is Trouble.MOUTH_COVERED
    assert judged(crop=white, cover=1.0) is Trouble.MOUTH_COVERED, "white cloth is no light"
    assert judged(found_face(320.0, size=30.0), cover=1.0) is Trouble.TOO_SMALL


def test_a_mouth_half_covered_does_not_flap() -> None:
    between = (COVER.starts + COVER.ends) / 2
    gate, face = Gate(), TrackedFace(1, found_face(320.0))
    covers = (between, COVER.starts + 0.01, between, COVER.ends - 0.01, between)
    troubles = [gate.assess(now / 10, [face], FRAME, [CLEAR], [cover])[0] for now, cover in enumerate(covers)]
    covered = Trouble.MOUTH_COVERED
    assert troubles == [None, covered, covered, None, None]


@pytest.mark.parametrize(("gap", "trouble"), [(MEMORY - 0.1, Trouble.TOO_SMALL), (MEMORY + 0.1, None)])
def test_what_troubled_a_face_is_known_as_long_as_the_face_is(gap: float, trouble: Trouble | None) -> None:
    gate, other = Gate(), TrackedFace(2, found_face(320.0))
    gate.assess(0.0, [TrackedFace(1, found_face(320.0, size=30.0))], FRAME, [CLEAR], [0.0])
    gate.assess(0.1, [other], FRAME, [CLEAR], [0.0])
    again = TrackedFace(1, found_face(320.0, size=34.0))
    assert gate.assess(gap, [other, again], FRAME, [CLEAR] * 2, [0.0] * 2) == [None, trouble]


@given(st.floats(-100, 100), st.floats(-100, 100), st.booleans())
def test_limits_have_hysteresis(value: float, other: float, before: bool) -> None:
    limit = Limit(max(value, other), min(value, other))
    assert limit.exceeded(limit.starts + 1, before)
    assert not limit.exceeded(limit.ends - 1, before)
    between = (limit.starts + limit.ends) / 2
    if limit.ends < between < limit.starts:
        assert limit.exceeded(between, before) is before


def test_a_face_at_the_limit_does_not_flap() -> None:
    found = [TrackedFace(1, found_face(320.0, size=size)) for size in (60, 31, 34, 31, 34, 37, 34)]
    gate = Gate()
    troubles = [
        gate.assess(now / 10, [face], FRAME, [CLEAR], [0.0]) == [Trouble.TOO_SMALL] for now, face in enumerate(found)
    ]
    assert troubles == [False, True, True, True, True, False, False]


def test_only_the_same_trouble_is_harder_to_leave() -> None:
    smallish = found_face(320.0, size=34.0)
    assert judged(smallish, before=Trouble.TOO_SMALL) is Trouble.TOO_SMALL
    assert judged(smallish, before=Trouble.TOO_DARK) is None


@given(st.floats(-0.8, 0.8), st.floats(-60, 60))
def test_tilting_the_head_is_not_turning_it(turn: float, degrees: float) -> None:
    face = turned(turn)
    spin = np.exp(1j * np.radians(degrees))

    def rotated(point: tuple[float, float]) -> tuple[float, float]:
        place = (complex(*point) - complex(320, 160)) * spin + complex(320, 160)
        return place.real, place.imag

    tilted = FoundFace(
        face.box,
        (rotated(face.eyes[0]), rotated(face.eyes[1])),
        rotated(face.nose),
        rotated(face.mouth),
        face.score,
    )
    assert pose(tilted) == pytest.approx(pose(face), abs=1e-6)


@pytest.mark.parametrize(("light", "dark"), [(0, True), (20, True), (40, False), (255, False)])
def test_a_frame_without_light_is_dark(light: int, dark: bool) -> None:
    noise = np.random.default_rng(1).integers(-5, 6, (360, 640, 3))
    assert is_dark(np.clip(light + noise, 0, 255).astype(np.uint8)) is dark


def test_a_lamp_in_a_dark_room_is_light() -> None:
    frame = np.zeros((360, 640, 3), np.uint8)
    frame[:, :100] = 200
    assert not is_dark(frame)


def test_share_outside() -> None:
    assert share_outside(Box(0, 0, 100, 100), FRAME) == 0
    assert share_outside(Box(-50, 0, 100, 100), FRAME) == pytest.approx(0.5)
    assert share_outside(Box(-500, 0, 100, 100), FRAME) == 1


def test_blur_takes_sharpness() -> None:
    blurred = [sharpness(np.asarray(cv2.GaussianBlur(CLEAR, (0, 0), s), dtype=np.uint8)) for s in (0.5, 1, 2, 4)]
    assert blurred == sorted(blurred, reverse=True)
    assert sharpness(np.full((48, 48), 128, np.uint8)) == 0


def test_a_real_clip_passes_until_it_is_spoilt(shared: Path) -> None:
    capture = cv2.VideoCapture(str(shared / "media" / "single_face.mp4"))
    frame = np.asarray(cv2.cvtColor(capture.read()[1], cv2.COLOR_BGR2RGB), dtype=np.uint8)
    detector = FaceDetector()
    (face,) = detector.find(frame)
    size = frame.shape[1], frame.shape[0]
    assert assess(face, size, align(frame, face.eyes), 0.0) is None
    assert assess(face, size, align(frame // 16, face.eyes), 0.0) is Trouble.TOO_DARK
    smeared = np.asarray(cv2.GaussianBlur(frame, (0, 0), 9), dtype=np.uint8)
    assert assess(face, size, align(smeared, face.eyes), 0.0) is Trouble.BLURRED
