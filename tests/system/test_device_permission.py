"""Whether cameras and microphones may be used: macOS and Windows are played by what they document."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace

import miniaudio
import pytest

from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.capture.camera import CameraSource
from assistant.errors import SourceError
from assistant.system.device_permission import Device, refusal

_NOT_DETERMINED, _DENIED, _AUTHORIZED = 0, 2, 3


class Capture:
    """AVCaptureDevice, with the user's answer for each kind of media; what is asked for is noted."""

    def __init__(self, **status: int) -> None:
        self.status = status
        self.asked: list[str] = []

    def authorizationStatusForMediaType_(self, media: str) -> int:  # noqa: N802 # its own name
        return self.status[media]

    def requestAccessForMediaType_completionHandler_(self, media: str, handler: Callable[[bool], None]) -> None:  # noqa: N802 # its own name
        self.asked.append(media)


def play_macos(monkeypatch: pytest.MonkeyPatch, device: Capture) -> None:
    framework = ModuleType("AVFoundation")
    vars(framework).update(AVCaptureDevice=device, AVMediaTypeVideo="vide", AVMediaTypeAudio="soun")
    monkeypatch.setitem(sys.modules, "AVFoundation", framework)
    monkeypatch.setattr(sys, "platform", "darwin")


@pytest.mark.parametrize(("device", "media", "other"), [("camera", "vide", "soun"), ("microphone", "soun", "vide")])
@pytest.mark.parametrize(
    ("status", "asks", "told"),
    [(_AUTHORIZED, False, None), (_DENIED, False, "forbidden"), (_NOT_DETERMINED, True, "asked")],
)
def test_macos_is_asked_where_it_wants_to_be(
    monkeypatch: pytest.MonkeyPatch, device: Device, media: str, other: str, status: int, asks: bool, told: str | None
) -> None:
    capture = Capture(**{media: status, other: _AUTHORIZED})
    play_macos(monkeypatch, capture)
    assert refusal(device) == told
    assert capture.asked == [media] * asks


def test_a_microphone_that_would_be_silent_is_told_of_and_heard_once_it_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capture = Capture(soun=_DENIED)
    play_macos(monkeypatch, capture)
    troubles: queue.Queue[str] = queue.Queue()
    microphone = Microphone(troubles.put, [miniaudio.Backend.NULL])
    microphone.start()
    try:
        assert "privacy settings" in troubles.get(timeout=20)
        capture.status["soun"] = _AUTHORIZED
        assert troubles.get(timeout=20) == ""
    finally:
        microphone.close()


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
        ({"all microphone": "Deny", "own webcam": "Allow"}, True),
    ],
)
def test_windows_keeps_the_answers_for_all_users_and_each_ones_own(
    registry: Callable[[Mapping[str, str]], None], values: Mapping[str, str], allowed: bool
) -> None:
    registry(values)
    assert refusal("camera") == (None if allowed else "forbidden")


def test_windows_has_an_answer_for_microphones_too(registry: Callable[[Mapping[str, str]], None]) -> None:
    registry({"own webcam": "Allow", "own microphone": "Deny"})
    assert refusal("microphone") == "forbidden"


def test_a_camera_that_is_not_allowed_is_not_called_taken(registry: Callable[[Mapping[str, str]], None]) -> None:
    registry({"all webcam": "Deny"})
    with pytest.raises(SourceError, match="privacy settings"):
        while True:
            next(CameraSource(0).frames())
