"""The progress view."""

from __future__ import annotations

from PySide6.QtWidgets import QTableWidget

from assistant.practice.cards import Kind
from assistant.ui.application import Application
from tests.helpers.practice_window import begin
from tests.helpers.window import press


def test_nods_and_looks_have_tables_of_their_own(application: Application) -> None:
    page = begin(application, Kind.GESTURE)
    for _ in range(10):
        press(application, "1")
        press(application, "Return")
    page.end.progress.click()
    tables = page.progress.findChildren(QTableWidget)
    assert [table.isVisible() for table in tables] == [False] + [True] * 4, "expressions were not asked for"
    by_day, taken = tables[3:]
    assert (by_day.rowCount(), taken.rowCount()) == (1, 7)
    assert taken.horizontalHeaderItem(1).text() == "shakes the head"
    assert "”: recognised " in page.progress.spoken.text()
