"""Menus and keys of the commands, in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from assistant.commands import COMMANDS, Page
from assistant.practice.cards import Kind
from assistant.ui.application import Application
from tests.helpers.practice_window import begin
from tests.helpers.window import press


def test_every_command_has_a_handler_and_a_place_in_the_menus(application: Application) -> None:
    assert set(application.handlers) == {command.id for command in COMMANDS}
    listed = [action.text() for menu in application.window.menuBar().actions() for action in menu.menu().actions()]
    assert sorted(listed) == sorted(command.label for command in COMMANDS)


def test_each_key_belongs_to_one_command_on_each_page(application: Application) -> None:
    for page in Page:
        application.window.go(page)
        shortcuts = [action.shortcut().toString() for action in application.window.findChildren(QAction)]
        keys = [key for key in shortcuts if key]
        assert len(keys) == len(set(keys)) > 20, page


def test_single_letters_can_be_switched_off(application: Application) -> None:
    application.keeper.set("single_keys", False)
    press(application, "M")
    assert not application.presenter.muted


def test_a_remapped_key_works_and_the_usual_one_no_longer(application: Application) -> None:
    application.keeper.set("keys", {"mute": "Ctrl+M"})
    press(application, "M")
    assert not application.presenter.muted
    press(application, "Ctrl+M")
    assert application.presenter.muted


def test_letters_typed_into_a_field_are_no_commands(application: Application) -> None:
    application.keeper.set("log", True)
    application.window.go(Page.LOG)
    field = application.log.search
    field.setFocus()
    QTest.keyClicks(field, "m s")
    assert field.text() == "m s"
    assert not application.presenter.muted
    press(application, "Ctrl+1")
    assert application.window.page is Page.CONVERSATION


def test_space_presses_the_button_in_focus(application: Application) -> None:
    application.conversation.sound.setFocus()
    press(application, "Space")
    assert application.presenter.muted
    assert not application.reading.running


def test_the_enter_key_beside_the_digits_is_enter(application: Application) -> None:
    page = begin(application, Kind.NAME)
    press(application, "1")
    assert page.card.feedback.isVisible()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page.card.position.text() == "Card 2 of 10"
