import time
from pathlib import Path

import pytest

from assistant.adapters.capture import camera
from assistant.adapters.capture.camera import Camera, CameraSource
from assistant.errors import SourceError
from tests.helpers.cameras import FakeCapture, list_cameras


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The list of cameras is Linux's, wherever the tests run."""
    monkeypatch.setattr(camera.sys, "platform", "linux")
    monkeypatch.setattr(camera, "_V4L", tmp_path)


def plug(monkeypatch: pytest.MonkeyPatch, capture: FakeCapture) -> None:
    monkeypatch.setattr(camera.cv2, "VideoCapture", lambda number, backend: capture)


def test_cameras_are_listed_once_each(tmp_path: Path) -> None:
    list_cameras(tmp_path, "Front", "Back")
    assert camera.cameras() == [Camera(0, "Front"), Camera(2, "Back")]


def test_no_camera_at_all() -> None:
    with pytest.raises(SourceError, match="No camera was found"):
        next(CameraSource(77).frames())


def test_a_number_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    list_cameras(tmp_path, "Front", "Back")
    with pytest.raises(SourceError, match="no camera number 77: choose one of these numbers: 0, 2"):
        next(CameraSource(77).frames())


def test_a_number_beyond_what_opencv_takes_is_not_there_either() -> None:
    with pytest.raises(SourceError, match="No camera was found"):
        next(CameraSource(99_999_999_999).frames())


def test_a_camera_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list_cameras(tmp_path, "Front")
    capture = FakeCapture(frames=0)
    plug(monkeypatch, capture)
    with pytest.raises(SourceError, match="Camera 0 gives no picture: another program may be using it"):
        next(CameraSource(0).frames())
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
    with pytest.raises(SourceError, match="Camera 0 stopped giving pictures"):
        list(CameraSource(0).frames())
    assert capture.released


def test_stopping_lets_the_camera_go(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = FakeCapture(frames=100_000)
    plug(monkeypatch, capture)
    frames = CameraSource(0).frames()
    next(frames)
    frames.close()  # type: ignore[attr-defined] # a generator, as an iterator
    assert capture.released
