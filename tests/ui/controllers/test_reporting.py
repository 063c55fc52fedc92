"""What goes wrong while a source is read: said, shown, and with what there is to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from assistant.commands import Page
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.practice.cards import Kind
from assistant.ui.application import Application
from assistant.ui.sight import State
from tests.helpers.practice_window import begin
from tests.helpers.window import press
from tests.ui.conftest import wait_until

OFFER = "To try it without a camera: the key Ctrl+D reads a drawn face."


class NoCamera:
    """A camera that is not there."""

    returns = True

    def frames(self) -> Iterator[Frame]:
        raise SourceError("No camera was found.")
        yield


class Unplugged:
    """A camera that is not there, until it is."""

    returns = True

    def __init__(self) -> None:
        self.missing = True

    def frames(self) -> Iterator[Frame]:
        if self.missing:
            raise SourceError("No camera was found: plug one in.")
        while True:
            yield Frame(np.zeros((120, 160, 3), np.uint8), 0.0)


def test_without_a_camera_a_drawn_face_is_offered_and_read(application: Application, heard: list[str]) -> None:
    page = application.conversation
    application.opening.use(NoCamera(), "the camera")
    wait_until(lambda: application.reading.state is State.FAILED)
    wait_until(lambda: f"No camera was found. {OFFER}" in heard)
    assert page.trouble.text() == f"No camera was found. {OFFER}"
    offered = next(b for b in page.findChildren(QPushButton) if b.text() == "Drawn face")
    assert offered.isVisible()
    offered.click()
    wait_until(lambda: application.reading.state is State.READING)
    assert application.reading.name == "Drawn face"
    application.handlers["start_pause"]()
    application.handlers["start_pause"]()
    assert application.reading.name == "Drawn face"
    application.reading.pause()


def test_a_recording_that_cannot_be_read_is_no_reason_for_the_offer(
    application: Application, heard: list[str], tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film" * 100)
    application.opening.open(tmp_path / "film.mp4")
    wait_until(lambda: any("film.mp4" in words for words in heard))
    assert not any(OFFER in words for words in heard)


def test_a_missing_camera_is_said_and_can_be_tried_again(application: Application) -> None:
    captions: list[str] = []
    application.presenter.caption.connect(captions.append)
    camera = Unplugged()
    application.opening.use(camera, "Camera 0")
    wait_until(lambda: captions)
    page = application.conversation
    assert captions[-1] == page.trouble.text()
    assert page.trouble.text().startswith("No camera was found: plug one in. To try it without a camera: ")
    assert page.trouble.isVisible()
    again = application.window.focusWidget()
    assert again.text() == "Try again"
    camera.missing = False
    QTest.keyClick(again, Qt.Key.Key_Space)
    wait_until(lambda: application.reading.state is State.READING)
    assert not page.trouble.isVisible()
    assert application.window.focusWidget() is page.start


def test_a_missing_camera_leaves_the_focus_on_the_page_in_view(application: Application) -> None:
    page = begin(application, Kind.BROWSE)
    application.opening.use(Unplugged(), "Camera 0")
    wait_until(lambda: application.reading.state is State.FAILED)
    assert page.isAncestorOf(application.window.focusWidget())
    press(application, "Return")
    assert "Card 2" in page.card.position.text()
    application.window.go(Page.CONVERSATION)
    assert application.window.focusWidget().text() == "Try again"


def test_a_file_that_is_no_video_is_said(application: Application, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    application.opening.open(broken)
    wait_until(lambda: application.reading.state is State.FAILED)
    assert "broken.mp4" in application.conversation.trouble.text()
