"""A key that works in every program, on a real X server, pressed in another window."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest

if sys.platform != "linux":
    pytest.skip("X11 is asked on Linux only", allow_module_level=True)

from Xlib import XK
from Xlib.display import Display

from assistant.adapters.desktop import global_key
from assistant.adapters.desktop.global_key.keysyms import keysym_name
from assistant.errors import GlobalKeyError
from assistant.hotkey import KEYS, parse
from tests.helpers.desktop import MISSING, OtherWindow, x_server, xdotool
from tests.helpers.waiting import wait_for

needs_x = pytest.mark.skipif(bool(MISSING), reason=f"needs an X server and fingers: {', '.join(MISSING)}")
COMBINATION = parse("Ctrl+Alt+M")


class Ears:
    """Counts presses, and keeps why the key was lost."""

    def __init__(self) -> None:
        self.presses = 0
        self.lost: list[str] = []

    def press(self) -> None:
        self.presses += 1


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@pytest.fixture
def other(display: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherWindow]:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    window = OtherWindow(display)
    yield window
    window.close()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def key(other: OtherWindow, ears: Ears) -> Iterator[global_key.GlobalKey]:
    taken = global_key.take(COMBINATION, ears.press, ears.lost.append)
    yield taken
    taken.close()


@needs_x
@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("locks", [[], ["Num_Lock"], ["Caps_Lock"], ["Num_Lock", "Caps_Lock"]])
def test_a_press_in_another_window_is_reported_whatever_locks_are_on(
    display: str, other: OtherWindow, ears: Ears, locks: list[str]
) -> None:
    if locks:
        xdotool(display, "key", *locks)
    try:
        for presses in (1, 2):
            xdotool(display, "key", "ctrl+alt+m")
            wait_for(lambda presses=presses: ears.presses == presses, "the key")
    finally:
        if locks:
            xdotool(display, "key", *locks)
    assert other.focused
    assert "m" not in other.typed()


@needs_x
@pytest.mark.usefixtures("key")
def test_all_other_keys_stay_with_the_program_that_is_typed_into(display: str, other: OtherWindow, ears: Ears) -> None:
    xdotool(display, "key", "s", "m", "ctrl+m", "alt+m", "ctrl+alt+shift+m", "ctrl+alt+n", "x")
    heard = ""

    def typed() -> bool:
        nonlocal heard
        heard += other.typed()
        return heard.endswith("x")

    wait_for(typed, "the last key")
    assert heard.replace("\x00", "") == "smmmmnx"
    assert ears.presses == 0


@needs_x
@pytest.mark.usefixtures("key", "other")
def test_a_held_key_counts_once_and_others_pressed_meanwhile_do_not_count(display: str, ears: Ears) -> None:
    xdotool(display, "keydown", "ctrl", "keydown", "alt", "keydown", "m")
    time.sleep(1.5)  # beyond the delay of X's repetition
    xdotool(display, "key", "a", "keyup", "m", "keyup", "alt", "keyup", "ctrl")
    assert ears.presses == 1
    xdotool(display, "key", "ctrl+alt+m")
    wait_for(lambda: ears.presses == 2, "the next press")


@needs_x
def test_a_key_that_another_program_holds_is_said_and_can_be_had_once_it_is_free(
    display: str, other: OtherWindow, ears: Ears
) -> None:
    holder = OtherWindow(display)
    holder.grab("m", num_lock=True)  # one state of the locks is enough
    with pytest.raises(GlobalKeyError, match=r"Another program already has the key Ctrl\+Alt\+M"):
        global_key.take(COMBINATION, ears.press, ears.lost.append)
    holder.close()
    other.take_focus()
    global_key.take(COMBINATION, ears.press, ears.lost.append).close()


@needs_x
def test_a_key_that_was_given_back_reaches_the_other_window_again(display: str, other: OtherWindow, ears: Ears) -> None:
    before = threading.active_count()
    global_key.take(COMBINATION, ears.press, ears.lost.append).close()
    assert threading.active_count() == before
    xdotool(display, "key", "ctrl+alt+m")
    wait_for(lambda: "m" in other.typed(), "the key in the other window")
    assert ears.presses == 0


@needs_x
@pytest.mark.usefixtures("key")
def test_the_key_is_followed_to_another_keyboard_layout(display: str, other: OtherWindow, ears: Ears) -> None:
    typist = Display(display)
    here = typist.keysym_to_keycode(XK.XK_m)
    there = typist.keysym_to_keycode(XK.XK_semicolon)  # where M is in France
    try:
        for code, sign in ((there, XK.XK_m), (here, XK.XK_comma)):
            typist.change_keyboard_mapping(code, [(sign, sign)])
        typist.sync()
        wait_for(lambda: _pressed_at(display, there, ears), "the key at its new place")
        other.typed()
        xdotool(display, "keydown", "ctrl", "keydown", "alt", "key", str(here), "keyup", "alt", "keyup", "ctrl")
        wait_for(lambda: "," in other.typed(), "the old place in the other window")
        assert ears.lost == []
    finally:
        for code, sign, shifted in ((here, XK.XK_m, XK.XK_M), (there, XK.XK_semicolon, XK.XK_colon)):
            typist.change_keyboard_mapping(code, [(sign, shifted)])
        typist.sync()
        typist.close()


def _pressed_at(display: str, code: int, ears: Ears) -> bool:
    xdotool(display, "keydown", "ctrl", "keydown", "alt", "key", str(code), "keyup", "alt", "keyup", "ctrl")
    time.sleep(0.1)
    return ears.presses > 0


@needs_x
@pytest.mark.usefixtures("other")
def test_a_key_that_the_keyboard_lacks_is_said(ears: Ears) -> None:
    with pytest.raises(GlobalKeyError, match="cannot give F20"):
        global_key.take(parse("F20"), ears.press, ears.lost.append)


# python-xlib leaves the socket open on which nobody answered.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("display", [None, ":543"])
def test_where_no_desktop_gives_keys_that_is_said(
    display: str | None, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    else:
        monkeypatch.delenv("DISPLAY", raising=False)

    def no_tcp(*_: object) -> None:
        pytest.fail("a display of this machine is not sought over TCP")

    monkeypatch.setattr("Xlib.support.unix_connect._get_tcp_socket", no_tcp)
    with pytest.raises(GlobalKeyError, match="gives no program a key"):
        global_key.take(COMBINATION, ears.press, ears.lost.append)


def test_x11_and_the_portal_know_every_key_by_name() -> None:
    symbols = [XK.string_to_keysym(keysym_name(key)) for key in KEYS]
    assert 0 not in symbols
    assert len(set(symbols)) == len(KEYS)
