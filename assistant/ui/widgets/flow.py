"""Widgets in a row that breaks like a text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Holds widgets in a row, and in further rows where the width does not suffice."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[QWidget] = []
        self._spacing = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Take a widget to the end."""
        widget.setParent(self)
        self._held.append(widget)

    def set_spacing(self, spacing: int) -> None:
        """Between widgets and between rows, in device-independent pixels."""
        self._spacing = spacing
        self._rearrange()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Yes: the fewer fit in a row, the more rows there are."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Of all rows."""
        return max((rect.bottom() + 1 for rect in self._places(width)), default=0)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """All in one row."""
        sizes = [widget.sizeHint() for widget in self._shown]
        width = sum(size.width() for size in sizes) + self._spacing * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """One widget to a row."""
        sizes = [widget.minimumSizeHint() for widget in self._shown]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the widgets where they fit."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Notice that a widget has changed its size, or is shown or hidden; nothing is noticed while out of view."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._rearrange()
        return super().event(event)

    @property
    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._held if not widget.isHidden()]

    def _rearrange(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        for widget, place in zip(self._shown, self._places(self.width()), strict=True):
            widget.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        x = y = row = 0
        for size in (widget.sizeHint() for widget in self._shown):
            if x > 0 and x + size.width() > width:
                x, y, row = 0, y + row + self._spacing, 0
            places.append(QRect(x, y, min(size.width(), width), size.height()))
            x, row = x + size.width() + self._spacing, max(row, size.height())
        return places
