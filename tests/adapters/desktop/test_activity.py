"""The program is at work while it reads; NSProcessInfo is a stand-in with the documented calls."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from assistant.adapters.desktop.activity import Activity

USER_INITIATED = 0x00FFFFFF


class ProcessInfo:
    """Of one process, with what it is at."""

    def __init__(self) -> None:
        self.begun = 0
        self.running: list[object] = []

    def processInfo(self) -> ProcessInfo:  # noqa: N802 # its own name
        return self

    def beginActivityWithOptions_reason_(self, options: int, reason: str) -> object:  # noqa: N802 # its own name
        assert (options, bool(reason)) == (USER_INITIATED, True)
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
    vars(framework).update(NSProcessInfo=process, NSActivityUserInitiated=USER_INITIATED)
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


def test_other_systems_are_told_nothing(process: ProcessInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    Activity().hold(working=True)
    assert process.begun == 0


def test_without_the_framework_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "Foundation", None)
    Activity().hold(working=True)
