"""Taking a picture with help for aiming, on drawn faces and the real face detector."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.imaging import Image
from assistant.ui.application import Application
from assistant.ui.workers.aiming import BETWEEN, PATIENCE, SETTLING, Described, take
from tests.ui.conftest import wait_until

CENTRED = paint(demo_clip().drawing(0.0), 640, 480)
ASIDE = np.pad(CENTRED, ((0, 0), (0, 640), (0, 0)), mode="edge")
EMPTY = np.full((480, 640, 3), 90, np.uint8)


class Scenes:
    """A camera that sees one picture after the other, at ten frames a second."""

    returns = True

    def __init__(self, *scenes: tuple[Image, float]) -> None:
        self._scenes = scenes

    def frames(self) -> Iterator[Frame]:
        now = 100.0
        for pixels, seconds in self._scenes:
            for _ in range(round(seconds * 10)):
                yield Frame(pixels, now)
                now += 0.1


class SlowToStart(Scenes):
    """Gives no picture before it is told to."""

    def __init__(self, *scenes: tuple[Image, float]) -> None:
        super().__init__(*scenes)
        self.started = threading.Event()

    def frames(self) -> Iterator[Frame]:
        assert self.started.wait(PATIENCE)
        yield from super().frames()


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def taken(
    reader: FaceReader, *scenes: tuple[Image, float], at_once: Callable[[], bool] = lambda: False
) -> tuple[Image, list[Described]]:
    hints: list[Described] = []
    return take(Scenes(*scenes), reader, hints.append, at_once), hints


def test_a_face_in_the_middle_is_taken_without_a_word(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (EMPTY, SETTLING), (CENTRED, 1.0))
    assert pixels is CENTRED
    assert hints == []


def test_a_face_aside_is_helped_into_the_middle(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (ASIDE, 2.5), (CENTRED, 5.0))
    assert pixels is CENTRED
    assert [hint.words for hint in hints] == ["Turn the camera left."] * 2
    assert hints[0].pixels is ASIDE
    assert len(hints[0].faces) == 1


def test_hints_leave_time_to_follow_and_end(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (EMPTY, PATIENCE + 5))
    assert pixels is EMPTY
    assert 3 <= len(hints) <= (PATIENCE - SETTLING) / BETWEEN + 1
    assert {hint.words for hint in hints} == {"No face in view."}


def test_the_picture_can_be_had_at_once(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (ASIDE, 5.0), at_once=lambda: True)
    assert pixels is ASIDE
    assert hints == []


def test_a_camera_that_gives_nothing_is_said(reader: FaceReader) -> None:
    with pytest.raises(SourceError):
        taken(reader)


def test_hints_are_shown_and_said_before_the_description(application: Application) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.take(Scenes((ASIDE, 2.0), (CENTRED, 5.0)))
    wait_until(lambda: heard and heard[-1].startswith("One face in view."))
    assert heard[0].startswith("Aiming:")
    assert "Turn the camera left." in heard[1:-1]


def test_a_picture_that_is_at_hand_ends_the_aiming(application: Application) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    camera = SlowToStart((ASIDE, 60.0))
    application.photos.take(camera)
    application.photos.use(EMPTY)
    camera.started.set()
    wait_until(lambda: heard[-1] == "No face in view.")
    assert "Turn the camera left." not in heard


def test_taking_a_picture_waits_for_files_that_are_being_described(application: Application, tmp_path: Path) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.open([tmp_path / f"{number}.png" for number in range(200)])
    application.photos.take(Scenes((CENTRED, 5.0)))
    wait_until(lambda: heard and heard[-1].startswith("One face in view."))
    assert [words for words in heard if words.startswith("Aiming:")]
    assert not [words for words in heard if "199.png" in words]


def test_a_picture_that_gave_way_to_a_newer_one_does_not_keep_the_camera(
    application: Application, tmp_path: Path
) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.open([tmp_path / "first.png"])
    application.photos.take(Scenes((CENTRED, 5.0)))
    application.photos.use(EMPTY)
    wait_until(lambda: heard[-1] == "No face in view.")
    application.photos.take(Scenes((CENTRED, 5.0)))
    wait_until(lambda: heard[-1].startswith("One face in view."))


def test_the_first_steps_aim_for_somebody_who_sits_before_the_camera(application: Application) -> None:
    heard: list[str] = []
    application.mouthpiece.caption.connect(heard.append)
    application.reading.use(Scenes((ASIDE, 60.0)), "Camera 0")
    wait_until(lambda: application.reading.sight and application.reading.sight.observation.in_view)
    application.handlers["aim"]()
    application.first_run.check_wanted.emit()
    wait_until(lambda: len(heard) > 1)
    assert [words for words in heard if "Turn" in words] == ["Turn the camera left.", "Turn the camera right."]


def test_a_covered_lens_is_answered_by_every_key_that_asks_what_is_in_view(application: Application) -> None:
    application.reading.use(Scenes((np.zeros_like(EMPTY), 60.0)), "Camera 0")
    wait_until(lambda: application.reading.sight)
    reading = application.reading
    for answer in (reading.status(muted=False), reading.describe(muted=False), reading.aim(muted=False)):
        assert "is the lens free?" in answer


def test_a_face_that_the_detector_misses_now_and_then_is_in_view_all_the_same(application: Application) -> None:
    reading, missed = application.reading, set[bool]()
    reading.use(Scenes(*[(CENTRED, 0.3), (EMPTY, 0.3)] * 200), "Camera 0")
    wait_until(lambda: reading.sight and reading.sight.observation.in_view)

    def answered_for_both() -> bool:
        assert reading.sight
        missed.add(not reading.sight.observation.faces)
        answers = reading.status(muted=False), reading.describe(muted=False), reading.aim(muted=False)
        assert not [answer for answer in answers if "No face" in answer]
        return missed == {True, False}

    wait_until(answered_for_both)
