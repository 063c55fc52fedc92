"""Changing the keys of the commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from assistant.commands import BY_ID, COMMANDS
from assistant.messages import say
from assistant.ui.application import Application
from assistant.ui.pages.keys_editor import KeysEditor
from assistant.ui.widgets.basic import Entries
from tests.ui.conftest import wait_until


def test_a_key_that_another_command_has_is_refused_by_name(application: Application, heard: list[str]) -> None:
    application.settings.keys.give(BY_ID["mute"], "R")
    wait_until(lambda: heard)
    assert heard[-1] == "R is already the key for “Repeat”: choose another one."
    assert application.keeper.current.keys == {}
    application.settings.keys.give(BY_ID["mute"], "X")
    assert application.keeper.current.keys == {"mute": "X"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_CapsLock])
def test_a_key_that_serves_to_move_about_or_a_screen_reader_is_refused(
    application: Application, heard: list[str], key: Qt.Key
) -> None:
    QTimer.singleShot(50, lambda: QTest.keyClick(application.window.findChild(QDialog), key))
    application.settings.keys._change()
    wait_until(lambda: heard)
    assert f"{key.name.removeprefix('Key_')} cannot be the key of a command" in heard[-1]
    assert application.keeper.current.keys == {}


@pytest.fixture
def editor() -> KeysEditor:
    made = KeysEditor()
    made.show_keys({}, "")
    return made


@pytest.fixture
def told(editor: KeysEditor) -> list[object]:
    """The keys that were given, and why others were not."""
    heard: list[object] = []
    editor.remapped.connect(heard.append)
    editor.refused.connect(heard.append)
    return heard


def press(editor: KeysEditor, command: str, words: str) -> None:
    """Choose a command, and press the button with these words."""
    editor.findChild(Entries).setCurrentRow(COMMANDS.index(BY_ID[command]))
    next(made for made in editor.findChildren(QPushButton) if made.text() == say(words)).click()


def test_every_command_is_listed_with_its_key_and_the_chosen_one_stays_chosen(editor: KeysEditor) -> None:
    entries = editor.findChild(Entries)
    entries.setCurrentRow(5)
    editor.show_keys({"mute": "Ctrl+J"}, "")
    assert entries.count() == len(COMMANDS)
    assert entries.item(COMMANDS.index(BY_ID["mute"])).text() == "Mute: Ctrl+J"
    assert entries.currentRow() == 5


def test_a_key_is_taken_away_and_given_back(editor: KeysEditor, told: list[object]) -> None:
    editor.show_keys({"repeat": "X"}, "")
    press(editor, "mute", "ui.key_remove")
    assert told == [{"repeat": "X", "mute": ""}]
    editor.show_keys({"repeat": "X", "mute": ""}, "")
    press(editor, "mute", "ui.key_default")
    assert told[-1] == {"repeat": "X"}


def test_the_usual_key_is_not_given_back_while_another_command_has_it(editor: KeysEditor, told: list[object]) -> None:
    editor.show_keys({"mute": "X", "repeat": BY_ID["mute"].key}, "")
    press(editor, "mute", "ui.key_default")
    assert told == ["M is already the key for “Repeat”: choose another one."]


@pytest.mark.parametrize(("command", "taken"), [("mute", True), ("repeat", False)])
def test_the_key_of_every_program_is_for_mute_alone(
    editor: KeysEditor, told: list[object], command: str, taken: bool
) -> None:
    editor.show_keys({}, "Ctrl+Alt+M")
    editor.give(BY_ID[command], "Ctrl+Alt+M")
    refusal = "Ctrl+Alt+M is already the key for “Mute from anywhere”: choose another one."
    assert told == [{command: "Ctrl+Alt+M"} if taken else refusal]


def test_the_usual_key_is_not_given_back_while_it_mutes_from_every_program(
    editor: KeysEditor, told: list[object]
) -> None:
    usual = BY_ID["open_file"].key
    editor.show_keys({"open_file": "Ctrl+J"}, usual)
    press(editor, "open_file", "ui.key_default")
    assert told == [f"{usual} is already the key for “Mute from anywhere”: choose another one."]
