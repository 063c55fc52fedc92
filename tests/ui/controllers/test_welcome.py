"""What the buttons of the first steps start ends with their step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from assistant.commands import Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.startup import Beginning
from tests.helpers.scenes import ASIDE, Scenes
from tests.helpers.webcam import Webcam
from tests.ui.conftest import wait_until


def test_after_the_trial_of_the_first_steps_the_camera_is_read(application: Application, webcam: Webcam) -> None:
    reading = application.reading
    application.handlers["first_run"]()
    application.first_run.trial_wanted.emit()
    wait_until(lambda: reading.sight)
    assert reading.name == "Drawn face"
    application.first_run.finished.emit()
    assert not reading.running
    application.handlers["start_pause"]()
    wait_until(lambda: webcam.held)
    assert reading.name == "the camera"


def test_whoever_goes_to_another_page_has_left_the_step(application: Application, webcam: Webcam) -> None:
    application.handlers["first_run"]()
    application.first_run.check_wanted.emit()
    wait_until(lambda: webcam.held)
    application.window.go(Page.CONVERSATION)
    assert not application.reading.running
    wait_until(lambda: not webcam.held)


def test_whoever_checks_a_camera_that_fails_stays_at_the_button_that_checks_it(application: Application) -> None:
    application.handlers["first_run"]()
    application.first_run.next()
    application.first_run.next()
    check = next(made for made in application.first_run.findChildren(QPushButton) if made.text() == "Check the camera")
    check.setFocus()
    application.reading.failed.emit("No camera was found.")
    assert check.hasFocus(), "the page of the conversation lies hidden beneath the steps"
    application.window.go(Page.CONVERSATION)
    application.reading.failed.emit("No camera was found.")
    focus = application.window.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Try again"


def test_the_first_steps_aim_for_somebody_who_sits_before_the_camera(application: Application) -> None:
    heard: list[str] = []
    application.presenter.caption.connect(heard.append)
    application.reading.use(Scenes((ASIDE, 60.0)), "Camera 0")
    wait_until(lambda: application.reading.sight and application.reading.sight.observation.in_view)
    application.handlers["aim"]()
    application.first_run.check_wanted.emit()
    wait_until(lambda: len(heard) > 1)
    assert [words for words in heard if "Turn" in words] == ["Turn the camera left.", "Turn the camera right."]


def test_the_trial_of_the_first_steps_ends_when_it_is_left(
    make_application: Callable[[Settings], Application],
) -> None:
    application = make_application(Settings(language="en"))
    application.begin(Beginning())
    sight = application.first_run.sight
    assert not sight.isVisible()
    application.first_run.trial_wanted.emit()
    wait_until(lambda: sight.video.filled)
    assert sight.notice.accessibleName() == "Expression reading is on: Drawn face"
    next(made for made in application.first_run.findChildren(QPushButton) if made.text() == "Skip all").click()
    assert not application.reading.running
    assert not sight.isVisible()
