"""What the user chose to read stays chosen, whatever else is read in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ui.application import Application
from tests.helpers.faces import write_film
from tests.helpers.webcam import Webcam
from tests.ui.conftest import wait_until


def test_the_first_steps_put_nothing_in_the_place_of_what_was_chosen(
    application: Application, webcam: Webcam, tmp_path: Path
) -> None:
    application.opening.open(write_film(tmp_path / "film.avi", frames=100, fps=10))
    application.handlers["first_run"]()
    application.first_run.check_wanted.emit()
    wait_until(lambda: webcam.held)
    application.first_run.finished.emit()
    application.handlers["start_pause"]()
    assert application.reading.name == "film.avi"
    application.handlers["use_camera"]()
    application.handlers["start_pause"]()
    application.handlers["start_pause"]()
    assert application.reading.name == "the camera"


def test_another_camera_is_read_from_the_next_start_on(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    cameras = {"": Webcam(), "Side": Webcam()}
    monkeypatch.setattr("assistant.ui.controllers.opening.CameraSource", lambda name, _absent: cameras[name])
    application.handlers["use_camera"]()
    wait_until(lambda: cameras[""].held)
    application.handlers["start_pause"]()
    application.keeper.set("camera", "Side")
    application.handlers["start_pause"]()
    wait_until(lambda: cameras["Side"].held)
    assert application.reading.name == "Side"


def test_another_camera_in_place_of_the_remembered_one_is_said_and_named(application: Application) -> None:
    captions: list[str] = []
    application.presenter.caption.connect(captions.append)
    application.opening.absent.emit("Front", "The camera “Side” is not there: “Front” is used.")
    assert application.reading.name == "Front"
    wait_until(lambda: "The camera “Side” is not there: “Front” is used." in captions)


def test_a_file_that_is_not_there_is_said(application: Application, tmp_path: Path) -> None:
    application.opening.open(tmp_path / "none.mp4")
    wait_until(lambda: "none.mp4" in application.conversation.caption.text())
