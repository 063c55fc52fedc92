"""Every command of the table works in the real window, by its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from assistant.commands import COMMANDS, Page
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


def test_every_command_has_a_handler_and_a_place_in_the_menus(application: Application) -> None:
    assert set(application.handlers) == {command.id for command in COMMANDS}
    listed = [action.text() for menu in application.window.menuBar().actions() for action in menu.menu().actions()]
    assert sorted(listed) == sorted(command.label for command in COMMANDS)


@pytest.mark.parametrize("page", Page)
def test_each_key_belongs_to_one_command_on_each_page(application: Application, page: Page) -> None:
    application.window.go(page)
    shortcuts = [action.shortcut().toString() for action in application.window.findChildren(QAction)]
    keys = [key for key in shortcuts if key]
    assert len(keys) == len(set(keys)) > 20


def test_pages_are_gone_to_by_keys_and_called_by_name(application: Application) -> None:
    heard = captions(application)
    for number, page in enumerate(Page, 1):
        press(application, f"Ctrl+{number}")
        assert application.window.page is page
    wait_until(lambda: heard[-1] == "Help page.")


def test_mute_is_kept(application: Application) -> None:
    press(application, "M")
    assert application.mouthpiece.muted
    assert application.keeper.current.muted
    assert not application.conversation.sound.isChecked()
    press(application, "M")
    assert not application.mouthpiece.muted
    assert application.conversation.sound.isChecked()


def test_answers_are_shown(application: Application) -> None:
    heard = captions(application)
    for key in ("S", "R", "D", "C", "F1"):
        press(application, key)
    wait_until(lambda: len(heard) == 5)
    assert heard[0] == "Paused. Sound on."
    assert heard[1] == "Nothing has been said yet."
    assert "Is that all right" in heard[3]
    assert "M: Mute." in heard[4]


def test_text_grows_to_its_bounds_and_shrinks_back(application: Application) -> None:
    for _ in range(12):
        press(application, "Ctrl++")
    assert application.keeper.current.text_percent == 300
    for _ in range(12):
        press(application, "Ctrl+-")
    assert application.keeper.current.text_percent == 100


def test_the_themes_come_round(application: Application) -> None:
    seen = []
    for _ in Theme:
        press(application, "F9")
        seen.append(application.keeper.current.theme)
    assert set(seen) == set(Theme)
    assert seen[-1] is Theme.SYSTEM


def test_single_letters_can_be_switched_off(application: Application) -> None:
    application.keeper.set("single_keys", False)
    press(application, "M")
    assert not application.mouthpiece.muted


def test_a_remapped_key_works_and_the_usual_one_no_longer(application: Application) -> None:
    application.keeper.set("keys", {"mute": "Ctrl+M"})
    press(application, "M")
    assert not application.mouthpiece.muted
    press(application, "Ctrl+M")
    assert application.mouthpiece.muted


def test_letters_typed_into_a_field_are_no_commands(application: Application) -> None:
    application.keeper.set("log", True)
    application.window.go(Page.LOG)
    field = application.log.search
    field.setFocus()
    QTest.keyClicks(field, "m s")
    assert field.text() == "m s"
    assert not application.mouthpiece.muted
    press(application, "Ctrl+1")
    assert application.window.page is Page.CONVERSATION


def test_space_presses_the_button_in_focus(application: Application) -> None:
    application.conversation.sound.setFocus()
    press(application, "Space")
    assert application.mouthpiece.muted
    assert not application.reading.running


def test_f6_walks_between_the_page_buttons_and_the_page(application: Application) -> None:
    start = application.window.focusWidget()
    press(application, "F6")
    button = application.window.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Conversation"
    press(application, "F6")
    assert application.window.focusWidget() is start


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("percent", [100, 200])
def test_tab_reaches_every_control_and_is_caught_by_none(
    make_application: Callable[[Settings], Application], page: Page, percent: int
) -> None:
    application = make_application(Settings(welcomed=True, log=True, text_percent=percent, language="en"))
    application.window.go(page)
    window = application.window
    wanted = {
        child
        for child in window.centralWidget().findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    }
    reached = set()
    for _ in range(3 * len(wanted)):
        reached.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached
