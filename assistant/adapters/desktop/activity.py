"""Telling macOS that the program is at work for its user.

It else slows down a program whose window is behind others or minimised ("App Nap"), and puts the computer to sleep
where no key is pressed for a while, as in a conversation. Apple's "Energy Efficiency Guide for Mac Apps" has this call.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from typing import Any

_REASON = "reading faces"  # for who looks into the system with its own tools


class Activity:
    """What the program does for its user; nothing elsewhere than on macOS."""

    def __init__(self) -> None:
        self._held: Any = None

    def hold(self, working: bool) -> None:
        """Be at work from now on, or not any more."""
        if sys.platform != "darwin" or working is (self._held is not None):
            return
        with suppress(ImportError):
            foundation = importlib.import_module("Foundation")
            process = foundation.NSProcessInfo.processInfo()
            if working:
                self._held = process.beginActivityWithOptions_reason_(foundation.NSActivityUserInitiated, _REASON)
            else:
                process.endActivity_(self._held)
                self._held = None
