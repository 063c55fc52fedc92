"""Files chosen, and written whole or not at all."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from assistant.errors import OutputError
from assistant.ui.application import Application
from assistant.ui.shell import files


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


def test_a_log_that_cannot_be_saved_whole_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "log.json").write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        files.write(tmp_path / "log.json", "new")
    assert (tmp_path / "log.json").read_text() == "old"


def test_what_is_written_replaces_the_old_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    for words in ("first", "zweite Größe"):
        files.write(path, words)
        assert path.read_text(encoding="utf-8") == words
    assert [each.name for each in tmp_path.iterdir()] == ["log.csv"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"log\.csv"):
        files.write(tmp_path / "no folder" / "log.csv", "words")
