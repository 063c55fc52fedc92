"""A camera that is lost and comes back, and one that gives its pictures to one reader at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import messages
from assistant.commands import Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.expressions import Expression
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.opening import Opening
from assistant.ui.practice.mirror import CameraMirror
from assistant.ui.sight import State
from tests.helpers.faces import write_film
from tests.ui.conftest import PATIENCE, wait_until

CLIP = demo_clip()
SMILE = paint(CLIP.drawing(next(s for s in range(200) if CLIP.shown(s) is Expression.HAPPY) + 1.0), 640, 480)
LOST = "The camera is lost; still trying to get it back. Sound on."
LONG_ENOUGH = 0.6  # s in which a reader that does not wait for its turn is told that the camera is in use
OPENING = "Reading is about to begin; ask again in a moment. Sound on."


class Webcam:
    """A camera that sees a smile and serves one reader at a time.

    Attributes:
        plugged: whether it is there.
        opens: whether opening it comes to an end.
        closes: whether closing it does.
        openings: how often it was tried.
        given: how many frames it gave.
    """

    returns = True

    def __init__(self) -> None:
        self.plugged, self.opens, self.closes = threading.Event(), threading.Event(), threading.Event()
        for event in (self.plugged, self.opens, self.closes):
            event.set()
        self.openings = self.given = 0
        self._free = threading.Lock()
        self._began = time.monotonic()

    @property
    def held(self) -> bool:
        """Whether somebody reads it."""
        return self._free.locked()

    def frames(self) -> Iterator[Frame]:
        self.openings += 1
        if not self.plugged.is_set():
            raise SourceError("No camera was found.")
        if not self._free.acquire(blocking=False):
            raise SourceError("Another program may be using the camera.")
        try:
            self.opens.wait()
            while self.plugged.is_set():
                self.given += 1
                yield Frame(SMILE, time.monotonic() - self._began)
                time.sleep(0.03)
            raise SourceError("The camera stopped giving pictures.")
        finally:
            self.closes.wait(PATIENCE)
            self._free.release()


def wait_for(seconds: float) -> None:
    """Let the window work, and other threads: `QTest.qWait` holds them up."""
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > end)


def be_busy_until(reached: Callable[[], bool]) -> None:
    """Wait while the window does nothing."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.005)


@pytest.fixture
def webcam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webcam]:
    """The user's camera."""
    made = Webcam()
    monkeypatch.setattr("assistant.runtime.source_runner._RETRY", 0.05)
    monkeypatch.setattr(Opening, "camera", property(lambda _: made))
    yield made
    made.opens.set()
    made.closes.set()


@pytest.fixture
def troubles(application: Application) -> list[str]:
    """What the reading complained of."""
    heard: list[str] = []
    application.reading.failed.connect(heard.append)
    return heard


def test_nothing_is_claimed_of_a_camera_that_is_lost(application: Application, webcam: Webcam) -> None:
    captions: list[str] = []
    application.mouthpiece.caption.connect(captions.append)
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
    assert reading.status(muted=False) == reading.describe(muted=False) == reading.aim(muted=False) == LOST
    application.window.go(Page.PHOTO)
    application.handlers["take_picture"]()
    assert application.photo.words.text() == LOST
    assert not application.photos.busy
    application.window.go(Page.CONVERSATION)
    webcam.plugged.set()
    wait_until(lambda: page.sight.label.accessibleName() == "Looks happy")
    assert reading.describe(muted=False) == "One face in view. Looks happy."
    assert page.sight.notice.accessibleName() == "Expression reading is on: Camera 0"
    wait_until(lambda: captions[-1] == "looks happy")


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


def test_whoever_goes_to_another_page_has_left_the_step(application: Application, webcam: Webcam) -> None:
    application.handlers["first_run"]()
    application.first_run.check_wanted.emit()
    wait_until(lambda: webcam.held)
    application.window.go(Page.CONVERSATION)
    assert not application.reading.running
    wait_until(lambda: not webcam.held)


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


def test_muted_is_said_whatever_is_asked_and_a_broken_film_is_no_missing_camera(
    application: Application, tmp_path: Path
) -> None:
    captions: list[str] = []
    application.mouthpiece.caption.connect(captions.append)
    application.handlers["mute"]()
    for command in ("describe", "aim", "status"):
        application.handlers[command]()
        wait_until(lambda: captions[-1:] == ["Paused. Muted."])
        captions.clear()
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    application.opening.open(tmp_path / "broken.mp4")
    wait_until(lambda: application.reading.state is State.FAILED)
    assert application.reading.status(muted=False) == "Paused. Sound on."


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
    assert application.reading.describe(muted=False).startswith(sentences["answer.lost"])


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
        assert reading.status(muted=False) == OPENING
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


def test_no_picture_is_taken_with_a_camera_that_is_just_being_opened(
    application: Application, webcam: Webcam, troubles: list[str]
) -> None:
    webcam.opens.clear()
    application.reading.use(webcam, "Camera 0")
    application.window.go(Page.PHOTO)
    application.handlers["take_picture"]()
    assert application.photo.words.text() == OPENING
    webcam.opens.set()
    wait_until(lambda: application.reading.sight)
    application.handlers["take_picture"]()
    wait_until(lambda: "One face in view." in application.photo.words.text())
    assert troubles == []


def test_a_picture_waits_for_the_reading_to_let_go_and_the_reading_for_the_picture(
    application: Application, webcam: Webcam, troubles: list[str]
) -> None:
    reading = application.reading
    reading.use(webcam, "Camera 0")
    wait_until(lambda: reading.sight)
    webcam.closes.clear()
    reading.pause()
    application.handlers["take_picture"]()
    reading.start()
    wait_for(LONG_ENOUGH)
    application.handlers["take_picture"]()  # at once
    assert application.photo.words.text().startswith("Aiming:")
    webcam.closes.set()
    wait_until(lambda: not application.photos.busy)
    assert "One face in view." in application.photo.words.text()
    wait_until(lambda: reading.sight)
    assert troubles == []
