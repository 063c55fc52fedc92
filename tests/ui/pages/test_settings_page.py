"""The settings page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from assistant.messages import say
from assistant.settings import OPTIONS, Group, Settings, Theme
from assistant.ui.application import Application
from assistant.ui.pages.settings_page import SettingsPage
from assistant.ui.widgets.option_controls import KeyButton, OptionRow


def test_a_choice_is_in_force_at_once_and_undone(application: Application) -> None:
    row = next(row for row in application.settings.findChildren(QWidget) if row.accessibleName() == "Theme")
    row.setCurrentIndex(row.findData(Theme.WHITE_ON_BLACK))
    row.activated.emit(row.currentIndex())
    assert application.keeper.current.theme is Theme.WHITE_ON_BLACK
    assert application.window.grab().toImage().pixelColor(2, 200).name() == "#000000"
    application.adjusting.undo()
    assert row.currentData() == Theme.SYSTEM


@pytest.fixture
def page() -> SettingsPage:
    made = SettingsPage()
    made.show_settings(Settings(language="en"))
    return made


def test_every_option_that_is_listed_has_its_row_and_the_focus_begins_at_the_first(page: SettingsPage) -> None:
    rows = page.findChildren(OptionRow)
    assert len(rows) == sum(option.metadata["group"] is not None for option in OPTIONS.values())
    assert page.first is rows[0].control


def test_each_group_says_its_name_to_whoever_comes_to_it_by_tab(page: SettingsPage) -> None:
    groups = [each for each in page.findChildren(QFrame) if each.accessibleName() and each.property("role") == "card"]
    assert [each.accessibleName() for each in groups] == [say(f"setting.group_{group.value}") for group in Group]
    for group in groups:
        reached = [each for each in group.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for edge in (reached[0], reached[-1]):
            assert not isinstance(edge, QComboBox), "of a box of choices Orca 48 does not say where it is"


def test_the_key_of_every_program_is_asked_for_elsewhere(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[object] = []
    wanted: list[str] = []
    page.chosen.connect(lambda *choice: chosen.append(choice))
    page.mute_key_wanted.connect(wanted.append)
    key = page.findChild(KeyButton)
    for pressed in ("Ctrl+Alt+M", "Backspace", None):
        monkeypatch.setattr("assistant.ui.widgets.option_controls.ask_for_key", lambda *_, pressed=pressed: pressed)
        key.click()
    assert (wanted, chosen) == (["Ctrl+Alt+M", ""], [])


def test_what_is_known_against_an_option_stands_on_its_own_row(page: SettingsPage) -> None:
    page.show_mute_key_trouble("Another program has it.")
    page.show_pauses_trouble("There is no microphone.")
    told = {row.control.accessibleDescription() for row in page.findChildren(OptionRow)}
    assert {"Another program has it.", "There is no microphone."} <= told
    page.show_mute_key_trouble("")
    assert page.findChild(KeyButton).accessibleDescription() == say("setting.global_mute_help")
