"""One key that the system reports from every program.

Each platform is asked for this one combination by name and reports that alone; no other keystroke is
listened to. Libraries that record all keys and search them for one are left out on purpose.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Protocol

from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination
from assistant.messages import say

# A platform's module is imported there and only when a key is wanted: its libraries are on no other.
# ruff: noqa: PLC0415 # each system has its own library


class GlobalKey(Protocol):
    """A key that is ours until it is given back."""

    def close(self) -> None:
        """Give the key back; afterwards it is reported no more."""


def take(combination: Combination, pressed: Callable[[], None], lost: Callable[[str], None]) -> GlobalKey:
    """Ask the system for a key; to be called in the main thread.

    Args:
        combination: the key.
        pressed: called from any thread at each press, once however long the key is held.
        lost: called from any thread with the sentence for the user when the key is not ours any more, or where
            the system decides only later that it is not to be.

    Raises:
        GlobalKeyError: another program has the key, or the system has none to give.
    """
    if sys.platform == "win32":
        from assistant.adapters.desktop.global_key.windows import WindowsKey

        return WindowsKey(combination, pressed)
    if sys.platform == "darwin":
        from assistant.adapters.desktop.global_key.macos import MacKey

        return MacKey(combination, pressed)
    # A Wayland session has an X server too, but that sees only the keys pressed in its own windows.
    if os.environ.get("WAYLAND_DISPLAY"):
        from assistant.adapters.desktop.global_key.portal import PortalKey

        return PortalKey(combination, pressed, lost)
    if os.environ.get("DISPLAY"):
        from assistant.adapters.desktop.global_key.x11 import X11Key

        return X11Key(combination, pressed, lost)
    raise GlobalKeyError(say("error.global_key_none"))
