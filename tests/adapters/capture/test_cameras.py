"""Cameras by name, on each system by that system's own list."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from assistant.adapters.capture import cameras
from assistant.adapters.capture.cameras import BACKENDS, Camera, camera_number, named
from tests.helpers.cameras import list_cameras


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder in which Linux lists cameras."""
    monkeypatch.setattr(cameras.sys, "platform", "linux")
    monkeypatch.setattr(cameras, "_V4L", tmp_path)
    return tmp_path


def test_linux_lists_each_camera_once(linux: Path) -> None:
    list_cameras(linux, "Front", "Back")
    assert cameras.cameras() == [Camera(0, "Front"), Camera(2, "Back")]


def test_what_linux_says_twice_is_said_once(linux: Path) -> None:
    list_cameras(linux, "Integrated Camera: Integrated C", "Cam: the other", "Cam: ")
    assert [camera.name for camera in cameras.cameras()] == ["Integrated Camera", "Cam: the other", "Cam:"]


def test_a_node_that_tells_nothing_is_left_out(linux: Path) -> None:
    list_cameras(linux, "Front")
    (linux / "video7").mkdir()
    (linux / "video-odd").mkdir()
    (linux / "video-odd" / "index").write_text("0")
    assert cameras.cameras() == [Camera(0, "Front")]


def test_cameras_that_are_called_alike_are_told_apart(linux: Path) -> None:
    list_cameras(linux, "HD Webcam", "Other", "HD webcam")
    known = cameras.cameras()
    assert [camera.name for camera in known] == ["HD Webcam", "Other", "HD webcam 2"]
    assert named("hd webcam 2", known) == Camera(4, "HD webcam 2")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_the_system_is_asked_by_the_interface_that_opens_cameras(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    asked: list[int] = []

    def enumerate_cameras(interface: int) -> list[SimpleNamespace]:
        asked.append(interface)
        return [SimpleNamespace(index=1, name="Back "), SimpleNamespace(index=0, name="Front")]

    library = ModuleType("cv2_enumerate_cameras")
    library.enumerate_cameras = enumerate_cameras
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", library)
    monkeypatch.setattr(cameras.sys, "platform", platform)
    assert cameras.cameras() == [Camera(0, "Front"), Camera(1, "Back")]
    assert asked == [BACKENDS[platform]]


def test_where_the_system_does_not_tell_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", None)
    monkeypatch.setattr(cameras.sys, "platform", "win32")
    assert cameras.cameras() == []


@pytest.mark.parametrize(("name", "found"), [("front", 0), (" FRONT ", 0), ("Fron", None), ("", None)])
def test_a_name_means_the_camera_that_has_it(name: str, found: int | None) -> None:
    camera = named(name, [Camera(0, "Front"), Camera(1, "Back")])
    assert (camera.number if camera else None) == found


@pytest.mark.parametrize(
    ("name", "number"), [("0", 0), ("12", 12), ("", None), ("Cam 2", None), ("-1", None), ("9" * 5000, None)]
)
def test_a_number_may_stand_in_place_of_a_name(name: str, number: int | None) -> None:
    assert camera_number(name) == number
