"""The question for a key: whole on the screen, and answered by one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from assistant.ui.application import Application
from assistant.ui.widgets.key_dialog import KeyDialog


@pytest.mark.parametrize("percent", [100, 300])
def test_the_question_for_a_key_is_whole(application: Application, percent: int) -> None:
    application.keeper.set("text_percent", percent)
    dialog = KeyDialog(
        "Press the new key for: Save the events of recordings. Escape leaves it as it is.", application.window
    )
    dialog.show()
    QApplication.processEvents()
    label = dialog.layout().itemAt(0).widget()
    assert label.height() >= label.heightForWidth(label.width())
    dialog.close()


def test_a_dialog_for_a_key_takes_one_key(application: Application) -> None:
    waiting = []

    def press() -> None:
        dialog = application.window.findChild(QDialog)
        for nameless in (Qt.Key.Key_Control, Qt.Key.Key_Super_L, Qt.Key.Key_Dead_Circumflex, Qt.Key.Key_unknown):
            QTest.keyClick(dialog, nameless)
            waiting.append(dialog.isVisible())
        QTest.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(50, press)
    application.settings.keys._change()
    assert waiting == [True] * 4
    assert application.keeper.current.keys == {"open_file": "Ctrl+J"}


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "J"),
        (Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier, "Ctrl+Alt+J"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier, "Shift+F5"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "Return"),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "Backspace"),
    ],
)
def test_a_key_is_taken_by_the_name_that_presses_it_again(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str
) -> None:
    holder = QWidget()
    dialog = KeyDialog("Press the new key.", holder)
    QTest.keyClick(dialog, Qt.Key.Key_Shift)
    assert dialog.key == ""
    QTest.keyClick(dialog, key, modifiers)
    assert (dialog.key, dialog.result()) == (name, QDialog.DialogCode.Accepted)


def test_escape_takes_none() -> None:
    holder = QWidget()
    dialog = KeyDialog("Press the new key.", holder)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.key, dialog.result()) == ("", QDialog.DialogCode.Rejected)
