"""A box of choices: what it says of its entries, and to whom keys and wheel belong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from assistant.messages import say, sentences
from assistant.ui.widgets.choice import Choice
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


def test_what_escape_goes_back_to_is_not_told_once_more(shown: Callable[[QWidget], None]) -> None:
    box, changes = Choice(), list[bool]()
    for number in range(4):
        box.addItem(str(number), number)
    shown(box)
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    box.view().selectionModel().selectionChanged.connect(lambda *_: changes.append(True))
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    wait_until(lambda: box.view().currentIndex().row() == 0)
    assert changes == []


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
