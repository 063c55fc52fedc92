"""Whether cameras may be used: macOS and Windows are played by what they document."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace

import pytest

from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.camera_permission import refusal
from assistant.errors import SourceError

_NOT_DETERMINED, _DENIED, _AUTHORIZED = 0, 2, 3


class Capture:
    """AVCaptureDevice, whose user has not answered yet."""

    def __init__(self, status: int) -> None:
        self._status = status
        self.asked = 0

    def authorizationStatusForMediaType_(self, media: str) -> int:  # noqa: N802 # its own name
        assert media == "vide"
        return self._status

    def requestAccessForMediaType_completionHandler_(self, media: str, handler: Callable[[bool], None]) -> None:  # noqa: N802 # its own name
        assert media == "vide"
        self.asked += 1


@pytest.mark.parametrize(
    ("status", "asked", "sentence"),
    [
        (_AUTHORIZED, 0, None),
        (_DENIED, 0, "error.camera_forbidden"),
        (_NOT_DETERMINED, 1, "error.camera_asked"),
    ],
)
def test_macos_is_asked_where_it_wants_to_be(
    monkeypatch: pytest.MonkeyPatch, status: int, asked: int, sentence: str | None
) -> None:
    framework = ModuleType("AVFoundation")
    device = Capture(status)
    vars(framework).update(AVCaptureDevice=device, AVMediaTypeVideo="vide")
    monkeypatch.setitem(sys.modules, "AVFoundation", framework)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert refusal() == sentence
    assert device.asked == asked


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Plays Windows with these values of the consent store, by the hive and the last part of their keys' names."""

    def play(values: Mapping[str, str]) -> None:
        @contextmanager
        def open_key(root: str, name: str) -> Iterator[str]:
            last = name.rpartition("\\")[2]
            yield f"{root} {last}"

        def query(key: str, name: str) -> tuple[str, int]:
            assert name == "Value"
            if key not in values:
                raise FileNotFoundError(2, "The system cannot find the file specified")
            return values[key], 1

        winreg = SimpleNamespace(
            HKEY_CURRENT_USER="own", HKEY_LOCAL_MACHINE="all", OpenKey=open_key, QueryValueEx=query
        )
        monkeypatch.setitem(sys.modules, "winreg", winreg)  # type: ignore[arg-type] # stands in for the module
        monkeypatch.setattr(sys, "platform", "win32")

    return play


@pytest.mark.parametrize(
    ("values", "allowed"),
    [
        ({}, True),
        ({"all webcam": "Allow", "own webcam": "Allow", "own NonPackaged": "Allow"}, True),
        ({"own webcam": "Deny"}, False),
        ({"own webcam": "Allow", "own NonPackaged": "Deny"}, False),
        ({"all webcam": "Deny", "own webcam": "Allow", "own NonPackaged": "Allow"}, False),
    ],
)
def test_windows_keeps_the_answers_for_all_users_and_each_ones_own(
    registry: Callable[[Mapping[str, str]], None], values: Mapping[str, str], allowed: bool
) -> None:
    registry(values)
    assert refusal() == (None if allowed else "error.camera_forbidden")


def test_a_camera_that_is_not_allowed_is_not_called_taken(registry: Callable[[Mapping[str, str]], None]) -> None:
    registry({"all webcam": "Deny"})
    with pytest.raises(SourceError, match="privacy settings"):
        while True:
            next(CameraSource(0).frames())
