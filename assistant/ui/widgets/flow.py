"""Widgets arranged by the width that there is: in rows that break like a text, or in columns beside each other."""

from __future__ import annotations

from itertools import combinations, pairwise

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.ui.widgets.theme import Look

_WIDEST = 52  # heights of running text that a column is wide at the most; longer lines are hard to follow


class _Arranged(QWidget):
    """Holds widgets, and places them anew whenever its own or their size changes."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[QWidget] = []
        self._spacing = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Take a widget to the end."""
        widget.setParent(self)
        self._held.append(widget)

    def set_spacing(self, spacing: int) -> None:
        """Between widgets, in device-independent pixels."""
        self._spacing = spacing
        self._rearrange()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Yes: the more width there is, the less height is needed."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Down to the lowest widget."""
        return max((rect.bottom() + 1 for rect in self._places(width)), default=0)

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
        raise NotImplementedError


class Flow(_Arranged):
    """Holds widgets in a row, and in further rows where the width does not suffice."""

    def __init__(self) -> None:
        super().__init__()
        self._stacked = False

    def stack(self, stacked: bool) -> None:
        """Whether each widget has a row of its own, whatever the width."""
        if stacked != self._stacked:
            self._stacked = stacked
            self._rearrange()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """All in one row, or one beneath the other."""
        if self._stacked:
            width = self.minimumSizeHint().width()
            return QSize(width, self.heightForWidth(width))
        sizes = [widget.sizeHint() for widget in self._shown]
        width = sum(size.width() for size in sizes) + self._spacing * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        x = y = row = 0
        for size in (widget.sizeHint() for widget in self._shown):
            if x > 0 and (self._stacked or x + size.width() > width):
                x, y, row = 0, y + row + self._spacing, 0
            places.append(QRect(x, y, min(size.width(), width), size.height()))
            x, row = x + size.width() + self._spacing, max(row, size.height())
        return places


class Columns(_Arranged):
    """Holds widgets one above the other, in as many columns of about the same height as the width allows.

    Their order goes down the first column, then down the next, as the focus does.

    Args:
        narrowest: the least that each of several columns is wide, in heights of running text.
    """

    def __init__(self, narrowest: int = 32) -> None:
        super().__init__()
        self._narrowest = narrowest
        self._text_size = 0

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._text_size = look.text
        self.set_spacing(look.gap)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """One column of the greatest width."""
        width = _WIDEST * self._text_size
        return QSize(width, self.heightForWidth(width))

    def _places(self, width: int) -> list[QRect]:
        shown = self._shown
        if not shown:
            return []
        narrowest = max(self._narrowest * self._text_size + self._spacing, 1)
        count = max(min((width + self._spacing) // narrowest, len(shown)), 1)
        each = min((width - self._spacing * (count - 1)) // count, max(_WIDEST * self._text_size, 1))
        heights = [_height(widget, each) for widget in shown]
        places: list[QRect] = []
        for number, (first, behind) in enumerate(_in_groups(heights, count, self._spacing)):
            y = 0
            for height in heights[first:behind]:
                places.append(QRect(number * (each + self._spacing), y, each, height))
                y += height + self._spacing
        return places


def _height(widget: QWidget, width: int) -> int:
    wanted = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
    return max(wanted, widget.minimumSizeHint().height(), widget.minimumHeight())


def _in_groups(heights: list[int], count: int, spacing: int) -> list[tuple[int, int]]:
    """Where each of `count` columns begins and ends, in order, so that the highest is as low as can be."""

    def highest(cuts: tuple[int, ...]) -> int:
        bounds = pairwise((0, *cuts, len(heights)))
        return max(sum(heights[a:b]) + spacing * (b - a - 1) for a, b in bounds)

    best = min(combinations(range(1, len(heights)), count - 1), key=highest)
    return list(pairwise((0, *best, len(heights))))
