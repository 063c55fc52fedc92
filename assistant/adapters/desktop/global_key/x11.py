"""A key for all programs on X11: a passive grab of that key (X11 protocol, GrabKey) on a connection of our own."""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable, Iterable
from itertools import combinations

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError, XauthError, XNoAuthError
from Xlib.protocol.rq import Event

from assistant.adapters.desktop.global_key.keysyms import keysym_name
from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination, Modifier
from assistant.messages import say

_NAMES = {Modifier.ALT: ("Alt_L", "Alt_R"), Modifier.META: ("Super_L", "Super_R", "Meta_L")}
_FIXED = {Modifier.CTRL: X.ControlMask, Modifier.SHIFT: X.ShiftMask}
_LOCKS = ("Num_Lock", "Scroll_Lock")
_REPEAT = 3
"""Milliseconds after a release within which a press is no new one: X11 repeats a held key by such pairs."""


def with_locks(mask: int, locks: Iterable[int]) -> list[int]:
    """`mask` with every set of the lock modifiers: X11 grabs one exact state, and a lock that is on belongs to it."""
    bits = sorted({lock for lock in locks if lock})
    return [mask | sum(chosen) for size in range(len(bits) + 1) for chosen in combinations(bits, size)]


def _local(display: str) -> str:
    """The display's name such that python-xlib, where this machine has none by it, does not try it over TCP."""
    return f"unix/{display}" if display.startswith(":") else display


class X11Key:
    """See `assistant.adapters.desktop.global_key.take`."""

    def __init__(self, combination: Combination, pressed: Callable[[], None], lost: Callable[[str], None]) -> None:
        self._combination, self._pressed, self._lost = combination, pressed, lost
        try:
            self._display = Display(_local(os.environ.get("DISPLAY", "")))
        except (DisplayError, XauthError, XNoAuthError, OSError) as error:
            raise GlobalKeyError(say("error.global_key_none")) from error
        self._root = self._display.screen().root
        self._places: list[tuple[int, int]] = []
        try:
            self._grab()
        except GlobalKeyError:
            self._display.close()
            raise
        self._ending, self._ended = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="global key", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give the key back."""
        self._ending.close()
        self._thread.join()
        self._ended.close()

    def _grab(self) -> None:
        self._places = self._find()
        for code, mask in self._places:
            refused = CatchError(BadAccess)
            self._root.grab_key(code, mask, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
            self._display.sync()
            if refused.get_error():
                self._release()
                raise GlobalKeyError(say("error.global_key_taken", shortcut=self._combination.name))

    def _release(self) -> None:
        for code, mask in self._places:
            self._root.ungrab_key(code, mask)
        self._display.sync()

    def _find(self) -> list[tuple[int, int]]:
        """Key codes and modifier states in which the keyboard sends the combination."""
        code = self._code(keysym_name(self._combination.key))
        held = [_FIXED.get(modifier) or self._mask(_NAMES[modifier]) for modifier in self._combination.modifiers]
        if not code or not all(held):
            raise GlobalKeyError(say("error.global_key_missing", shortcut=self._combination.name))
        locks = [X.LockMask, *(self._mask([name]) for name in _LOCKS)]
        return [(code, mask) for mask in with_locks(sum(held), locks)]

    def _code(self, name: str) -> int:
        return self._display.keysym_to_keycode(XK.string_to_keysym(name))

    def _mask(self, names: Iterable[str]) -> int:
        """The modifier that one of the named keys acts as on this keyboard, 0 for none."""
        codes = {self._code(name) for name in names} - {0}
        rows = enumerate(self._display.get_modifier_mapping())
        return next((1 << row for row, keys in rows if codes & set(keys)), 0)

    def _listen(self) -> None:
        try:
            self._report()
        except GlobalKeyError as error:
            self._lost(error.sentence)
        except ConnectionClosedError:
            return  # the desktop is gone, and the window with it
        self._display.close()

    def _report(self) -> None:
        ended, news = self._ended.fileno(), self._display.fileno()
        released = -_REPEAT
        while True:
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == X.MappingNotify:
                    self._follow(event)
                # While the key is held the server sends all others here too; they are ignored.
                elif event.type in (X.KeyPress, X.KeyRelease) and event.detail == self._places[0][0]:
                    if event.type == X.KeyRelease:
                        released = event.time
                    elif event.time - released >= _REPEAT:
                        self._pressed()
            if ended in select.select([news, ended], [], [])[0]:
                return

    def _follow(self, event: Event) -> None:
        """Another keyboard layout may have put the key elsewhere."""
        self._display.refresh_keyboard_mapping(event)
        if self._find() != self._places:
            self._release()
            self._grab()
