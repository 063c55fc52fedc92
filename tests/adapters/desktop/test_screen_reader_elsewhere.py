"""Screen readers on Windows and macOS, by stand-ins for the calls and the program that these systems document."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.adapters.desktop import screen_reader
from assistant.adapters.desktop.screen_reader import ScreenReader, running_screen_reader

GET_SCREEN_READER = 0x0046
HANDLE = 7


class Windows:
    """user32 and kernel32.

    Args:
        window: class and title of the one hidden window of a screen reader that is there.
        mutex: the one mutex that is there.
        flag: whether the system's flag for screen readers is set.
    """

    def __init__(self, window: tuple[str, str] | None = None, mutex: str = "", flag: bool = False) -> None:
        self._window, self._mutex, self._flag = window, mutex, flag
        self.closed: list[int] = []
        self.user32 = SimpleNamespace(FindWindowW=self._find, SystemParametersInfoW=self._tell)
        self.kernel32 = SimpleNamespace(OpenMutexW=self._open, CloseHandle=self.closed.append)

    def _find(self, name: str | None, title: str | None) -> int:
        matches = self._window and name == self._window[0] and title in (None, self._window[1])
        return HANDLE if matches else 0

    def _open(self, access: int, inherit: bool, name: str) -> int:
        assert access == 0x00100000  # SYNCHRONIZE
        return HANDLE if name == self._mutex else 0

    def _tell(self, action: int, _size: int, found: Any, _notify: int) -> int:
        assert action == GET_SCREEN_READER
        found._obj.value = self._flag
        return 1


@pytest.mark.parametrize(
    ("windows", "name"),
    [
        (Windows(("wxWindowClassNR", "NVDA")), "NVDA"),
        (Windows(("JFWUI2", "JAWS 2026")), "JAWS"),
        (Windows(mutex="NarratorRunning"), "Narrator"),
        (Windows(flag=True), "Windows"),
        (Windows(("wxWindowClassNR", "another program")), None),
        (Windows(), None),
    ],
)
def test_windows_tells_of_each_by_its_sign(windows: Windows, name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_reader.sys, "platform", "win32")
    monkeypatch.setattr(screen_reader.ctypes, "windll", windows, raising=False)
    assert running_screen_reader() == (ScreenReader(name, announces=True, in_front_alone=True) if name else None)
    assert windows.closed == ([HANDLE] if name == "Narrator" else [])


@pytest.mark.parametrize(("printed", "runs"), [("1\n", True), ("0\n", False), ("", False)])
def test_macos_tells_of_voiceover_by_its_setting(printed: str, runs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        assert command == ["/usr/bin/defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey"]
        return subprocess.CompletedProcess(command, int(not printed), stdout=printed)

    asked: Callable[..., object] = run
    monkeypatch.setattr(screen_reader.sys, "platform", "darwin")
    monkeypatch.setattr(screen_reader.subprocess, "run", asked)
    assert running_screen_reader() == (ScreenReader("VoiceOver", announces=True, in_front_alone=True) if runs else None)
