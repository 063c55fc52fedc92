"""The control for each option: it shows what is in force, and tells only what the user chooses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from assistant.messages import LANGUAGES, say
from assistant.settings import DEFAULTS, OPTIONS, Theme, changed
from assistant.ui.widgets.basic import Switch
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.option_controls import KeyButton, OptionRow, words_of
from assistant.ui.widgets.theme import Look, palette

OF_THE_TABLE = [
    name for name, option in OPTIONS.items() if option.metadata["group"] and name not in ("voices", "camera")
]
"""Options whose control is made from the table alone."""


@pytest.mark.parametrize("name", OF_THE_TABLE)
def test_an_option_is_shown_without_a_word_and_each_of_its_values_can_be_chosen(name: str) -> None:
    chosen: list[object] = []
    row = OptionRow(name, chosen.append)
    row.show_settings(DEFAULTS)
    assert chosen == [], "nobody has chosen anything"
    control, default = row.control, getattr(DEFAULTS, name)
    if isinstance(control, Switch):
        assert control.isChecked() is default
        control.click()
        assert chosen == [not default]
    elif isinstance(control, Choice):
        assert control.currentData() == default
        for index in range(control.count()):
            control.activated.emit(index)
        for value in chosen:
            row.show_settings(changed(DEFAULTS, name, value))
            assert control.currentData() == value
        assert len({control.itemText(index) for index in range(control.count())}) == len(chosen) > 1
    else:
        assert isinstance(control, KeyButton)
        row.show_settings(replace(DEFAULTS, **{name: "Ctrl+Alt+M"}))
        assert "Ctrl+Alt+M" in control.text()
        assert "Ctrl+Alt+M" in control.accessibleName()


def test_numbers_go_from_bound_to_bound_and_languages_have_their_own_names() -> None:
    rows = [OptionRow(name, lambda _: None) for name in ("text_percent", "language")]
    rate, language = (row.control for row in rows)
    assert isinstance(rate, Choice)
    assert isinstance(language, Choice)
    assert [rate.itemData(index) for index in range(rate.count())] == list(range(100, 301, 25))
    assert {language.itemData(i): language.itemText(i) for i in range(language.count())} == dict(LANGUAGES)


def test_why_an_option_has_no_effect_stands_in_place_of_its_help_until_it_has() -> None:
    row = OptionRow("pauses", lambda _: None)
    for sentence, words in (("No microphone was found.",) * 2, ("", say("setting.pauses_help"))):
        row.show_trouble(sentence)
        assert row.control.accessibleDescription() == words
        assert words in [label.text() for label in row.findChildren(QLabel)]


@pytest.mark.parametrize(("name", "beneath", "size", "below"), [
    ("theme", False, 18, False), ("theme", False, 40, True), ("theme", True, 18, True),
])  # fmt: skip
def test_the_control_stands_beneath_its_words_where_there_is_no_room_beside_them(
    name: str, beneath: bool, size: int, below: bool
) -> None:
    row = OptionRow(name, lambda _: None, beneath)
    row.set_look(Look(palette(Theme.CALM), size, pictures=False))
    row.resize(900, row.heightForWidth(900))
    row.show()
    words = row.findChildren(QLabel)[0]
    assert (row.control.y() > words.geometry().bottom()) is below
    assert (row.control.x() > words.geometry().right()) is not below
    row.close()


def test_a_value_is_called_as_the_page_calls_it() -> None:
    assert (words_of("log", True), words_of("log", False)) == (say("ui.on"), say("ui.off"))
    assert words_of("theme", Theme.CALM) == say("setting.theme_calm")
