"""A key for every program on macOS; Carbon is a stand-in with the documented calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.adapters.desktop.global_key import macos
from assistant.errors import GlobalKeyError
from assistant.hotkey import parse

TARGET, HOT_KEY, HANDLER = 11, 22, 33


class Function:
    """A function of a library, whose types can be declared."""

    restype: object = None
    argtypes: object = None

    def __init__(self, call: Callable[..., int]) -> None:
        self._call = call

    def __call__(self, *arguments: Any) -> int:
        return self._call(*arguments)


class Carbon:
    """Hands out one key.

    Args:
        status: what RegisterEventHotKey returns; 0 where the key is given.
    """

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.asked: tuple[Any, ...] = ()
        self.event: tuple[int, int] = (0, 0)
        self.given_back: list[object] = []
        self.handler: Callable[[None, None, None], int] | None = None
        self.GetApplicationEventTarget = Function(lambda: TARGET)
        self.RegisterEventHotKey = Function(self._register)
        self.InstallEventHandler = Function(self._install)
        self.UnregisterEventHotKey = Function(lambda key: self.given_back.append(key.value) or 0)
        self.RemoveEventHandler = Function(lambda handler: self.given_back.append(handler.value) or 0)

    def _register(self, code: int, mask: int, identity: Any, target: int, options: int, hot_key: Any) -> int:
        self.asked = code, mask, identity.signature, identity.id, target, options
        hot_key._obj.value = HOT_KEY
        return self.status

    def _install(self, target: int, handler: Any, count: int, events: Any, data: None, installed: Any) -> int:
        assert (target, count, data) == (TARGET, 1, None)
        self.handler, self.event = handler, (events._obj.event_class, events._obj.kind)
        installed._obj.value = HANDLER
        return 0


@pytest.fixture
def carbon(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Carbon:
    library = Carbon(getattr(request, "param", 0))

    def load(path: str) -> Carbon:
        assert path == "/System/Library/Frameworks/Carbon.framework/Carbon"
        return library

    monkeypatch.setattr(macos.ctypes, "CDLL", load)
    return library


def test_each_press_is_reported_until_the_key_is_given_back(carbon: Carbon) -> None:
    presses: list[str] = []
    key = macos.MacKey(parse("Ctrl+Alt+M"), lambda: presses.append("pressed"))
    # kVK_ANSI_M with cmdKey and optionKey, no options; kEventClassKeyboard, kEventHotKeyPressed.
    assert carbon.asked == (0x2E, 0x0900, int.from_bytes(b"ExAs"), 1, TARGET, 0)
    assert carbon.event == (int.from_bytes(b"keyb"), 5)
    assert [carbon.handler(None, None, None) for _ in range(2)] == [0, 0]
    assert presses == ["pressed", "pressed"]
    key.close()
    assert carbon.given_back == [HOT_KEY, HANDLER]


def test_pointers_are_declared_as_such(carbon: Carbon) -> None:
    macos.MacKey(parse("Ctrl+Alt+M"), print).close()
    pointer = macos.ctypes.c_void_p
    assert carbon.GetApplicationEventTarget.restype is pointer
    assert carbon.UnregisterEventHotKey.argtypes == carbon.RemoveEventHandler.argtypes == [pointer]
    assert carbon.RegisterEventHotKey.argtypes[3] is pointer
    assert carbon.InstallEventHandler.argtypes[0] is pointer


@pytest.mark.parametrize(
    ("carbon", "told"), [(-9878, "Another program"), (-50, r"did not give .* \(-50\)")], indirect=["carbon"]
)
def test_a_key_that_is_not_to_be_had_is_said(carbon: Carbon, told: str) -> None:
    with pytest.raises(GlobalKeyError, match=told):
        macos.MacKey(parse("Ctrl+Alt+M"), print)
    assert carbon.handler is None
