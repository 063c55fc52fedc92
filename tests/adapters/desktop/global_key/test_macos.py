"""A key for every program on macOS; Carbon is a stand-in with the documented calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.adapters.desktop.global_key import macos
from assistant.errors import GlobalKeyError
from assistant.hotkey import parse

TARGET, HOT_KEY, HANDLER = 11, 22, 33
SOURCE, DATA, TABLE, CONSTANT = 44, 55, 66, 77

FRENCH = {0x0C: "a", 0x0D: "z", 0x06: "w", 0x00: "q", 0x29: "m", 0x2E: ",", 0x12: "&", 0x21: ""}
"""What some keys of Apple's French keyboard give without Shift, by their codes; the last waits for a letter."""


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

    Attributes:
        layout: what the keys give, by their codes; None where the layout has no table.
    """

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.source = SOURCE
        self.layout: dict[int, str] | None = {0x2E: "m"}
        self.asked: tuple[Any, ...] = ()
        self.event: tuple[int, int] = (0, 0)
        self.given_back: list[object] = []
        self.released: list[int] = []
        self.handler: Callable[[None, None, None], int] | None = None
        self.GetApplicationEventTarget = Function(lambda: TARGET)
        self.RegisterEventHotKey = Function(self._register)
        self.InstallEventHandler = Function(self._install)
        self.UnregisterEventHotKey = Function(lambda key: self.given_back.append(key.value) or 0)
        self.RemoveEventHandler = Function(lambda handler: self.given_back.append(handler.value) or 0)
        self.TISCopyCurrentASCIICapableKeyboardLayoutInputSource = Function(lambda: self.source)
        self.TISGetInputSourceProperty = Function(self._property)
        self.CFDataGetBytePtr = Function({DATA: TABLE}.__getitem__)
        self.CFRelease = Function(self.released.append)
        self.LMGetKbdType = Function(lambda: 40)
        self.UCKeyTranslate = Function(self._translate)

    def _register(self, code: int, mask: int, identity: Any, target: int, options: int, hot_key: Any) -> int:
        self.asked = code, mask, identity.signature, identity.id, target, options
        hot_key._obj.value = HOT_KEY
        return self.status

    def _property(self, source: int, name: int) -> int:
        assert (source, name, self.released) == (SOURCE, CONSTANT, [])
        return 0 if self.layout is None else DATA

    def _translate(self, *arguments: Any) -> int:
        table, code, action, modifiers, keyboard, options, dead, most, length, signs = arguments
        # kUCKeyActionDisplay with no modifier and kUCKeyTranslateNoDeadKeysMask.
        assert (table, action, modifiers, keyboard, options, dead._obj.value, most) == (
            TABLE,
            3,
            0,
            40,
            1,
            0,
            len(signs),
        )
        assert self.released == [], "the table goes with what it is of"
        assert self.layout is not None
        if code not in self.layout:
            return -25340  # kUCOutputBufferTooSmall, for one
        length._obj.value = len(self.layout[code])
        signs[: len(self.layout[code])] = list(map(ord, self.layout[code]))
        return 0

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
    monkeypatch.setattr(
        macos, "_constant", lambda of, name: {(library, "kTISPropertyUnicodeKeyLayoutData"): CONSTANT}[of, name]
    )
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


@pytest.mark.parametrize(
    ("key", "layout", "code"),
    [
        ("Ctrl+Alt+M", FRENCH, 0x29),
        ("Ctrl+Alt+A", FRENCH, 0x0C),
        ("Ctrl+Alt+Q", FRENCH, 0x00),
        ("Ctrl+Alt+1", FRENCH, 0x12),  # where the digit is with Shift
        ("Ctrl+Alt+F2", FRENCH, 0x78),
        ("Ctrl+Alt+Space", FRENCH, 0x31),
        ("Ctrl+Alt+Z", {0x10: "z", 0x06: "y"}, 0x10),  # German
        ("Ctrl+Alt+Z", None, 0x06),
    ],
)
def test_a_letter_is_where_the_keyboard_has_it(
    carbon: Carbon, key: str, layout: dict[int, str] | None, code: int
) -> None:
    carbon.layout = layout
    macos.MacKey(parse(key), print).close()
    assert carbon.asked[0] == code
    assert carbon.released == [SOURCE]


def test_without_a_layout_a_letter_is_where_it_is_in_the_usa(carbon: Carbon) -> None:
    carbon.source = 0
    macos.MacKey(parse("Ctrl+Alt+A"), print).close()
    assert (carbon.asked[0], carbon.released) == (0x00, [])


def test_pointers_are_declared_as_such(carbon: Carbon) -> None:
    macos.MacKey(parse("Ctrl+Alt+M"), print).close()
    pointer = macos.ctypes.c_void_p
    assert carbon.GetApplicationEventTarget.restype is pointer
    assert carbon.UnregisterEventHotKey.argtypes == carbon.RemoveEventHandler.argtypes == [pointer]
    assert carbon.RegisterEventHotKey.argtypes[3] is pointer
    assert carbon.InstallEventHandler.argtypes[0] is pointer
    assert carbon.TISCopyCurrentASCIICapableKeyboardLayoutInputSource.restype is pointer
    assert carbon.TISGetInputSourceProperty.restype is carbon.CFDataGetBytePtr.restype is pointer
    assert carbon.TISGetInputSourceProperty.argtypes == [pointer, pointer]
    assert carbon.CFDataGetBytePtr.argtypes == carbon.CFRelease.argtypes == [pointer]
    assert [place for place, kind in enumerate(carbon.UCKeyTranslate.argtypes) if kind is pointer] == [0, 6, 8, 9]


@pytest.mark.parametrize(
    ("carbon", "told"), [(-9878, "Another program"), (-50, r"did not give .* \(-50\)")], indirect=["carbon"]
)
def test_a_key_that_is_not_to_be_had_is_said(carbon: Carbon, told: str) -> None:
    with pytest.raises(GlobalKeyError, match=told):
        macos.MacKey(parse("Ctrl+Alt+M"), print)
    assert carbon.handler is None
