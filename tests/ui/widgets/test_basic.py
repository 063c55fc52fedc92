"""Plain widgets: their words in another language, their keys, and room for their text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from assistant.messages import say, sentences
from assistant.ui.widgets.basic import Field, Switch, button, text
from assistant.ui.widgets.theme import TARGET
from tests.helpers.window import turn

GERMAN = sentences("de")


def test_sentences_are_said_again_in_another_language_and_other_words_stay() -> None:
    made, name = button(say("ui.repeat"), say("ui.title")), text("Anna")
    made.setAccessibleName(say("ui.start"))
    for widget in (made, name):
        turn(widget, "de")
    assert made.text() == GERMAN["ui.repeat"] != say("ui.start")
    assert (made.accessibleName(), made.accessibleDescription()) == (GERMAN["ui.start"], GERMAN["ui.title"])
    assert name.text() == "Anna"
    turn(made, "en")
    assert made.text() == sentences("en")["ui.repeat"]


def test_the_hint_of_an_empty_field_is_said_again_and_what_was_typed_stays() -> None:
    field = Field()
    field.setPlaceholderText(say("ui.log_search"))
    QTest.keyClicks(field, "happy")
    turn(field, "de")
    assert (field.placeholderText(), field.text()) == (GERMAN["ui.log_search"], "happy")


@pytest.mark.parametrize(
    ("key", "presses"),
    [(Qt.Key.Key_Return, True), (Qt.Key.Key_Enter, True), (Qt.Key.Key_Space, True), (Qt.Key.Key_A, False)],
)
def test_a_button_is_pressed_by_enter_as_by_space(key: Qt.Key, presses: bool) -> None:
    made, pressed = button("Go"), list[bool]()
    made.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(made, key)
    assert pressed == [True] * presses


def test_nothing_in_a_text_is_taken_for_markup() -> None:
    plain, marked = text("x" * 7), text("<b>x</b>")
    for label in (plain, marked):
        label.setWordWrap(False)
    assert marked.sizeHint().width() > plain.sizeHint().width() // 2
    assert marked.textFormat() is Qt.TextFormat.PlainText


def test_a_switch_has_room_for_all_of_its_lines() -> None:
    words = "Say what changes by itself, as often as you like it to be said"
    switch = Switch(words, "")
    line = switch.sizeHint()
    assert line.width() >= switch.indent + switch.fontMetrics().horizontalAdvance(words)
    assert switch.heightForWidth(line.width()) == TARGET
    heights = [switch.heightForWidth(width) for width in range(switch.minimumSizeHint().width(), line.width(), 20)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] >= 4 * switch.fontMetrics().height()


def test_a_switch_is_pressed_on_its_text_as_on_its_box() -> None:
    switch = Switch("Short words", "")
    switch.resize(switch.sizeHint())
    for x in (5, switch.width() - 3):
        before = switch.isChecked()
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(x, switch.height() // 2))
        assert switch.isChecked() is not before
