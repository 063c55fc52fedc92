"""A console that is closed on Windows, which is played by what it documents."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from assistant.system import console_end

_CTRL_C, _CTRL_BREAK, _CLOSE, _LOGOFF, _SHUTDOWN = 0, 1, 2, 5, 6


def test_the_process_has_time_after_the_end_of_its_console(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: list[Callable[[int], bool]] = []
    done: list[object] = []
    kernel32 = SimpleNamespace(SetConsoleCtrlHandler=lambda handler, add: handlers.append(handler))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel32), raising=False)
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", lambda *_: lambda function: function, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(console_end.time, "sleep", done.append)
    console_end.on_console_end(lambda: done.append("asked"))
    (handler,) = handlers
    assert not handler(_CTRL_C)
    assert not handler(_CTRL_BREAK)
    assert not done, "these come as signals"
    for event in (_CLOSE, _LOGOFF, _SHUTDOWN):
        assert handler(event)
        assert done == ["asked", 5.0]
        done.clear()
