"""The row of cameras: the picture is shown where pictures are wanted, and goes with the check."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from assistant.adapters.capture.cameras import Camera
from assistant.events import Frame, Observation
from assistant.messages import say
from assistant.settings import Settings, Theme
from assistant.ui.sight import Sight
from assistant.ui.widgets.camera_row import CameraRow
from assistant.ui.widgets.theme import Look, palette
from assistant.ui.widgets.video_view import VideoView

SIGHT = Sight(Frame(np.zeros((120, 160, 3), np.uint8), 0.0), Observation(0.0, (), {}, ()))


@pytest.mark.parametrize(
    ("chosen", "before", "after"),
    [
        ("", "The first one", "The first one"),
        ("Back", "Back", "Back"),
        ("Side", "Side", "Side, not there now"),
        ("2", "Camera 2", "Back"),
        ("7", "Camera 7", "Camera 7, not there now"),
    ],
)
def test_what_was_chosen_is_named_whether_it_is_there_or_not(chosen: str, before: str, after: str) -> None:
    row = CameraRow(lambda _: None)
    row.show_settings(Settings(camera=chosen))
    assert row.control.currentText() == before
    row.show_cameras((Camera(0, "Front"), Camera(2, "Back")))
    assert row.control.currentText() == after
    row.show_cameras(())
    assert row.control.currentText() == (after if chosen in ("", "Side", "7") else f"{before}, not there now")


@pytest.mark.parametrize("pictures", [True, False])
def test_the_picture_goes_with_the_check_and_comes_only_where_pictures_are_wanted(pictures: bool) -> None:
    row = CameraRow(lambda _: None)
    row.set_look(Look(palette(Theme.SYSTEM), 18, pictures=pictures))
    video = row.findChild(VideoView)
    row.show_check(True)
    row.show_advice("Turn the camera left.")
    row.show_sight(SIGHT)
    assert (video.isVisibleTo(row), video.filled) == (pictures, pictures)
    row.show_check(False)
    assert (video.isVisibleTo(row), video.filled) == (False, False)
    assert "Turn the camera left." not in [label.text() for label in row.findChildren(QLabel)]


def test_the_button_says_what_it_will_do() -> None:
    row, wanted = CameraRow(lambda _: None), list[bool]()
    check = row.findChild(QPushButton)
    row.check_wanted.connect(lambda: wanted.append(True))
    for on, words in ((True, "setting.camera_check_end"), (False, "setting.camera_check")):
        check.click()
        row.show_check(on)
        assert check.text() == say(words)
    assert wanted == [True, True]
