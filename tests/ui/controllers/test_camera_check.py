"""The settings page: cameras by name, and the check of one with its picture and spoken aim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.capture.cameras import Camera
from assistant.commands import Page
from assistant.settings import Settings
from assistant.settings_file import load
from assistant.ui.application import Application
from assistant.ui.widgets.camera_row import CameraRow
from tests.helpers.webcam import Webcam
from tests.ui.conftest import wait_until

KNOWN = (Camera(0, "Front"), Camera(2, "Back"))


def entries(row: CameraRow) -> list[str]:
    return [row.control.itemText(index) for index in range(row.control.count())]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.ui.controllers.camera_check._BETWEEN", 20)
    monkeypatch.setattr("assistant.ui.application.cameras", lambda: KNOWN)


def test_cameras_are_offered_by_name_when_the_page_is_shown_and_remembered_by_it(
    application: Application, tmp_path: Path
) -> None:
    row = application.settings.cameras
    assert entries(row) == ["The first one"]
    application.window.go(Page.SETTINGS)
    wait_until(lambda: entries(row) == ["The first one", "Front", "Back"])
    row.control.setCurrentIndex(2)
    row.control.activated.emit(2)
    assert load(tmp_path / "settings.json")[0].camera == "Back"
    assert row.control.currentText() == "Back"


@pytest.mark.parametrize(
    ("chosen", "before", "after"),
    [("Side", "Side", "Side, not there now"), ("2", "Camera 2", "Back"), ("", *["The first one"] * 2)],
)
def test_a_camera_that_is_not_there_is_said_to_be_so_and_a_number_becomes_a_name(
    make_application: Callable[[Settings], Application], chosen: str, before: str, after: str
) -> None:
    application = make_application(Settings(welcomed=True, language="en", camera=chosen))
    row = application.settings.cameras
    assert row.control.currentText() == before
    application.window.go(Page.SETTINGS)
    wait_until(lambda: row.control.currentText() == after)


def test_the_check_shows_the_picture_and_says_how_to_aim_once_for_each_advice(
    application: Application, webcam: Webcam, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    told: list[object] = []
    application.camera_check.answered.connect(said.append)
    row = application.settings.cameras
    application.window.go(Page.SETTINGS)
    logged = application.log.add
    monkeypatch.setattr(application.log, "add", lambda event: (told.append(event), logged(event)))
    row._check.click()
    assert row._check.text() == "End the check"
    wait_until(lambda: said and row._video.isVisible() and "centred" in said[-1])
    assert len(said) == len(set(said))
    assert row._advice.text() == said[-1]
    assert told == []  # the user's own face is no news
    row._check.click()
    assert row._check.text() == "Check the camera"
    assert not row._video.isVisible()
    wait_until(lambda: not webcam.held)


def test_leaving_the_page_ends_the_check(application: Application, webcam: Webcam) -> None:
    application.window.go(Page.SETTINGS)
    application.settings.cameras._check.click()
    wait_until(lambda: webcam.held)
    application.window.go(Page.CONVERSATION)
    assert not application.camera_check.active
    wait_until(lambda: not webcam.held)


@pytest.mark.parametrize("command", ["use_camera", "use_drawn_face"])
def test_reading_that_begins_for_a_conversation_is_no_check(
    application: Application, webcam: Webcam, command: str
) -> None:
    application.window.go(Page.SETTINGS)
    application.settings.cameras._check.click()
    wait_until(lambda: webcam.held)
    application.handlers[command]()
    assert not application.camera_check.active
    application.window.go(Page.CONVERSATION)
    assert application.reading.running


def test_another_choice_is_checked_at_once(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    cameras = {"": Webcam(), "Back": Webcam()}
    monkeypatch.setattr("assistant.ui.controllers.opening.CameraSource", lambda name, _absent: cameras[name])
    application.window.go(Page.SETTINGS)
    application.settings.cameras._check.click()
    wait_until(lambda: cameras[""].held)
    application.settings.chosen.emit("camera", "Back")
    wait_until(lambda: cameras["Back"].held and not cameras[""].held)
