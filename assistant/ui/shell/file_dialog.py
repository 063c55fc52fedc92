"""The question for files or a folder: the system's own dialog where there is one, else Qt's, made to fit ours."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QDir, QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QListView,
    QStyle,
    QToolButton,
    QTreeView,
    QWidget,
)

from assistant.ui.widgets.theme import TARGET

_ROOMY, _USUAL = 900, 18  # px of width that Qt's dialog needs for all that it shows at first, with text of so many px
_LARGEST = 36  # px of text, as in menus: beyond that, names would not be seen whole
_ROWS = "QPushButton, QComboBox, QLineEdit, QListView::item"
_STACKED = ("fileNameLabel", "fileNameEdit", "fileTypeLabel", "fileTypeCombo", "buttonBox")
_LEAST_USED = ("sidebar", "newFolderButton", "listModeButton", "detailModeButton", "backButton", "forwardButton")


class FileDialog(QFileDialog):
    """Asks for files.

    Args:
        window: in whose name it asks.
        title: what is asked for.
        suggestion: the folder, or the path of a file that is to be written; where it names no folder, that of the last
            answer is shown, or the user's documents.
        pattern: which files are offered, as Qt writes it; "" for all.
        mode: whether one file, several, or a folder is asked for.
        saving: whether the file is to be written.

    Attributes:
        visited: the folder of the last answer.
    """

    visited: ClassVar[Path | None] = None

    def __init__(
        self,
        window: QWidget,
        title: str,
        suggestion: str = "",
        pattern: str = "",
        mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFiles,
        saving: bool = False,
    ) -> None:
        path = Path(suggestion)
        folder = path if mode is QFileDialog.FileMode.Directory else path.parent
        super().__init__(window, title, str(_usual_folder() if folder == Path() else folder), pattern)
        if saving:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(mode)
        if mode is QFileDialog.FileMode.Directory:
            self.setOption(QFileDialog.Option.ShowDirsOnly)
            self.setFilter(QDir.Filter.AllDirs | QDir.Filter.NoDotAndDotDot)
        elif path.name:
            self.selectFile(path.name)
        self.setOption(QFileDialog.Option.HideNameFilterDetails)
        if self.findChild(QListView) is not None:  # it is Qt's own dialog
            self._fit(window)

    def ask(self) -> list[Path]:
        """What was chosen; nothing where the user changed their mind."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        chosen = [Path(name) for name in self.selectedFiles()] if accepted else []
        if accepted:
            FileDialog.visited = Path(self.directory().absolutePath())
        self.deleteLater()
        return chosen

    def _fit(self, window: QWidget) -> None:
        """Large targets, and no more than there is room for; folders can also be typed."""
        text, room = min(window.fontInfo().pixelSize(), _LARGEST), window.screen().availableGeometry().size()
        row = max(TARGET, round(1.5 * text))
        self.setStyleSheet(f"* {{ font-size: {text}px; }} {_ROWS} {{ min-height: {row}px; }}")
        if room.width() < _ROOMY * text / _USUAL:
            self.setViewMode(QFileDialog.ViewMode.List)
            self._stack()
            for name in _LEAST_USED:
                widget = self.findChild(QWidget, name)
                if widget is not None:
                    widget.hide()
        for entries in self.findChildren(QListView):
            entries.setIconSize(QSize(text, text))
            entries.setWrapping(False)
        for details in self.findChildren(QTreeView):
            details.header().setStretchLastSection(False)
            details.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            details.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for box in self.findChildren(QComboBox):
            # A long choice is cut off, instead of making the dialog wider than the screen.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for made in self.findChildren(QToolButton):
            made.setIconSize(QSize(text, text))
            made.setMinimumSize(TARGET, TARGET)
        title_bar = QSize(0, self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
        self.resize(QSize(50 * text, 34 * text).boundedTo(room - title_bar))

    def _stack(self) -> None:
        """Names, fields and buttons beneath each other: side by side they leave the name of a file a few letters."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        columns = grid.columnCount()
        for row, name in enumerate(_STACKED, start=2):
            widget = self.findChild(QWidget, name)
            if isinstance(widget, QDialogButtonBox):
                widget.setOrientation(Qt.Orientation.Horizontal)
            if widget is not None:
                grid.addWidget(widget, row, 0, 1, columns)


def _usual_folder() -> Path:
    """Where to begin: the working directory of a program that a menu or login starts means nothing to its user."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return FileDialog.visited or (documents if documents.is_dir() else Path.home())
