"""A key for all programs on Wayland, over a real bus, given by a portal of our own."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.helpers.places import ROOT

if sys.platform != "linux":
    pytest.skip("desktop portals are Linux's", allow_module_level=True)

from assistant.adapters.desktop import global_key
from assistant.adapters.desktop.global_key.portal import APPLICATION, trigger
from assistant.errors import GlobalKeyError
from assistant.hotkey import parse
from tests.helpers.bus import session_bus
from tests.helpers.portal import Portal
from tests.helpers.waiting import wait_for

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
COMBINATION = parse("Ctrl+Alt+M")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        yield address


class Taken:
    """A key that was asked for."""

    def __init__(self) -> None:
        self.presses = 0
        self.lost: list[str] = []
        self._key = global_key.take(COMBINATION, self._press, self.lost.append)

    def _press(self) -> None:
        self.presses += 1

    def close(self) -> None:
        self._key.close()


@pytest.fixture
def portal(bus: str) -> Iterator[Portal]:
    made = Portal(bus)
    yield made
    made.close()


@pytest.fixture
def taken(portal: Portal) -> Iterator[Taken]:
    key = Taken()
    yield key
    key.close()


def test_the_desktop_is_asked_for_this_one_key_by_name(portal: Portal, taken: Taken) -> None:
    wait_for(portal.bound.is_set, "the request")
    assert [method for method, _ in portal.asked] == ["Register", "CreateSession", "BindShortcuts"]
    (wanted,) = portal.asked[-1][1][1]
    assert wanted == ("mute", {"description": ("s", "Mute from anywhere"), "preferred_trigger": ("s", "CTRL+ALT+m")})


def test_presses_are_reported_and_those_of_other_keys_are_not(portal: Portal, taken: Taken) -> None:
    wait_for(portal.bound.is_set, "the request")
    portal.press("something else")
    portal.press()
    portal.press()
    wait_for(lambda: taken.presses == 2, "two presses")
    assert taken.lost == []


def test_what_the_user_declines_is_said(portal: Portal) -> None:
    portal.code = 1
    key = Taken()
    wait_for(lambda: key.lost, "the sentence")
    assert "did not give the key Ctrl+Alt+M" in key.lost[0]
    key.close()


def test_why_the_desktop_refuses_is_said(portal: Portal) -> None:
    portal.refusal = "An app id is required"
    key = Taken()
    wait_for(lambda: key.lost, "the sentence")
    assert "An app id is required" in key.lost[0]
    key.close()


def test_a_key_that_the_user_has_yet_to_choose_is_said_and_then_works(portal: Portal) -> None:
    portal.given = ""
    key = Taken()
    wait_for(lambda: key.lost, "the sentence")
    assert "has not set a key" in key.lost[0]
    portal.press()
    wait_for(lambda: key.presses == 1, "the press")
    key.close()


def test_a_key_that_the_desktop_takes_back_is_said(portal: Portal, taken: Taken) -> None:
    wait_for(portal.bound.is_set, "the request")
    portal.end_session()
    wait_for(lambda: taken.lost, "the sentence")


def test_a_portal_that_crashes_is_noticed(bus: str) -> None:
    portal = Portal(bus)
    key = Taken()
    wait_for(portal.bound.is_set, "the request")
    portal.press()
    wait_for(lambda: key.presses == 1, "the press")
    portal.close()
    wait_for(lambda: key.lost, "the sentence")
    key.close()


@pytest.mark.usefixtures("bus")
def test_a_desktop_without_the_portal_is_said() -> None:
    key = Taken()
    wait_for(lambda: key.lost, "the sentence")
    assert "gives no program a key" in key.lost[0]
    key.close()


@pytest.mark.parametrize("address", [None, "", "unix:path=/nowhere/bus", "tcp:host=localhost"])
def test_a_session_without_a_bus_is_said(address: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(GlobalKeyError, match="gives no program a key"):
        Taken()


def test_the_docs_name_the_file_by_which_the_portal_knows_the_program() -> None:
    page = (ROOT / "docs" / "window.md").read_text(encoding="utf-8")
    assert f"applications/{APPLICATION}.desktop" in page


def test_nothing_is_left_running_while_the_user_has_not_answered(portal: Portal) -> None:
    before = threading.active_count()
    key = Taken()
    key.close()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("key", "written"),
    [("Meta+Ctrl+Alt+Shift+Q", "LOGO+CTRL+ALT+SHIFT+q"), ("Alt+Space", "ALT+space"), ("F13", "F13")],
)
def test_keys_are_written_as_the_shortcuts_specification_has_them(key: str, written: str) -> None:
    assert trigger(parse(key)) == written
