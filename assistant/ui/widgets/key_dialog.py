"""The question for a key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assistant.messages import say
from assistant.ui.widgets.basic import text

_MARGIN = 30  # px
_WIDTH = 34  # heights of text

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
}

_NO_NAME = {Qt.Key.Key_unknown, *(key for key in Qt.Key if key.name.startswith("Key_Dead_"))}
"""Keys that Qt's notation has no word for, so that nothing would press them again."""


def ask_for_key(words: str, parent: QWidget) -> str | None:
    """The key that the user presses, in Qt's portable notation; None for Escape.

    Args:
        words: what the key is for.
        parent: whose question it is.
    """
    dialog = KeyDialog(words, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.key if accepted else None


class KeyDialog(QDialog):
    """Waits for one key.

    Args:
        words: what the key is for.
        parent: whose dialog it is.

    Attributes:
        key: what was pressed, in Qt's portable notation.
    """

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = ""
        self.setWindowTitle(say("ui.key_change"))
        self.setAccessibleName(words)
        asked = text(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addWidget(asked)
        asked.ensurePolished()  # the size of text comes from the style sheet
        room = self.screen().availableGeometry().size()
        width = min(_WIDTH * asked.fontInfo().pixelSize(), room.width() - 2 * _MARGIN)
        self.resize(QSize(width, self.heightForWidth(width)).boundedTo(room))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the first key that is no mere modifier and has a name."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() not in _MODIFIERS | _NO_NAME:
            self.key = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
            self.accept()
