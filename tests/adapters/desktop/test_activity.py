"""The program is at work while it reads. NSProcessInfo and kernel32 are stand-ins with the documented calls."""

from __future__ import annotations

import ctypes
import sys
import threading
from types import ModuleType, SimpleNamespace

import pytest

from assistant.adapters.desktop.activity import Activity

USER_INITIATED, DISPLAY_STAYS_ON = 0x00FFFFFF, 1 << 40


class ProcessInfo:
    """Of one process, with what it is at."""

    def __init__(self) -> None:
        self.begun = 0
        self.running: list[object] = []

    def processInfo(self) -> ProcessInfo:  # noqa: N802 # its own name
        return self

    def beginActivityWithOptions_reason_(self, options: int, reason: str) -> object:  # noqa: N802 # its own name
        assert (options, bool(reason)) == (USER_INITIATED | DISPLAY_STAYS_ON, True)
        self.begun += 1
        token = object()
        self.running.append(token)
        return token

    def endActivity_(self, token: object) -> None:  # noqa: N802 # its own name
        self.running.remove(token)


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> ProcessInfo:
    process = ProcessInfo()
    framework = ModuleType("Foundation")
    vars(framework).update(
        NSProcessInfo=process,
        NSActivityUserInitiated=USER_INITIATED,
        NSActivityIdleDisplaySleepDisabled=DISPLAY_STAYS_ON,
    )
    monkeypatch.setitem(sys.modules, "Foundation", framework)
    return process


def test_macos_knows_when_the_program_is_at_work(process: ProcessInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    activity = Activity()
    activity.hold(working=False)
    for _ in range(2):
        activity.hold(working=True)
        assert len(process.running) == 1
    activity.hold(working=False)
    assert process.running == []
    activity.hold(working=True)
    assert (len(process.running), process.begun) == (1, 2)


def test_without_the_framework_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "Foundation", None)
    activity = Activity()
    activity.hold(working=True)
    activity.hold(working=False)


def test_windows_keeps_system_and_screen_on_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    def state(flags: int) -> None:
        told.append((threading.get_native_id(), flags))

    libraries = SimpleNamespace(kernel32=SimpleNamespace(SetThreadExecutionState=state))
    monkeypatch.setattr(ctypes, "windll", libraries, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    activity = Activity()
    for working in (False, True, True, False, False):
        activity.hold(working)
    continuous, system, display = 0x80000000, 1, 2
    me = threading.get_native_id()  # Windows keeps a state for each thread
    assert told == [(me, continuous | system | display), (me, continuous)]
