"""Qt's own question for files, where the system has none: it fits the screen, and its targets are large."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QListView, QToolButton

from assistant.messages import LANGUAGES
from assistant.ui.application import Application
from assistant.ui.shell.file_dialog import FileDialog


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 200, 300])
def test_the_question_fits_the_screen(application: Application, tmp_path: Path, percent: int, language: str) -> None:
    application.keeper.set("text_percent", percent)
    application.keeper.set("language", language)
    (tmp_path / "film.mp4").write_bytes(b"")
    pattern = "Videos, and recordings of every other kind that can be opened here (*.mp4)"
    dialog = FileDialog(application.window, "Videos", str(tmp_path / "film.mp4"), pattern)
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
