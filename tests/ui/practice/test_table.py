"""A table of figures: headings in their places, walked cell by cell, and no cell where the focus is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assistant.messages import sentences
from assistant.ui.practice.table import NO_FIGURES, FiguresTable
from tests.helpers.practice_window import figures
from tests.helpers.window import turn


@pytest.fixture
def table(shown: Callable[[QWidget], None]) -> FiguresTable:
    page, made = QWidget(), FiguresTable("Figures")
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(QPushButton("Back"))
    made.show_figures(figures(4))
    page.resize(500, 600)
    shown(page)
    return made


def test_the_first_column_is_the_headings_of_the_rows(table: FiguresTable) -> None:
    assert (table.rowCount(), table.columnCount()) == (4, 2)
    assert [table.horizontalHeaderItem(column).text() for column in range(2)] == ["happy", "sad"]
    assert [table.verticalHeaderItem(row).text() for row in range(4)] == ["0", "1", "2", "3"]
    assert [table.item(row, 0).text() for row in range(4)] == ["0 of 9", "1 of 9", "2 of 9", "3 of 9"]


def test_a_row_that_is_read_as_a_whole_begins_with_its_heading(table: FiguresTable) -> None:
    first, second = (table.item(3, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(2))
    assert first == "3: 3 of 9"
    assert second is None


def test_it_is_as_high_as_its_rows_up_to_a_bound(table: FiguresTable) -> None:
    heights = []
    for rows in (1, 4, 8, 9, 40):
        table.show_figures(figures(rows))
        heights.append(table.height())
    assert heights[0] < heights[1] < heights[2] == heights[3] == heights[4]


def test_the_cell_in_use_is_kept_while_the_focus_is_elsewhere_and_is_none_then(table: FiguresTable) -> None:
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(table, key)
    assert (table.currentRow(), table.currentColumn()) == (2, 1)
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus(), "Tab walks the cells"
    assert (table.currentRow(), table.selectedItems()) == (-1, [])
    table.setFocus()
    assert (table.currentRow(), table.currentColumn()) == (2, 1)
    table.show_figures(figures(2))
    table.clearFocus()
    table.setFocus()
    assert table.currentRow() < 2, "the cell is one of other figures"


def test_the_figures_are_said_again_in_another_language_at_the_same_cell(table: FiguresTable) -> None:
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    turn(table, "de")
    assert table.horizontalHeaderItem(0).text() == sentences("de")["expression.happy"]
    assert table.currentRow() == 1


def test_no_figures_leave_no_cell(table: FiguresTable) -> None:
    table.show_figures(NO_FIGURES)
    assert (table.rowCount(), table.columnCount()) == (0, 0)


def test_headings_that_break_their_lines_are_whole(table: FiguresTable) -> None:
    words = "looks away with the eyes alone"
    table.setStyleSheet("* { font-size: 30px; }")
    table.resize(400, 600)
    table.show_figures(replace(figures(1), rows=((words, "1", "2"),)))
    font = QFont(table.verticalHeader().font())
    font.setBold(True)
    wanted = QFontMetrics(font).boundingRect(0, 0, table.verticalHeader().width(), 0, Qt.TextFlag.TextWordWrap, words)
    assert wanted.height() > 1.5 * QFontMetrics(font).height()
    assert table.rowHeight(0) >= wanted.height()
