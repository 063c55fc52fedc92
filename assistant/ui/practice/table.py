"""A table of figures that keyboard and screen reader walk cell by cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from assistant.messages import again, say
from assistant.practice.summary import Table
from assistant.ui.widgets.basic import Retranslated

NO_FIGURES = Table("", ("",), ())

_ROWS_SHOWN = 8


class FiguresTable(Retranslated, QTableWidget):
    """Shows a `Table`; as high as its rows, up to a bound beyond which it scrolls.

    Args:
        title: the accessible name.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Tab leads on to the next control; the arrow keys walk the cells.
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.verticalHeader().setDefaultAlignment(aligned | Qt.TextFlag.TextWordWrap)
        self._cell = (0, 0)
        self._figures = NO_FIGURES

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Say the figures and their headings in another language, at the same cell."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            row, column = self.currentRow(), self.currentColumn()
            self._fill()
            self.setCurrentCell(row, column)

    def show_figures(self, figures: Table) -> None:
        """Other figures; the first column becomes the headings of the rows."""
        self._figures = figures
        self._cell = (0, 0)
        self._fill()

    def _fill(self) -> None:
        figures = self._figures
        self.clear()
        self.setColumnCount(len(figures.columns) - 1)
        self.setRowCount(len(figures.rows))
        self.setHorizontalHeaderLabels([again(words) for words in figures.columns[1:]])
        self.setVerticalHeaderLabels([again(row[0]) for row in figures.rows])
        for number, row in enumerate(figures.rows):
            for column, words in enumerate(row[1:]):
                cell = QTableWidgetItem(again(words))
                if column == 0:  # Orca reads whole rows without their headings
                    cell.setData(Qt.ItemDataRole.AccessibleTextRole, say("list.entry", heading=row[0], words=words))
                self.setItem(number, column, cell)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs."""
        self.verticalHeader().setMaximumWidth(max(self.width() // 2, 1))  # large headings leave room for the figures
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):  # words that are wider than the table break their lines
            self.setColumnWidth(column, min(self.columnWidth(column), max(self.viewport().width(), 1)))
        self.resizeRowsToContents()
        self._make_headings_whole()
        rows = sum(self.rowHeight(row) for row in range(min(self.rowCount(), _ROWS_SHOWN)))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 8)

    def _make_headings_whole(self) -> None:
        """Qt breaks the lines of long headings, but gives their rows the height of one."""
        header = self.verticalHeader()
        font = QFont(header.font())
        font.setBold(True)
        letters = QFontMetrics(font)
        width = min(header.sizeHint().width(), header.maximumWidth()) - letters.height()
        for row in range(self.rowCount()):
            words = self.verticalHeaderItem(row).text()
            lines = letters.boundingRect(QRect(0, 0, max(width, 1), 0), int(Qt.TextFlag.TextWordWrap), words)
            self.setRowHeight(row, max(self.rowHeight(row), lines.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Break the lines anew where the width is another one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on at the cell where the table was left."""
        super().focusInEvent(event)
        self.setCurrentCell(*self._cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Have no cell while the focus is elsewhere: assistive programs would take it for the focus."""
        self._cell = (max(self.currentRow(), 0), max(self.currentColumn(), 0))
        self.setCurrentCell(-1, -1, QItemSelectionModel.SelectionFlag.Clear)
        super().focusOutEvent(event)
