"""Telling the system that the program is at work for its user.

Where no key is pressed for a while, as in a conversation, a computer else turns its screen off and falls asleep in the
midst of it.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

_NAME, _REASON = "expression.assistant", "reading faces"  # for who looks into the system with its own tools

_End: TypeAlias = Callable[[], object]
"""Takes back what was told."""


class Activity:
    """What the program does for its user; to be told in one thread."""

    def __init__(self) -> None:
        self._end: _End | None = None

    def hold(self, working: bool) -> None:
        """Be at work from now on, or not any more."""
        if working and self._end is None:
            self._end = _begin()
        elif not working and self._end is not None:
            self._end()
            self._end = None


def _begin() -> _End | None:
    if sys.platform == "darwin":
        return _begin_on_macos()
    if sys.platform == "win32":
        return _begin_on_windows()
    return _begin_on_linux()


def _begin_on_macos() -> _End | None:
    """An activity that the user has begun, as Apple's "Energy Efficiency Guide for Mac Apps" has it.

    It is not slowed down either where its window is behind others or minimised ("App Nap").
    """
    try:
        foundation = importlib.import_module("Foundation")
    except ImportError:
        return None
    process = foundation.NSProcessInfo.processInfo()
    options = foundation.NSActivityUserInitiated | foundation.NSActivityIdleDisplaySleepDisabled
    held = process.beginActivityWithOptions_reason_(options, _REASON)
    return lambda: process.endActivity_(held)


_CONTINUOUS, _SYSTEM_REQUIRED, _DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2


def _begin_on_windows() -> _End:
    """https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate."""
    state = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore] # on Windows only
    state(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED)
    return lambda: state(_CONTINUOUS)


_PORTAL_IDLE = 8


def _begin_on_linux() -> _End | None:
    """Ask whoever may turn the screen off or suspend; a desktop has one of them, or several.

    https://specifications.freedesktop.org/idle-inhibit/latest, the older interface for power alone beside it, and the
    desktop portal's for who sits in a sandbox. Each holds until the connection to the bus ends, so no answer is needed,
    nor waited for.
    """
    # Is installed on Linux alone.
    from jeepney import DBusAddress, MessageFlag, new_method_call  # noqa: PLC0415 # see above
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415 # see above

    def asked(path: str, service: str, interface: str, signature: str, *body: object) -> None:
        call = new_method_call(DBusAddress(path, service, interface), "Inhibit", signature, body)
        call.header.flags |= MessageFlag.no_reply_expected
        connection.send(call)

    try:
        connection = open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, RuntimeError):  # there is no bus, or none that answers
        return None
    saver, power, portal = (f"org.freedesktop.{name}" for name in ("ScreenSaver", "PowerManagement", "portal"))
    desktop, reason = f"{portal}.Desktop", {"reason": ("s", _REASON)}
    with suppress(OSError):  # the bus ends at this moment; the connection is closed later all the same
        asked("/org/freedesktop/ScreenSaver", saver, saver, "ss", _NAME, _REASON)
        asked("/org/freedesktop/PowerManagement/Inhibit", power, f"{power}.Inhibit", "ss", _NAME, _REASON)
        asked("/org/freedesktop/portal/desktop", desktop, f"{portal}.Inhibit", "sua{sv}", "", _PORTAL_IDLE, reason)
    end: _End = connection.close
    return end
