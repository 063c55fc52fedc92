"""A key for every program: which system is asked, and for what; the asking is in a file for each system."""

from __future__ import annotations

import sys
from functools import partial
from types import ModuleType

import pytest

from assistant.adapters.desktop import global_key
from assistant.adapters.desktop.global_key import macos, windows
from assistant.errors import GlobalKeyError
from assistant.hotkey import KEYS, parse


def test_windows_and_macos_have_one_code_for_every_key() -> None:
    for code_of in (windows.virtual_key, partial(macos.key_code, layout={})):
        codes = {code_of(key) for key in KEYS}
        assert len(codes) == len(KEYS)
        assert min(codes) >= 0
        assert max(codes) < 0x84


def test_codes_are_those_of_the_systems_own_tables() -> None:
    # winuser.h: VK_M and VK_0 are their ASCII codes, VK_SPACE, VK_F1, VK_F20.
    keys = ("M", "0", "Space", "F1", "F20")
    assert [windows.virtual_key(key) for key in keys] == [0x4D, 0x30, 0x20, 0x70, 0x83]
    # HIToolbox/Events.h: kVK_ANSI_A, _M, _0, _6, _9, _O, _L, _N, kVK_Space, kVK_F1, kVK_F13, kVK_F17, kVK_F20.
    keys = ("A", "M", "0", "6", "9", "O", "L", "N", "Space", "F1", "F13", "F17", "F20")
    found = [macos.key_code(key, {}) for key in keys]
    assert found == [0x00, 0x2E, 0x1D, 0x16, 0x19, 0x1F, 0x25, 0x2D, 0x31, 0x7A, 0x69, 0x40, 0x5A]


def test_modifiers_are_those_of_the_systems_own_tables() -> None:
    everything = parse("Meta+Ctrl+Alt+Shift+M")
    # MOD_NOREPEAT with MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_WIN; with MOD_CONTROL and MOD_ALT.
    assert windows.modifier_mask(everything) == 0x400F
    assert windows.modifier_mask(parse("Ctrl+Alt+M")) == 0x4003
    # cmdKey, shiftKey, optionKey, controlKey; cmdKey and optionKey, as Qt calls Command "Ctrl".
    assert macos.modifier_mask(everything) == 0x1B00
    assert macos.modifier_mask(parse("Ctrl+Alt+M")) == 0x0900


@pytest.mark.parametrize(
    ("platform", "displays", "module", "name"),
    [
        ("win32", {}, "windows", "WindowsKey"),
        ("darwin", {}, "macos", "MacKey"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "portal", "PortalKey"),
        ("linux", {"DISPLAY": ":0"}, "x11", "X11Key"),
    ],
)
def test_each_system_is_asked_in_its_own_way(
    platform: str, displays: dict[str, str], module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    way = ModuleType(module)
    setattr(way, name, lambda *arguments: asked.append(arguments))
    monkeypatch.setitem(sys.modules, f"{global_key.__name__}.{module}", way)
    monkeypatch.setattr(global_key.sys, "platform", platform)
    for variable in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in displays.items():
        monkeypatch.setenv(variable, value)
    wanted, pressed, lost = parse("Ctrl+Alt+M"), print, str
    global_key.take(wanted, pressed, lost)
    assert asked == [(wanted, pressed, lost)[: 2 if platform != "linux" else 3]]


def test_a_desktop_without_a_display_has_no_key_to_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(global_key.sys, "platform", "linux")
    for variable in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(GlobalKeyError):
        global_key.take(parse("Ctrl+Alt+M"), print, print)
