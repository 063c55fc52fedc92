"""Widgets in one place, of which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget

from assistant.ui.widgets.accessible import ShownOnly


class _Shown(QStackedLayout):
    """Needs the room of the widget that is shown; Qt's own keeps room for the largest of all."""

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """The least room of what is shown."""
        item = self.itemAt(self.currentIndex())
        return item.minimumSize() if item else super().minimumSize()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """How high what is shown has to be; -1 where its width makes no difference."""
        item = self.itemAt(self.currentIndex())
        return item.heightForWidth(width) if item and item.hasHeightForWidth() else -1


class Stack(QWidget):
    """Holds widgets and shows one of them; for assistive programs the others are not there.

    Qt's own `QStackedWidget` has all of them in the accessible tree, under a role that screen readers call "layered
    pane".
    """

    accessible = ShownOnly

    def __init__(self) -> None:
        super().__init__()
        self._layout = _Shown(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget) -> None:
        """Take a widget; the first one is shown."""
        self._layout.addWidget(widget)

    def show_only(self, widget: QWidget) -> None:
        """Show one of the widgets."""
        self._layout.setCurrentWidget(widget)

    @property
    def current(self) -> QWidget | None:
        """The widget that is shown."""
        return self._layout.currentWidget()
