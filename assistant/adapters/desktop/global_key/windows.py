"""A key for all programs on Windows: `RegisterHotKey` and a message loop in a thread of its own.

https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from ctypes import wintypes

from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination, Modifier
from assistant.messages import say

_MASKS = {Modifier.ALT: 0x0001, Modifier.CTRL: 0x0002, Modifier.SHIFT: 0x0004, Modifier.META: 0x0008}
_NO_REPEAT = 0x4000
_F1, _SPACE = 0x70, 0x20
_WM_QUIT, _WM_HOTKEY, _WM_USER = 0x0012, 0x0312, 0x0400
_ALREADY_REGISTERED = 1409
_ID = 1


def virtual_key(key: str) -> int:
    """The virtual-key code of one of `KEYS`."""
    if key == "Space":
        return _SPACE
    return ord(key) if len(key) == 1 else _F1 + int(key[1:]) - 1


def modifier_mask(combination: Combination) -> int:
    """The modifiers as `RegisterHotKey` takes them; a held key counts once."""
    return _NO_REPEAT | sum(_MASKS[modifier] for modifier in combination.modifiers)


class WindowsKey:
    """See `assistant.adapters.desktop.global_key.take`."""

    def __init__(self, combination: Combination, pressed: Callable[[], None]) -> None:
        self._combination, self._pressed = combination, pressed
        self._user = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # on Windows only
        self._identity = 0
        self._error: int | None = None
        self._tried = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="global key", daemon=True)
        self._thread.start()
        self._tried.wait()
        if self._error is not None:
            self._thread.join()
            taken = self._error == _ALREADY_REGISTERED
            sentence = "error.global_key_taken" if taken else "error.global_key_refused"
            raise GlobalKeyError(say(sentence, shortcut=combination.name, detail=self._error))

    def close(self) -> None:
        """Give the key back."""
        self._user.PostThreadMessageW(self._identity, _WM_QUIT, 0, 0)
        self._thread.join()

    def _listen(self) -> None:
        message = wintypes.MSG()
        # A thread has a queue, to which `close` can post, once it has asked for messages.
        self._user.PeekMessageW(ctypes.byref(message), None, _WM_USER, _WM_USER, 0)
        self._identity = threading.get_native_id()
        code, mask = virtual_key(self._combination.key), modifier_mask(self._combination)
        if not self._user.RegisterHotKey(None, _ID, mask, code):
            self._error = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore] # on Windows only
        self._tried.set()
        if self._error is not None:
            return
        while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _WM_HOTKEY:
                self._pressed()
        self._user.UnregisterHotKey(None, _ID)
