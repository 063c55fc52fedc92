"""Qt's own question for files, where the system has none: it fits the screen, and its targets are large."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QListView,
    QStyle,
    QToolButton,
    QWidget,
)

from assistant.messages import LANGUAGES
from assistant.settings import Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.shell.file_dialog import FileDialog
from tests.helpers.contrast import ENOUGH, GRAPHICS, text_contrast
from tests.ui.conftest import wait_until


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


@pytest.mark.parametrize("theme", Theme)
def test_the_names_of_files_stand_out_in_every_theme(application: Application, tmp_path: Path, theme: Theme) -> None:
    (tmp_path / "film.mp4").write_bytes(b"")
    application.keeper.set("theme", theme)
    dialog = FileDialog(application.window, "Videos", f"{tmp_path}/")
    dialog.show()
    entries = dialog.findChild(QListView, "listView")
    wait_until(lambda: entries.model().rowCount(entries.rootIndex()))
    dialog.setViewMode(QFileDialog.ViewMode.List)
    QApplication.processEvents()
    place = entries.visualRect(entries.model().index(0, 0, entries.rootIndex()))
    name = place.adjusted(entries.iconSize().width() + 10, 0, 0, 0)
    assert text_contrast(pixels_of(entries.viewport().grab(name).toImage())) >= ENOUGH
    for made in dialog.findChildren(QToolButton):
        if made.isVisible() and made.isEnabled():
            assert text_contrast(pixels_of(made.grab().toImage())[8:-8, 8:-8]) >= GRAPHICS, made.objectName()
    dialog.close()
