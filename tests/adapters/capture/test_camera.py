import time
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture import camera, cameras
from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.cameras import FIRST
from assistant.errors import SourceError
from tests.helpers.cameras import FakeCapture, list_cameras


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The list of cameras is Linux's, wherever the tests run."""
    monkeypatch.setattr(camera.sys, "platform", "linux")
    monkeypatch.setattr(cameras, "_V4L", tmp_path)


def plug(monkeypatch: pytest.MonkeyPatch, capture: FakeCapture) -> list[int]:
    """The camera that every number opens; returns the numbers that are opened."""
    opened: list[int] = []

    def open_camera(number: int, backend: int) -> FakeCapture:
        opened.append(number)
        return capture

    monkeypatch.setattr(camera.cv2, "VideoCapture", open_camera)
    return opened


def test_no_camera_at_all() -> None:
    with pytest.raises(SourceError, match="No camera was found"):
        next(CameraSource(77).frames())


def test_a_number_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    list_cameras(tmp_path, "Front", "Back")
    with pytest.raises(SourceError, match=r"no camera “77”: .*: Front \(0\), Back \(2\)"):
        next(CameraSource(77).frames())


def test_a_number_beyond_what_opencv_takes_is_not_there_either() -> None:
    with pytest.raises(SourceError, match="No camera was found"):
        next(CameraSource(99_999_999_999).frames())


def test_a_camera_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list_cameras(tmp_path, "Front")
    capture = FakeCapture(frames=0)
    plug(monkeypatch, capture)
    with pytest.raises(SourceError, match=r"gives no picture \(Camera 0\): another program may be using it"):
        list(CameraSource(0).frames())
    assert capture.released


def test_only_the_newest_frame_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    plug(monkeypatch, FakeCapture(frames=1000))
    frames = CameraSource(0).frames()
    first = next(frames)
    time.sleep(0.1)
    second = next(frames)
    assert int(second.pixels[0, 0, 0]) - int(first.pixels[0, 0, 0]) > 10
    assert second.time > first.time
    frames.close()  # type: ignore[attr-defined] # a generator, as an iterator


def test_an_unplugged_camera_is_said_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = FakeCapture(frames=5)
    plug(monkeypatch, capture)
    with pytest.raises(SourceError, match=r"stopped giving pictures \(Camera 0\)"):
        list(CameraSource(0).frames())
    assert capture.released


class PoorCable(FakeCapture):
    """The first picture and every fourth one cannot be read, as with a webcam whose JPEGs are cut on the way."""

    def __init__(self, fault: str) -> None:
        super().__init__(frames=100_000)
        self._fault, self._asked = fault, 0

    def read(self) -> tuple[bool, np.ndarray | None]:
        self._asked += 1
        if self._asked % 4 != 1:
            return super().read()
        if self._fault == "raises":
            raise cv2.error("no picture")
        return (False, None) if self._fault == "nothing" else (True, np.zeros((0, 0, 3), np.uint8))


@pytest.mark.parametrize("fault", ["nothing", "empty", "raises"])
def test_a_picture_that_cannot_be_read_is_passed_over(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    opened = plug(monkeypatch, PoorCable(fault))
    frames = CameraSource(0).frames()
    given = [frame for frame in islice(frames, 20) if frame is not None]
    frames.close()  # type: ignore[attr-defined] # a generator, as an iterator
    assert len(given) > 10
    assert opened == [0]


def test_stopping_lets_the_camera_go(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = FakeCapture(frames=100_000)
    plug(monkeypatch, capture)
    frames = CameraSource(0).frames()
    next(frames)
    frames.close()  # type: ignore[attr-defined] # a generator, as an iterator
    assert capture.released


@pytest.mark.parametrize(("wanted", "number"), [(FIRST, 0), ("back", 2), (" Back ", 2), (1, 1)])
def test_a_camera_is_opened_by_name_by_number_or_as_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: int | str, number: int
) -> None:
    list_cameras(tmp_path, "Front", "Back")
    opened = plug(monkeypatch, FakeCapture(frames=5))
    with pytest.raises(SourceError, match="stopped giving pictures"):
        list(CameraSource(wanted).frames())
    assert opened == [number]


def test_a_name_that_is_not_there_is_an_error_for_who_asked_for_it(tmp_path: Path) -> None:
    list_cameras(tmp_path, "Front")
    with pytest.raises(SourceError, match=r"no camera “Side”: .*: Front \(0\)\."):
        next(CameraSource("Side").frames())


def test_in_place_of_a_remembered_camera_the_first_is_read_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_cameras(tmp_path, "Front", "Back")
    opened = plug(monkeypatch, FakeCapture(frames=5))
    told: list[tuple[str, str]] = []
    source = CameraSource("Side", lambda *words: told.append(words))
    with pytest.raises(SourceError, match=r"stopped giving pictures \(Front\)"):
        list(source.frames())
    assert opened == [0]
    assert told == [("Front", "The camera “Side” is not there: “Front” is used.")]


def test_without_any_camera_no_other_is_offered_in_place_of_a_remembered_one() -> None:
    with pytest.raises(SourceError, match="No camera was found"):
        next(CameraSource("Side", lambda *_: pytest.fail("there is no other")).frames())


@pytest.mark.parametrize("wanted", [FIRST, "Side"])
def test_after_a_loss_only_the_camera_that_was_read_is_opened_whatever_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    list_cameras(tmp_path, "Front", "Back")
    opened = plug(monkeypatch, FakeCapture(frames=5))
    source = CameraSource(wanted, lambda *_: None)
    with pytest.raises(SourceError, match="stopped giving pictures"):
        list(source.frames())
    (tmp_path / "video0" / "name").write_text("Back")
    (tmp_path / "video2" / "name").write_text("Else")
    with pytest.raises(SourceError, match="no camera “Front”"):
        list(source.frames())
    (tmp_path / "video2" / "name").write_text("Front")
    with pytest.raises(SourceError, match=r"no picture \(Front\)"):
        list(source.frames())
    assert opened == [0, 2]
