"""The wish for less motion, by stand-ins for the calls that the systems document."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.desktop import motion
from assistant.adapters.desktop.motion import PORTAL, Setting, portal_wants_less, system_wants_less, windows_wants_less

CLASS, WORKSPACE, SHARED, REDUCE = 1, 2, 3, 4


class ObjectiveC:
    """libobjc with one class, NSWorkspace, and one object, the shared workspace; nil answers everything with zero."""

    def __init__(self, reduces: bool) -> None:
        names = {b"NSWorkspace": CLASS, b"sharedWorkspace": SHARED}
        names[b"accessibilityDisplayShouldReduceMotion"] = REDUCE
        self.objc_getClass = self._function(names)
        self.sel_registerName = self._function(names)
        answers = {(CLASS, SHARED): WORKSPACE, (WORKSPACE, REDUCE): int(reduces)}
        kind = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p)
        self.objc_msgSend = kind(lambda receiver, message: answers.get((receiver, message), 0))

    @staticmethod
    def _function(names: dict[bytes, int]) -> Any:
        kind = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p)
        return kind(lambda name: names.get(name, 0))


@pytest.mark.parametrize("reduces", [True, False])
def test_macos_tells_by_its_workspace(reduces: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    objc = ObjectiveC(reduces)
    monkeypatch.setattr(motion.sys, "platform", "darwin")
    monkeypatch.setattr(motion.ctypes, "CDLL", lambda _path: objc)
    assert motion.system_wants_less() is reduces


def test_a_mac_without_these_libraries_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(path: str) -> None:
        raise OSError(f"{path}: no such file")

    monkeypatch.setattr(motion.sys, "platform", "darwin")
    monkeypatch.setattr(motion.ctypes, "CDLL", load)
    assert motion.system_wants_less() is False


@pytest.mark.parametrize("animated", [True, False])
def test_windows_is_asked_by_its_user32(animated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(action: int, _size: int, found: Any, _notify: int) -> int:
        assert action == 0x1042  # SPI_GETCLIENTAREAANIMATION
        found._obj.value = animated
        return 1

    monkeypatch.setattr(motion.sys, "platform", "win32")
    windll = SimpleNamespace(user32=SimpleNamespace(SystemParametersInfoW=tell))
    monkeypatch.setattr(motion.ctypes, "windll", windll, raising=False)
    assert motion.system_wants_less() is not animated


def test_another_system_asks_for_nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion.sys, "platform", "linux")
    assert motion.system_wants_less() is False


@pytest.mark.parametrize(("value", "asks"), [("0", True), (0.0, True), ("1", False), ("fast", False)])
def test_the_speed_of_kde_asks_for_less_where_it_is_zero(value: object, asks: bool) -> None:
    setting = ("org.kde.kdeglobals.KDE", "AnimationDurationFactor")
    assert motion.portal_wants_less({setting: value}) is asks


APPEARANCE, GNOME, KDE = PORTAL

MOVING: dict[Setting, list[object]] = {
    APPEARANCE: [0, 2],
    GNOME: [True],
    KDE: ["1.0", "0.5", "fast", 1.0],
}
STILL: dict[Setting, list[object]] = {APPEARANCE: [1], GNOME: [False], KDE: ["0", "0.0", 0.0]}


@given(st.sets(st.sampled_from(list(PORTAL))), st.sets(st.sampled_from(list(PORTAL))), st.data())
def test_one_setting_that_asks_for_less_motion_suffices(
    told: set[Setting], asking: set[Setting], data: st.DataObject
) -> None:
    values = {
        setting: data.draw(st.sampled_from((STILL if setting in asking else MOVING)[setting])) for setting in told
    }
    assert portal_wants_less(values) == bool(told & asking)


class User32:
    """Stands in for the library of Windows that knows the setting."""

    def __init__(self, animated: bool, knows: bool = True) -> None:
        self._animated, self._knows = animated, knows

    def SystemParametersInfoW(self, action: int, _number: int, where: Any, _changes: int) -> int:  # noqa: N802 # Windows' name
        assert action == 0x1042
        if self._knows:
            ctypes.cast(where, ctypes.POINTER(ctypes.c_int))[0] = int(self._animated)
        return int(self._knows)


@pytest.mark.parametrize(
    ("library", "wants_less"), [(User32(True), False), (User32(False), True), (User32(False, knows=False), False)]
)
def test_windows_tells_by_its_client_area_animation(library: User32, wants_less: bool) -> None:
    assert windows_wants_less(library) is wants_less


def test_this_system_can_be_asked() -> None:
    assert system_wants_less() in (True, False)
