"""The picture that was read: undistorted, framed where the faces are, and gone when it is cleared."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from assistant.events import Box, FoundFace
from assistant.settings import Theme
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.widgets.theme import Look, palette
from assistant.ui.widgets.video_view import VideoView

BLUE = (20, 60, 200)
PICTURE = np.full((100, 200, 3), BLUE, np.uint8)


def face(left: float, top: float, side: float) -> FoundFace:
    eyes = (left + side / 3, top + side / 3), (left + 2 * side / 3, top + side / 3)
    middle = left + side / 2
    mouth = (middle, top + 3 * side / 4)
    return FoundFace(Box(left, top, side, side), eyes, (middle, top + side / 2), mouth, 0.9)


@pytest.fixture
def view(qt: QApplication) -> VideoView:
    made = VideoView()
    made.set_look(Look(palette(Theme.BLACK_ON_WHITE), 18, pictures=True))
    made.setStyleSheet("background: white")
    made.resize(400, 400)
    return made


def drawn(view: VideoView) -> NDArray[np.uint8]:
    return pixels_of(view.grab().toImage())


def columns_without_blue(pixels: NDArray[np.uint8], row: int) -> NDArray[np.intp]:
    return np.flatnonzero((np.abs(pixels[row].astype(int) - BLUE) > 10).any(axis=1))


def test_a_picture_is_as_large_as_fits_without_distortion(view: VideoView) -> None:
    view.show_picture(PICTURE, (), None)
    rows, columns = np.nonzero((drawn(view) == BLUE).all(axis=2))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (100, 299, 0, 399)


def test_a_frame_lies_where_the_face_is_and_the_partner_s_is_bolder(view: VideoView) -> None:
    left, right = face(20, 30, 40), face(120, 30, 40)
    view.show_picture(PICTURE, (left, right), right)
    inked = columns_without_blue(drawn(view), row=100 + 2 * 50)  # through the middle of both
    thin, bold = inked[inked < 200], inked[inked >= 200]
    for found, ink in ((left, thin), (right, bold)):
        edges = 2 * found.box.x, 2 * (found.box.x + found.box.width)
        assert np.abs(ink[:, None] - np.array(edges)).min(axis=1).max() <= 5
    assert 2 <= len(thin) < len(bold)


def test_faces_are_numbered_only_where_that_is_wanted(view: VideoView) -> None:
    one = (face(50, 20, 60),)
    view.show_picture(PICTURE, one, None)
    plain = drawn(view)
    view.show_picture(PICTURE, one, None, numbered=True)
    changed = np.argwhere((drawn(view) != plain).any(axis=2))
    assert len(changed)
    above = (140 - 120, 100 - 4), (140, 100 + 120)
    assert ((changed >= above[0]) & (changed <= above[1])).all(), "a number that is not right above its frame"


def test_nothing_is_kept_of_a_picture_that_is_cleared(view: VideoView) -> None:
    assert not view.filled
    view.show_picture(PICTURE, (face(20, 30, 40),), None)
    assert view.filled
    view.clear()
    assert not view.filled
    assert not (drawn(view) == BLUE).all(axis=2).any()


def test_a_picture_may_stand_at_the_top_of_its_place(qt: QApplication) -> None:
    made = VideoView(at_top=True)
    made.set_look(Look(palette(Theme.BLACK_ON_WHITE), 18, pictures=True))
    made.setStyleSheet("background: white")
    made.resize(400, 400)
    made.show_picture(PICTURE, (), None)
    rows = np.flatnonzero((drawn(made) == BLUE).all(axis=2).any(axis=1))
    assert (rows.min(), rows.max()) == (0, 199)


@pytest.mark.parametrize("side", [40, 8])
def test_a_number_hides_no_face(view: VideoView, side: int) -> None:
    view.setStyleSheet("background: white; font-size: 54px")
    view.show_picture(PICTURE, (face(90, 50, side),), None)
    without = drawn(view)
    view.show_picture(PICTURE, (face(90, 50, side),), None, numbered=True)
    numbers = (drawn(view) != without).any(axis=2)
    assert numbers.any()
    assert not numbers[100 + 2 * 50 :].any()
    assert numbers.any(axis=1).sum() <= 2 * side + 4  # no higher than the frame, but for its outline
