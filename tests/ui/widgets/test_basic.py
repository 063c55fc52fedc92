"""Plain widgets: their words in another language, their keys, and room for their text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from assistant.messages import say, sentences
from assistant.ui.widgets.basic import Choice, Field, Switch, button, text
from assistant.ui.widgets.theme import TARGET
from tests.helpers.window import turn
from tests.ui.conftest import wait_until

GERMAN = sentences("de")


def turn_wheel(box: QComboBox) -> QWheelEvent:
    """One notch down."""
    place, nothing = QPointF(5, 5), QPoint()
    event = QWheelEvent(
        place, place, nothing, QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    return event


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


def test_entries_that_are_offered_again_disturb_nobody() -> None:
    box, changes = Choice(), list[int]()
    box.offer({"a": "One", "b": "Two"}, "b")
    box.currentIndexChanged.connect(changes.append)
    box.offer({"a": "One", "b": "Two"}, "b")
    assert changes == []
    box.offer({"a": "One", "b": "Two"}, "a")
    assert changes == [0]
    box.offer({"c": "Three", "a": "One"}, "a")
    assert [(box.itemData(row), box.itemText(row)) for row in range(box.count())] == [("c", "Three"), ("a", "One")]
    assert box.currentData() == "a"


def test_what_is_chosen_is_selected_in_the_list_before_it_opens() -> None:
    box = Choice()
    for number in range(4):
        box.addItem(str(number), number)
    box.setCurrentIndex(2)
    assert box.view().currentIndex().row() == 2


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_Escape, 0), (Qt.Key.Key_Return, 1)])
def test_what_was_only_looked_at_is_not_selected_in_the_list(
    shown: Callable[[QWidget], None], key: Qt.Key, row: int
) -> None:
    box = Choice()
    for number in range(4):
        box.addItem(str(number), number)
    shown(box)
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    assert box.view().currentIndex().row() == 1
    QTest.keyClick(box.view(), key)
    wait_until(lambda: not box.view().isVisible() and box.view().currentIndex().row() == row)
    assert box.currentIndex() == row


def test_entries_are_said_again_in_another_language_and_keep_what_they_stand_for() -> None:
    box = Choice()
    for name in ("on", "off"):
        box.addItem(say(f"ui.{name}"), name)
    box.setCurrentIndex(1)
    turn(box, "de")
    assert [box.itemText(row) for row in range(2)] == [GERMAN["ui.on"], GERMAN["ui.off"]]
    assert (box.currentIndex(), box.currentData()) == (1, "off")


def test_the_wheel_belongs_to_the_page_until_a_box_has_the_focus(shown: Callable[[QWidget], None]) -> None:
    holder = QWidget()
    box = Choice()
    box.setParent(holder)
    for number in range(4):
        box.addItem(str(number))
    shown(holder)
    box.clearFocus()
    assert not turn_wheel(box).isAccepted()
    assert box.currentIndex() == 0
    box.setFocus()
    wait_until(box.hasFocus)
    assert turn_wheel(box).isAccepted()
    assert box.currentIndex() == 1


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
