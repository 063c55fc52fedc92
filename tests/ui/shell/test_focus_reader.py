"""What the focus is on, read aloud: its name, its value, and what a key changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from assistant.ui.shell.focus_reader import FocusReader
from assistant.ui.widgets.basic import Entries, Switch, button
from assistant.ui.widgets.choice import Choice
from tests.ui.conftest import wait_until


@pytest.fixture
def window(shown: Callable[[QWidget], None]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    box, entries = Choice(), Entries()
    box.setAccessibleName("Theme")
    entries.setAccessibleName("Keys")
    for words in ("Calm", "Bright"):
        box.addItem(words)
        entries.addItem(words)
    entries.setCurrentRow(0)
    box.setAccessibleDescription("The colours of the window.")
    for widget in (button("&Repeat…"), Switch("Sound", ""), box, entries):
        column.addWidget(widget)
    shown(made)
    return made


@pytest.fixture
def reader(qt: QApplication, window: QWidget) -> FocusReader:
    made = FocusReader(qt, window)
    made.wanted = True
    made.read_by_others = lambda: False
    return made


@pytest.fixture
def spoken(reader: FocusReader) -> list[str]:
    words: list[str] = []
    reader.spoken.connect(words.append)
    return words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (QPushButton, "Repeat…"),
        (Switch, "Sound. Off."),
        (Choice, "Theme. Calm. The colours of the window."),
        (Entries, "Keys. Calm."),
    ],
)
def test_a_control_is_read_by_name_value_and_help(
    window: QWidget, reader: FocusReader, spoken: list[str], kind: type[QWidget], words: str
) -> None:
    window.findChildren(QPushButton)[0].clearFocus()
    spoken.clear()
    window.findChild(kind).setFocus()
    assert spoken[-1].casefold() == words.casefold()
    assert reader.now() == spoken[-1]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        (Switch, Qt.Key.Key_Space, "On"),
        (Choice, Qt.Key.Key_Down, "Bright"),
        (Entries, Qt.Key.Key_Down, "Bright"),
    ],
)
def test_what_a_key_changed_is_said_once(
    window: QWidget, spoken: list[str], kind: type[QWidget], key: Qt.Key, value: str
) -> None:
    window.findChild(kind).setFocus()
    spoken.clear()
    QTest.keyClick(window.focusWidget(), key)
    wait_until(lambda: spoken)
    assert [words.casefold() for words in spoken] == [value.casefold()]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Shift)
    QApplication.processEvents()
    assert len(spoken) == 1


@pytest.mark.parametrize(("wanted", "by_others"), [(False, False), (True, True)])
def test_nothing_is_read_to_who_does_not_want_it_or_hears_it_elsewhere(
    window: QWidget, reader: FocusReader, spoken: list[str], wanted: bool, by_others: bool
) -> None:
    reader.wanted, reader.read_by_others = wanted, lambda: by_others
    window.findChild(Switch).setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    QApplication.processEvents()
    assert spoken == []
    assert reader.now() == ""


def test_keys_and_clicks_are_noticed_and_a_focus_that_moves_by_itself_is_not(
    window: QWidget, reader: FocusReader
) -> None:
    pressed: list[bool] = []
    reader.pressed.connect(lambda: pressed.append(True))
    window.findChild(Switch).setFocus()
    assert pressed == []
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert pressed
    pressed.clear()
    QTest.mouseClick(window.findChild(Switch), Qt.MouseButton.LeftButton)
    assert pressed
