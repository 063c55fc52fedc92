"""Learners, and what is kept of them, on the practice page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableWidget

from assistant.commands import Page
from assistant.practice.cards import Kind
from assistant.ui.application import Application
from assistant.ui.practice.records import default_path
from assistant.ui.shell import files
from tests.helpers.practice_window import begin, kept
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


def test_a_damaged_file_is_kept_aside_and_said(application: Application) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_bytes(b"this is no database" * 100)
    application.window.go(Page.PRACTICE)
    assert "damaged" in application.practice_page.notice.text()
    assert len(list(default_path().parent.glob("practice-damaged-*"))) == 1


def test_progress_is_shown_exported_and_deleted_after_one_question(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    for _ in range(10):
        press(application, "1")
        press(application, "Return")
    page.end.progress.click()
    assert page.view is page.progress
    wait_until(lambda: heard[-1] == page.progress.spoken.text())
    assert "Cards answered so far: 10" in heard[-1]
    tables = page.progress.findChildren(QTableWidget)
    assert [table.rowCount() for table in tables] == [1, 7, 6, 0, 0]
    assert [table.isVisible() for table in tables] == [True, True, True, False, False]
    taken = [[int(tables[1].item(row, column).text()) for column in range(7)] for row in range(7)]
    assert sum(map(sum, taken)) == 10

    target = tmp_path / "out.csv"
    monkeypatch.setattr(files, "choose_new", lambda *_: target)
    page.progress.export_wanted.emit()
    assert len(list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))) == 10

    page.progress.delete_all_wanted.emit()
    assert page.progress.question.keep.hasFocus()
    press(application, "Space")
    assert len(kept()) == 10
    page.progress.delete_all_wanted.emit()
    page.progress.confirmed.emit()
    assert page.view is page.start
    assert not default_path().exists() or kept() == []
    assert page.start.learner.count() == 1


def test_a_learner_is_the_same_in_capital_letters(application: Application) -> None:
    for name in ("Ada", "Zoe"):
        begin(application, Kind.NAME, name)
        press(application, "E")
        press(application, "E")
        press(application, "Return")
    begin(application, Kind.NAME, "zoe")
    press(application, "1")
    press(application, "E")
    press(application, "E")
    press(application, "Return")
    assert application.practice_page.start.learner.currentData() == "Zoe"
    assert len(kept("Zoe")) == 1


def test_one_learner_is_deleted_and_the_others_stay(application: Application) -> None:
    for name in ("Ada", "Ben"):
        begin(application, Kind.NAME, name)
        press(application, "1")
        press(application, "E")
        press(application, "E")
        press(application, "Return")
    page = application.practice_page
    page.start.learner.setCurrentIndex(page.start.learner.findData("Ben"))
    page.start.progress_wanted.emit()
    assert page.progress.title.text() == "Progress: Ben"
    page.progress.delete_learner_wanted.emit()
    page.progress.confirmed.emit()
    assert [page.start.learner.itemData(index) for index in range(page.start.learner.count())] == ["Ada", None]
    assert len(kept("Ada")) == 1
    assert kept("Ben") == []
