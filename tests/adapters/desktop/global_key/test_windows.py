"""A key for every program on Windows; user32 is a stand-in with the documented calls and their order."""

from __future__ import annotations

import queue
import threading
from typing import Any

import pytest

from assistant.adapters.desktop.global_key import windows
from assistant.errors import GlobalKeyError
from assistant.hotkey import parse

HOTKEY, QUIT, USER = 0x0312, 0x0012, 0x0400


class User32:
    """One thread's queue of messages. As on Windows, it takes none before the thread has asked for some.

    Args:
        error: of RegisterHotKey; 0 where the key is given.
    """

    def __init__(self, error: int = 0) -> None:
        self.error, self.registered, self.threads = error, [], []
        self._queue: queue.SimpleQueue[int] | None = None
        self._given = False

    def PeekMessageW(self, _message: Any, *_rest: object) -> int:  # noqa: N802 # the name in Windows
        self._queue = queue.SimpleQueue()
        return 0

    def RegisterHotKey(self, window: None, identity: int, mask: int, code: int) -> int:  # noqa: N802 # the name in Windows
        assert window is None
        self.registered.append((identity, mask, code))
        self.threads.append(threading.get_native_id())
        self._given = not self.error
        return int(self._given)

    def UnregisterHotKey(self, window: None, identity: int) -> int:  # noqa: N802 # the name in Windows
        assert (window, identity) == (None, self.registered[-1][0])
        # Only the thread that registered a key can give it back.
        self.threads.append(threading.get_native_id())
        self._given = False
        return 1

    def GetMessageW(self, message: Any, *_rest: object) -> int:  # noqa: N802 # the name in Windows
        message._obj.message = self._queue.get()
        return int(message._obj.message != QUIT)

    def PostThreadMessageW(self, thread: int, message: int, _w: int, _l: int) -> int:  # noqa: N802 # the name in Windows
        assert thread == self.threads[0]
        assert self._queue is not None
        self._queue.put(message)
        return 1

    def press(self) -> None:
        """The key is pressed, among messages that mean other things."""
        assert self._given
        for message in (USER, HOTKEY):
            self._queue.put(message)


@pytest.fixture
def user32(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> User32:
    library = User32(getattr(request, "param", 0))
    monkeypatch.setattr(windows.ctypes, "WinDLL", lambda name, use_last_error: library, raising=False)
    monkeypatch.setattr(windows.ctypes, "get_last_error", lambda: library.error, raising=False)
    return library


def test_each_press_is_reported_until_the_key_is_given_back(user32: User32) -> None:
    presses: queue.SimpleQueue[str] = queue.SimpleQueue()
    key = windows.WindowsKey(parse("Ctrl+Alt+M"), lambda: presses.put("pressed"))
    assert user32.registered == [(1, 0x4003, ord("M"))]
    for _ in range(2):
        user32.press()
        assert presses.get(timeout=10) == "pressed"
    key.close()
    assert presses.empty()
    assert not user32._given
    assert len(set(user32.threads)) == 1


@pytest.mark.parametrize(
    ("user32", "told"), [(1409, "Another program"), (5, r"did not give .* \(5\)")], indirect=["user32"]
)
def test_a_key_that_is_not_to_be_had_is_said(user32: User32, told: str) -> None:
    with pytest.raises(GlobalKeyError, match=told):
        windows.WindowsKey(parse("Ctrl+Alt+M"), print)
