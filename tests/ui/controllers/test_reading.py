"""Reading a source: begun, paused, lost and found again, and what is answered meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from assistant import messages
from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.capture.sources import open_source
from assistant.adapters.desktop.activity import Activity
from assistant.commands import Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.sight import State
from tests.helpers.heard import note_silences
from tests.helpers.programs import PATIENCE
from tests.helpers.webcam import LONG_ENOUGH, Webcam
from tests.ui.conftest import wait_for, wait_until

LOST = "The camera is lost; still trying to get it back. Sound on."
OPENING = "Reading is about to begin; ask again in a moment. Sound on."


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """What the pipeline is told of the room at each frame."""
    return note_silences(monkeypatch)


def be_busy_until(reached: Callable[[], bool]) -> None:
    """Wait while the window does nothing."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.005)


def test_nothing_is_claimed_of_a_camera_that_is_lost(application: Application, webcam: Webcam) -> None:
    captions: list[str] = []
    application.presenter.caption.connect(captions.append)
    reading, page = application.reading, application.conversation
    reading.use(webcam, "Camera 0")
    wait_until(lambda: page.sight.label.accessibleName() == "Looks happy")
    webcam.plugged.clear()
    wait_until(lambda: "The camera stopped giving pictures." in captions)
    assert reading.state is State.LOST
    assert page.sight.label.accessibleName() == "Camera lost. Trying again…"
    assert page.sight.notice.accessibleName() == "Camera lost, trying again: Camera 0"
    assert not page.sight.video.filled
    assert page.start.text() == "Pause reading"
    assert application.answers.status() == application.answers.describe() == application.answers.aim() == LOST
    application.window.go(Page.PHOTO)
    application.handlers["take_picture"]()
    assert application.photo.words.text() == LOST
    assert not application.photos.busy
    application.window.go(Page.CONVERSATION)
    webcam.plugged.set()
    wait_until(lambda: page.sight.label.accessibleName() == "Looks happy")
    assert application.answers.describe() == "One face in view. Looks happy."
    assert page.sight.notice.accessibleName() == "Expression reading is on: Camera 0"
    wait_until(lambda: captions[-1] == "looks happy")


def test_the_system_is_told_as_long_as_something_is_read(
    application: Application, webcam: Webcam, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(Activity, "hold", lambda _, working: told.append(working))
    application.reading.use(webcam, "Camera 0")
    wait_until(lambda: application.reading.sight)
    assert set(told) == {True}
    application.reading.pause()
    assert told[-1] is False


def test_a_frame_from_before_the_loss_is_not_shown_after_it(application: Application, webcam: Webcam) -> None:
    reading = application.reading
    reading.use(webcam, "Camera 0")
    wait_until(lambda: reading.sight)
    # A window that is busy meanwhile finds the frame and the loss at once.
    given = webcam.given
    be_busy_until(lambda: webcam.given > given + 1)
    webcam.plugged.clear()
    be_busy_until(lambda: webcam.openings > 1)
    wait_until(lambda: reading.state is State.LOST)
    seen: list[object] = []
    reading.seen.connect(seen.append)
    wait_for(0.2)
    assert (reading.state, reading.sight, seen) == (State.LOST, None, [])


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_loss_is_said_in_every_language(
    make_application: Callable[[Settings], Application], webcam: Webcam, language: str
) -> None:
    application = make_application(Settings(welcomed=True, language=language))
    application.reading.use(webcam, "0")
    wait_until(lambda: application.reading.sight)
    webcam.plugged.clear()
    wait_until(lambda: application.reading.state is State.LOST)
    sentences = messages.sentences(language)
    assert application.conversation.sight.label.accessibleName() == sentences["ui.label_lost"]
    assert application.answers.describe().startswith(sentences["answer.lost"])


def test_a_camera_that_is_being_read_can_be_read_anew(
    application: Application, webcam: Webcam, troubles: list[str]
) -> None:
    reading = application.reading
    reading.use(webcam, "Camera 0")
    for begin_anew in (
        lambda: reading.use(webcam, "Camera 0"),
        lambda: (reading.pause(), reading.start()),
        lambda: [application.handlers["start_pause"]() for _ in range(4)],
    ):
        wait_until(lambda: reading.sight)
        webcam.closes.clear()
        begin_anew()
        assert webcam.held  # the window did not wait for it
        assert application.answers.status() == OPENING
        wait_for(LONG_ENOUGH)
        webcam.closes.set()
    wait_until(lambda: reading.sight)
    assert troubles == []


def test_a_recording_does_not_wait_for_a_camera(application: Application, webcam: Webcam) -> None:
    webcam.opens.clear()
    application.reading.use(webcam, "Camera 0")
    wait_until(lambda: webcam.openings)
    recording = Webcam()
    recording.returns = False
    application.reading.use(recording, "clip")
    wait_until(lambda: application.reading.sight)
    webcam.opens.set()


def test_nothing_that_was_seen_comes_after_the_pause(application: Application) -> None:
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    application.reading.pause()
    late: list[object] = []
    application.reading.seen.connect(late.append)
    application.reading.told.connect(late.append)
    QTest.qWait(200)  # nothing is seen or told any more
    assert late == []
    assert application.answers.describe().startswith("Paused.")


def test_a_recording_ends_and_can_be_read_again(application: Application, shared: Path) -> None:
    application.opening.use(open_source(str(shared / "media" / "single_face.mp4"), "fast"), "clip")
    wait_until(lambda: application.reading.state is State.ENDED)
    assert not application.reading.running
    application.handlers["start_pause"]()
    wait_until(lambda: application.reading.state is State.READING)


def test_a_camera_is_read_with_what_the_microphone_hears_and_a_film_without(
    make_application: Callable[[Settings], Application],
    webcam: Webcam,
    heard: list[float | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Microphone, "start", lambda _: None)
    monkeypatch.setattr(Microphone, "silence", lambda _: 4.0)
    reading = make_application(Settings(welcomed=True, language="en", pauses=True)).reading
    reading.use(webcam, "Camera 0")
    wait_until(lambda: len(heard) > 3)
    assert set(heard) == {4.0}
    reading.pause()
    wait_until(lambda: not webcam.held)
    heard.clear()
    reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: len(heard) > 3)
    assert set(heard) == {None}


def test_a_microphone_that_is_off_stays_off_and_nothing_is_known_of_the_room(
    application: Application, webcam: Webcam, heard: list[float | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Microphone] = []
    monkeypatch.setattr(Microphone, "start", opened.append)
    application.reading.use(webcam, "Camera 0")
    wait_until(lambda: len(heard) > 3)
    assert set(heard) == {None}
    assert opened == []
