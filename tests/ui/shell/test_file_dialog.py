"""Qt's own question for files, where the system has none: it fits the screen, and its targets are large."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListView, QStyle, QToolButton, QWidget

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
    assert dialog.height() <= room.height() - dialog.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    entries = next(view for view in dialog.findChildren(QListView) if view.objectName() == "listView")
    assert entries.sizeHintForRow(0) >= 44 or not entries.model().rowCount(entries.rootIndex())
    if percent == 300:
        dialog.resize(800, 576)
        QApplication.processEvents()
        assert dialog.height() == 576, "the least screen, less the title"
        assert entries.height() >= 3 * entries.sizeHintForRow(0)
        for fields in ("fileNameEdit", "fileTypeCombo"):
            assert dialog.findChild(QWidget, fields).width() > 0.9 * dialog.width(), "a long name is seen"
    for made in dialog.findChildren(QToolButton):
        assert not made.isVisible() or min(made.width(), made.height()) >= 44
    dialog.close()


def test_the_question_begins_where_the_last_answer_was_given_or_among_the_documents(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileDialog, "visited", None)
    monkeypatch.setattr(FileDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    Path(documents).mkdir(parents=True, exist_ok=True)
    first = FileDialog(application.window, "Log", "expressions.csv", mode=QFileDialog.FileMode.AnyFile, saving=True)
    assert first.directory() == QDir(documents)
    first.setDirectory(str(tmp_path))
    first.ask()
    for dialog in (
        FileDialog(application.window, "Videos"),
        FileDialog(application.window, "Folder", mode=QFileDialog.FileMode.Directory),
    ):
        assert dialog.directory() == QDir(str(tmp_path))
        dialog.deleteLater()
