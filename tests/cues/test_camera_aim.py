"""Where the camera should point, and how far it should be from the face."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.camera_aim import ASIDE, NEAR_ENOUGH, TOO_NEAR, CameraMove, aim, camera_moves
from assistant.events import Box
from tests.helpers.streams import FRAME_SIZE


@pytest.mark.parametrize(
    ("box", "hint"),
    [
        (None, "No face in view."),
        (Box(270, 120, 100, 120), "The face is centred."),
        (Box(0, 0, 50, 50), "Turn the camera left and up. Go nearer."),
        (Box(340, 80, 290, 290), "Turn the camera right. Go further away."),
        (Box(270, 260, 100, 90), "Turn the camera down."),
    ],
)
def test_aiming(box: Box | None, hint: str) -> None:
    assert aim(box, FRAME_SIZE) == hint


def test_left_and_right_are_the_users_own_before_the_camera_and_behind_it() -> None:
    aside_and_high = Box(0, 0, 100, 100)
    assert aim(aside_and_high, FRAME_SIZE) == "Turn the camera left and up."
    assert aim(aside_and_high, FRAME_SIZE, facing=True) == "Turn the camera right and up."


sides = st.floats(1, 640)


@given(st.floats(-100, 700), st.floats(-100, 400), sides, sides)
def test_what_is_asked_for_is_never_its_own_opposite_and_who_sits_before_the_camera_turns_it_the_other_way(
    x: float, y: float, width: float, height: float
) -> None:
    box, mirrored = Box(x, y, width, height), {CameraMove.LEFT: CameraMove.RIGHT, CameraMove.RIGHT: CameraMove.LEFT}
    asked = set(camera_moves(box, FRAME_SIZE))
    for pair in (
        {CameraMove.LEFT, CameraMove.RIGHT},
        {CameraMove.UP, CameraMove.DOWN},
        {CameraMove.NEARER, CameraMove.FURTHER},
    ):
        assert not pair <= asked
    assert set(camera_moves(box, FRAME_SIZE, facing=True)) == {mirrored.get(move, move) for move in asked}


@given(st.floats(-0.99, 0.99), st.floats(-0.99, 0.99), st.floats(1.01 * NEAR_ENOUGH, 0.99 * TOO_NEAR))
def test_a_face_near_the_middle_that_is_large_enough_calls_for_no_move(
    aside: float, below: float, share: float
) -> None:
    width, height = FRAME_SIZE
    side, x, y = share * height, (0.5 + ASIDE * aside) * width, (0.5 + ASIDE * below) * height
    assert camera_moves(Box(x - side / 2, y - side / 2, side, side), FRAME_SIZE) == ()
