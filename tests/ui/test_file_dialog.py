"""Qt's own question for files, where the system has none: it fits the screen, and its targets are large."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QToolButton

from assistant.ui.application import Application
from assistant.ui.shell import files
from assistant.ui.shell.file_dialog import FileDialog
from assistant.ui.widgets.key_dialog import KeyDialog


@pytest.mark.parametrize("percent", [100, 200, 300])
def test_the_question_fits_the_screen(application: Application, tmp_path: Path, percent: int) -> None:
    application.keeper.set("text_percent", percent)
    (tmp_path / "film.mp4").write_bytes(b"")
    dialog = FileDialog(application.window, "Videos", str(tmp_path / "film.mp4"), "Videos (*.mp4)")
    dialog.show()
    QApplication.processEvents()
    room = application.window.screen().availableGeometry()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    entries = next(view for view in dialog.findChildren(QListView) if view.objectName() == "listView")
    assert entries.sizeHintForRow(0) >= 44 or not entries.model().rowCount(entries.rootIndex())
    for made in dialog.findChildren(QToolButton):
        assert not made.isVisible() or min(made.width(), made.height()) >= 44
    dialog.close()


def test_what_is_typed_is_chosen(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"")

    def answer() -> None:
        dialog = application.window.findChild(QFileDialog)
        field = dialog.findChild(QLineEdit)
        field.setText(str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(200, answer)
    assert files.choose(application.window, "Videos", frozenset({".mp4"})) == [path]


def test_nothing_is_chosen_by_escape(application: Application) -> None:
    QTimer.singleShot(200, lambda: application.window.findChild(QFileDialog).reject())
    assert files.choose_new(application.window, "Tables", "log.csv", files.TABLES) is None
    QTimer.singleShot(200, lambda: application.window.findChild(QFileDialog).reject())
    assert files.choose_folder(application.window, "Folder") is None


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
