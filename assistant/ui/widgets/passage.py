"""Texts that are read with the cursor keys, by eye or by screen reader."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from assistant.ui.widgets.basic import BREAKABLE, Retranslated, Role, with_role


class Passage(Retranslated, QTextEdit):
    """A text to be read with the cursor keys, by eye or by screen reader, and copied; as high as its lines.

    A label would look the same, but has no text that a screen reader could walk through.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(0)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The words."""
        return self.toPlainText()

    def setText(self, words: str) -> None:  # noqa: N802 (Qt's name)
        """Show words; plain text only, so that nothing in it is taken for markup."""
        self._worded["setText"] = words
        if words != self.text():
            self.setPlainText(words)
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Yes: the text breaks its lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Of all lines."""
        lines = QTextDocument()
        lines.setDefaultFont(self.font())
        lines.setPlainText(self.text())
        lines.setTextWidth(width)
        return math.ceil(lines.size().height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Lines of about sixty letters."""
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 16, 30 * self.fontMetrics().height())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The longest word, in one line; what is very long may be broken, such as the name of a file."""
        words = (self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        longest = min(max(words, default=0), BREAKABLE * self.fontMetrics().height())
        return QSize(longest + 16, self.fontMetrics().height() + 8)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page: all lines are in view."""
        event.ignore()


def passage(role: Role | None = None) -> Passage:
    """A text that Tab reaches, so that it can be read with the cursor and copied."""
    made = Passage()
    if role:
        with_role(made, role)
    return made
