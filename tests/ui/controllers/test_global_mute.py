"""The key that mutes from every program: chosen on the settings page, at work while another window has the focus."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget

from assistant.commands import BY_ID, Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.widgets.key_dialog import KeyDialog
from assistant.ui.widgets.option_controls import KeyButton
from tests.helpers.desktop import MISSING, OtherWindow, x_server, xdotool
from tests.ui.conftest import wait_until

pytestmark = pytest.mark.skipif(
    bool(MISSING) or sys.platform != "linux", reason=f"needs an X server and fingers: {', '.join(MISSING)}"
)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@pytest.fixture(autouse=True)
def _desktop(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def row(application: Application) -> KeyButton:
    return application.settings.findChild(KeyButton)


def choose(application: Application, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press the row's button, and then the key."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTimer.singleShot(50, lambda: QTest.keyClick(application.window.findChild(KeyDialog), key, held))
    QTest.keyClick(row(application), Qt.Key.Key_Space)


def test_there_is_no_such_key_until_it_is_chosen(application: Application) -> None:
    assert application.keeper.current.global_mute == ""
    assert row(application).accessibleName() == "Mute from anywhere: no key"


def test_the_chosen_key_mutes_while_another_window_has_the_focus(application: Application, display: str) -> None:
    application.window.go(Page.SETTINGS)
    choose(application, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
    assert application.keeper.current.global_mute == "Ctrl+Alt+M"
    assert row(application).accessibleName() == "Mute from anywhere: Ctrl+Alt+M"
    other = OtherWindow(display)
    application.window.showMinimized()
    for muted in (True, False):
        xdotool(display, "key", "ctrl+alt+m")
        wait_until(lambda muted=muted: application.presenter.muted is muted)
        assert application.keeper.current.muted is muted
    choose(application, Qt.Key.Key_Backspace)
    assert application.keeper.current.global_mute == ""
    other.take_focus()
    xdotool(display, "key", "ctrl+alt+m")
    wait_until(lambda: "m" in other.typed())
    other.close()
    QTest.qWait(50)  # nothing is muted
    assert not application.presenter.muted


def test_escape_leaves_the_key_as_it_is(application: Application) -> None:
    application.keeper.set("global_mute", "Ctrl+Alt+M")
    choose(application, Qt.Key.Key_Escape)
    assert application.keeper.current.global_mute == "Ctrl+Alt+M"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("M", "for all programs"),
        ("Shift+M", "for all programs"),
        ("Ctrl+É", "for all programs"),
        ("Ctrl+V", "is already the key for “Paste a picture”"),
        ("Ctrl+Q", "is already the key for “Quit”"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_the_reason(
    application: Application, heard: list[str], key: str, said: str
) -> None:
    application.global_mute.choose(key)
    wait_until(lambda: heard)
    assert said in heard[-1]
    assert application.keeper.current.global_mute == ""


def test_no_command_takes_the_key_and_mute_may_share_it(application: Application, heard: list[str]) -> None:
    application.global_mute.choose("Ctrl+Alt+M")
    application.settings.keys.give(BY_ID["repeat"], "Ctrl+Alt+M")
    wait_until(lambda: heard)
    assert heard[-1] == "Ctrl+Alt+M is already the key for “Mute from anywhere”: choose another one."
    application.settings.keys.give(BY_ID["mute"], "Ctrl+Alt+M")
    assert application.keeper.current.keys == {"mute": "Ctrl+Alt+M"}


def test_a_key_that_another_program_has_is_said_and_shown_until_another_is_chosen(
    application: Application, heard: list[str], display: str
) -> None:
    other = OtherWindow(display)
    other.grab("m")
    application.global_mute.choose("Ctrl+Alt+M")
    wait_until(lambda: heard)
    assert heard[-1].startswith("Another program already has the key Ctrl+Alt+M")
    shown = [label.text() for label in application.settings.findChildren(QLabel)]
    assert heard[-1] in shown
    assert row(application).accessibleDescription() == heard[-1]
    application.global_mute.choose("Ctrl+Alt+N")
    wait_until(lambda: row(application).accessibleDescription().startswith("A key of your choice"))
    other.close()


def test_a_desktop_without_such_keys_is_said_at_the_start_and_nothing_else_changes(
    make_application: Callable[[Settings], Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    application = make_application(Settings(welcomed=True, language="en", global_mute="Ctrl+Alt+M"))
    wait_until(lambda: "gives no program a key" in application.conversation.caption.text())
    assert "gives no program a key" in row(application).accessibleDescription()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_M)
    assert application.presenter.muted


def test_the_key_is_named_with_all_others(application: Application, heard: list[str]) -> None:
    application.handlers["keys"]()
    wait_until(lambda: heard)
    assert "every program" not in heard[-1]
    application.keeper.set("global_mute", "Ctrl+Alt+M")
    application.handlers["keys"]()
    wait_until(lambda: len(heard) > 1)
    assert heard[-1].endswith("Ctrl+Alt+M, in every program: Mute.")
    entries = application.help.findChild(QListWidget)
    assert entries.item(entries.count() - 1).text().startswith("Ctrl+Alt+M, in every program: Mute.")
