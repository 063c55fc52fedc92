"""Whether cameras may be used: macOS and Windows are played by what they document."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace

import pytest

from assistant.adapters.capture.camera import CameraSource
from assistant.adapters.capture.camera_permission import camera_is_allowed
from assistant.errors import SourceError

_NOT_DETERMINED, _DENIED, _AUTHORIZED = 0, 2, 3


class Capture:
    """AVCaptureDevice, whose user answers at once."""

    def __init__(self, status: int, answer: int) -> None:
        self._status, self._answer = status, answer
        self.asked = 0

    def authorizationStatusForMediaType_(self, media: str) -> int:  # noqa: N802 # its own name
        assert media == "vide"
        return self._status

    def requestAccessForMediaType_completionHandler_(self, media: str, handler: Callable[[bool], None]) -> None:  # noqa: N802 # its own name
        self.asked += 1
        self._status = self._answer
        handler(self._answer == _AUTHORIZED)


@pytest.mark.parametrize(
    ("status", "answer", "asked", "allowed"),
    [
        (_AUTHORIZED, _DENIED, 0, True),
        (_DENIED, _AUTHORIZED, 0, False),
        (_NOT_DETERMINED, _AUTHORIZED, 1, True),
        (_NOT_DETERMINED, _DENIED, 1, False),
    ],
)
def test_macos_is_asked_once_and_waited_for(
    monkeypatch: pytest.MonkeyPatch, status: int, answer: int, asked: int, allowed: bool
) -> None:
    framework = ModuleType("AVFoundation")
    device = Capture(status, answer)
    vars(framework).update(AVCaptureDevice=device, AVMediaTypeVideo="vide")
    monkeypatch.setitem(sys.modules, "AVFoundation", framework)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert camera_is_allowed() is allowed
    assert device.asked == asked


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Plays Windows with these values of the consent store, by the last parts of their keys' names."""

    def play(values: Mapping[str, str]) -> None:
        @contextmanager
        def open_key(root: int, name: str) -> Iterator[str]:
            yield name.rpartition("\\")[2]

        def query(key: str, name: str) -> tuple[str, int]:
            assert name == "Value"
            if key not in values:
                raise FileNotFoundError(2, "The system cannot find the file specified")
            return values[key], 1

        winreg = SimpleNamespace(HKEY_CURRENT_USER=1, OpenKey=open_key, QueryValueEx=query)
        monkeypatch.setitem(sys.modules, "winreg", winreg)  # type: ignore[arg-type] # stands in for the module
        monkeypatch.setattr(sys, "platform", "win32")

    return play


@pytest.mark.parametrize(
    ("values", "allowed"),
    [
        ({}, True),
        ({"webcam": "Allow", "NonPackaged": "Allow"}, True),
        ({"webcam": "Deny"}, False),
        ({"webcam": "Allow", "NonPackaged": "Deny"}, False),
    ],
)
def test_windows_keeps_its_users_answers(
    registry: Callable[[Mapping[str, str]], None], values: Mapping[str, str], allowed: bool
) -> None:
    registry(values)
    assert camera_is_allowed() is allowed


def test_a_camera_that_is_not_allowed_is_not_called_taken(registry: Callable[[Mapping[str, str]], None]) -> None:
    registry({"webcam": "Deny"})
    with pytest.raises(SourceError, match="privacy settings"):
        while True:
            next(CameraSource(0).frames())
