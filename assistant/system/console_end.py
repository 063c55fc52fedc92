"""The end of a console on Windows: its window is closed, or the user logs off.

What C makes a signal of there comes too late: once the handler of such an event has returned, Windows ends the process.
https://learn.microsoft.com/windows/console/handlerroutine
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any

_CLOSE = 2  # the first of the events after which the process ends; those before are Ctrl+C and Ctrl+Break
_WINDOWS_WAITS = 5.0  # s, as Windows does for the handler

_kept: list[Any] = []
"""The handlers, which Windows calls for as long as the process lives."""


def on_console_end(ask: Callable[[], None]) -> None:
    """On Windows, have `ask` called when the console ends, from another thread; the process then has some seconds."""
    if sys.platform != "win32":
        return

    def handle(event: int) -> bool:
        if event < _CLOSE:
            return False
        ask()
        time.sleep(_WINDOWS_WAITS)
        return True

    handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(handle)
    _kept.append(handler)
    ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, True)
