from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces import UNITS, ActionUnits, Identity, Pose, draw_face, prototype
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.drawn_faces.shapes import Colour, Drawing, Fill, LinearGradient, RadialGradient, Shape
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
SIDE = 400

# Where each unit is at work: (left, top, right, bottom) in units of the pupils' distance from between the eyes.
BROWS, FROWN, EYES = (-1.0, -1.1, 1.0, 0.05), (-1.0, -1.1, 1.0, 0.3), (-1.0, -0.45, 1.0, 0.3)
SNARL, CHEEKS, LOWER = (-1.0, -0.6, 1.0, 1.4), (-1.05, -0.3, 1.05, 1.4), (-1.2, 0.45, 1.2, 2.6)
REGIONS = {
    "au1": BROWS, "au2": BROWS, "au4": FROWN, "au5": EYES, "au6": CHEEKS, "au7": EYES, "au9": SNARL, "au10": LOWER,
    "au12": (-1.05, 0.2, 1.05, 1.5), "au15": LOWER, "au16": LOWER, "au17": LOWER, "au20": LOWER,
    "au22": LOWER, "au23": LOWER, "au24": LOWER, "au25": LOWER, "au26": LOWER, "au27": LOWER, "au45": EYES,
}  # fmt: skip


def square(fill: Fill, half: float = 0.5, **looks: object) -> Shape:
    corners = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    return Shape(corners, fill, **looks)  # type: ignore[arg-type] # any of its options


def painted(*shapes: Shape, size: int = 400) -> Image:
    return paint(Drawing(shapes, (WHITE, WHITE), side=2.0), size, size)


@given(st.integers(1, 300), st.integers(1, 300))
@settings(max_examples=15, deadline=None)
def test_a_picture_has_the_size_asked_for(width: int, height: int) -> None:
    picture = paint(draw_face(Identity.random(3)), width, height)
    assert picture.shape == (height, width, 3)
    assert picture.dtype == np.uint8


def test_a_shape_covers_what_lies_within_it_and_nothing_else() -> None:
    picture = painted(square((200, 100, 50)))
    assert (picture[105:295, 105:295] == (200, 100, 50)).all()
    assert (picture[:95] == 255).all()
    assert (picture[:, 305:] == 255).all()


def test_edges_are_antialiased() -> None:
    diamond = Shape(np.array([(0.0, -0.7), (0.7, 0.0), (0.0, 0.7), (-0.7, 0.0)]), BLACK)
    assert len(np.unique(painted(diamond))) > 10


def test_opacity_mixes_with_what_lies_below() -> None:
    assert painted(square(BLACK, opacity=0.5))[200, 200] == pytest.approx((128, 128, 128), abs=2)
    assert (painted(square(BLACK, opacity=0.0)) == 255).all()


def test_a_soft_edge_fades_over_its_softness() -> None:
    row = painted(square(BLACK, softness=0.1))[200, :, 0].astype(int)
    assert row[200] < 3
    assert row[100] == pytest.approx(128, abs=18)  # half-way at the outline
    assert row[80] == pytest.approx(255 * 0.84, abs=15)  # one standard deviation outside
    assert np.all(np.diff(row[40:160]) <= 2)


def test_nothing_is_painted_outside_a_clip() -> None:
    picture = painted(square(BLACK, clip=square(BLACK, half=0.2).outline))
    assert (picture[165:235, 165:235] == 0).all()
    picture[155:245, 155:245] = 255
    assert (picture == 255).all()


def test_gradients_run_from_their_first_colour_to_their_last() -> None:
    along = painted(square(LinearGradient((-0.5, 0.0), (0.5, 0.0), BLACK, WHITE)))[200, :, 0].astype(int)
    assert along[101:300:20] == pytest.approx(np.arange(101, 300, 20) * 255 / 200 - 127, abs=5)
    around = painted(square(RadialGradient((0.0, 0.0), 0.5, WHITE, BLACK)))[200, :, 0].astype(int)
    assert around[200] > 250
    assert around[150] == pytest.approx(128, abs=5)
    assert around[105] < 20


def test_shapes_outside_the_picture_do_no_harm() -> None:
    far = Shape(square(BLACK).outline + 50, BLACK, softness=0.1)
    assert (painted(far) == 255).all()
    assert painted(square(BLACK, half=50.0)).max() == 0


def test_the_same_drawing_gives_the_same_bytes() -> None:
    first, second = (paint(draw_face(Identity.random(7), prototype(Expression.FEAR)), 320, 240) for _ in range(2))
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("seed", [3, 12, 35])
def test_each_action_unit_shows_where_it_is_at_work(unit: str, seed: int) -> None:
    who = Identity.random(seed)
    alone = ActionUnits(**{unit: 1.0})
    rest = ActionUnits()
    if unit == "au16":  # without parted lips there is nothing to uncover
        rest, alone = ActionUnits(au25=1.0), ActionUnits(au25=1.0, au16=1.0)
    before, after = (paint(draw_face(who, act), SIDE, SIDE).astype(int) for act in (rest, alone))
    change = np.abs(after - before).sum(axis=2)
    scale = SIDE / draw_face(who).side
    left, top, right, bottom = (
        round(SIDE / 2 + scale * (edge - 0.25 * (axis % 2))) for axis, edge in enumerate(REGIONS[unit])
    )
    assert np.count_nonzero(change > 60) > 60, "a person would not see it"
    assert change[top:bottom, left:right].sum() > 0.97 * change.sum()


@pytest.fixture(scope="module")
def detector() -> FaceDetector:
    return FaceDetector()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_the_detector_finds_drawn_faces_with_their_eyes(detector: FaceDetector, expression: Expression) -> None:
    for seed in range(12):
        picture = paint(draw_face(Identity.random(seed), prototype(expression)), 480, 480)
        faces = detector.find(picture)
        assert len(faces) == 1
        unit = 480 / 4.9
        for eye, side in zip(faces[0].eyes, (-0.5, 0.5), strict=True):
            assert np.hypot(eye[0] - (240 + side * unit), eye[1] - (240 - 0.25 * unit)) < 0.2 * unit


def test_the_detector_finds_a_turned_and_tilted_face(detector: FaceDetector) -> None:
    for pose in (Pose(yaw=20), Pose(yaw=-20), Pose(roll=15), Pose(pitch=10, x=0.8), Pose(pitch=-10, size=0.6)):
        assert detector.find(paint(draw_face(Identity.random(5), pose=pose), 640, 480))


def test_the_detector_finds_the_face_all_through_the_demo(detector: FaceDetector) -> None:
    found = [bool(detector.find(paint(drawing, 640, 480))) for _, drawing in demo_clip().drawings(2)]
    assert np.mean(found) >= 0.95
