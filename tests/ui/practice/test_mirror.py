"""The camera as a mirror: opened for a card, let go of with it, and nothing kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Kind
from assistant.runtime.event_log import EventRecorder
from assistant.ui.application import Application
from assistant.ui.controllers.reading import Reading
from assistant.ui.practice.mirror import CameraMirror
from tests.helpers.faces import write_film
from tests.helpers.practice_window import begin, kept
from tests.helpers.webcam import Webcam
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


class DrawnCamera(DrawnSource):
    """A camera before a drawn face."""

    returns = True


def test_the_mirror_follows_the_camera_and_keeps_nothing(application: Application) -> None:
    heard = captions(application)
    application.keeper.set("log", True)
    application.reading.use(DrawnCamera("live"), "drawn")
    page = begin(application, Kind.MIRROR)
    assert page.card.nearness.isVisible()
    wait_until(lambda: any(words.startswith("The camera") for words in heard[1:]))
    assert not any(words == "looks happy" for words in heard)
    assert application.log.empty
    press(application, "E")
    press(application, "E")
    assert application.reading.running  # the mirror did not open it
    assert kept() == []
    application.reading.pause()


def test_the_mirror_lets_go_of_the_camera_that_it_opened(qt: QApplication) -> None:
    reading = Reading(FaceReader(), CuePreferences(), EventRecorder(None))
    mirror = CameraMirror(reading, lambda: reading.use(DrawnSource("live"), "drawn"))
    shares: list[float] = []
    mirror.neared.connect(shares.append)
    mirror.begin(Expression.HAPPY, str)
    wait_until(lambda: len(shares) > 3)
    assert all(0 <= share <= 1 for share in shares)
    mirror.end()
    assert not reading.running
    reading.close()


def test_a_film_is_not_taken_for_the_learner_before_the_mirror(
    application: Application, webcam: Webcam, tmp_path: Path
) -> None:
    reading = application.reading
    application.opening.open(write_film(tmp_path / "film.avi", frames=100, fps=10))
    wait_until(lambda: reading.sight)
    mirror = CameraMirror(reading, application.opening.lend_camera)
    mirror.begin(Expression.HAPPY, str)
    wait_until(lambda: webcam.held)
    mirror.end()
    assert not reading.running


def test_the_mirror_claims_nothing_of_a_camera_that_is_lost(application: Application, webcam: Webcam) -> None:
    mirror = CameraMirror(application.reading, lambda: application.reading.use(webcam, "Camera 0"))
    shares: list[float] = []
    remarks: list[str] = []
    mirror.neared.connect(shares.append)
    mirror.remarked.connect(remarks.append)
    mirror.begin(Expression.HAPPY, str)
    wait_until(lambda: shares and shares[-1] > 0.5)
    webcam.plugged.clear()
    wait_until(lambda: say("answer.lost") in remarks)
    assert shares[-1] == 0
    mirror.end()
