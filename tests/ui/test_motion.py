"""The system's wish for less motion is heard, and what moves waits until it is asked for."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from threading import Timer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest

from assistant.adapters.desktop.motion import PORTAL, Setting, portal_wants_less, system_wants_less, windows_wants_less
from assistant.practice.cards import Kind
from assistant.practice.portraits import DURATION
from assistant.ui.application import Application
from tests.helpers.places import ROOT
from tests.helpers.practice_window import begin
from tests.helpers.window import press
from tests.ui.conftest import PATIENCE, wait_until

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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has desktop portals")
@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_the_portal_is_asked_and_followed() -> None:
    from tests.helpers.bus import session_bus  # noqa: PLC0415 # needs jeepney, which only Linux has
    from tests.helpers.settings_portal import SettingsPortal  # noqa: PLC0415 # likewise

    with session_bus() as address:
        portal = SettingsPortal(address, {GNOME: ("b", False)})
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.helpers.motion_listener"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as listener:
            assert listener.stdout
            watchdog = Timer(PATIENCE, listener.kill)  # so that a word that does not come ends the test
            watchdog.start()
            heard = [listener.stdout.readline().strip() for _ in range(2)]
            for setting, signature, value in ((GNOME, "b", True), (APPEARANCE, "u", 1), (APPEARANCE, "u", 0)):
                portal.change(*setting, signature, value)
                heard.append(listener.stdout.readline().strip())
            watchdog.cancel()
            listener.terminate()
        portal.close()
    assert heard == ["free", "less", "free", "less", "free"]


def wish_for_less(application: Application) -> None:
    application.motion.reduced = True
    application.motion.changed.emit()


def test_where_less_motion_is_wanted_a_face_moves_only_when_asked(application: Application) -> None:
    wish_for_less(application)
    page = begin(application, Kind.CHANGE)
    faces = page.card.faces
    assert faces.accessibleName() == "before, after"
    assert page.card.replay.isVisible()
    assert page.card.replay.text() == "Show the movement"
    still = faces.grab().toImage()
    QTest.qWait(round(1300 * DURATION))  # nothing moves
    assert faces.grab().toImage() == still
    press(application, "Space")
    at_rest = faces.grab().toImage()
    assert at_rest != still
    wait_until(lambda: faces.grab().toImage() != at_rest)
    assert page.card.replay.text() == "Show again"


def test_a_face_that_moves_stops_when_the_system_asks_for_less(application: Application) -> None:
    page = begin(application, Kind.CHANGE)
    wish_for_less(application)
    assert page.card.faces.accessibleName() == "before, after"
    still = page.card.faces.grab().toImage()
    QTest.qWait(round(1300 * DURATION))  # nothing moves
    assert page.card.faces.grab().toImage() == still


@pytest.mark.parametrize(("kind", "pictures"), [(Kind.PASSING, (3,)), (Kind.GESTURE, (3, 5)), (Kind.HEADS, (1, 3, 5))])
def test_where_less_motion_is_wanted_a_movement_is_told_by_still_pictures(
    application: Application, kind: Kind, pictures: tuple[int, ...]
) -> None:
    wish_for_less(application)
    page = begin(application, kind)
    names = page.card.faces.accessibleName().split(", ")
    assert len(names) in pictures
    if len(names) > 1:
        assert names == [f"Moment {number}" for number in range(1, len(names) + 1)]
        assert page.card.replay.text() == "Show the movement"
    press(application, "D")
    assert page.card.description.text().startswith("Seen here")


def test_a_head_moves_by_itself_until_it_is_answered(application: Application) -> None:
    page = begin(application, Kind.GESTURE)
    assert page.card.replay.isVisible()
    assert page.card.replay.text() == "Show again"
    faces = page.card.faces
    press(application, "1")
    answered = faces.grab().toImage()
    QTest.qWait(200)  # nothing moves
    assert faces.grab().toImage() == answered
