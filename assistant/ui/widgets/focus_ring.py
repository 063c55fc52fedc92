"""A ring around whatever has the keyboard focus, the same for every kind of widget and in every theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from assistant.ui.widgets.theme import RING

_DISTANCE = 2
_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Lies over a window, lets everything through, and follows the focus inside it.

    It is drawn around the widget, not on it, so that its ground is always the page's.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colour = QColor()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def set_colour(self, colour: str) -> None:
        """As #rrggbb."""
        self._colour = QColor(colour)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay with the widget while it or what holds it moves."""
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, RING))
        inset = RING / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 12, 12)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for followed in filter(isValid, self._watched):
            followed.removeEventFilter(self)
        self._watched = []
        window = self._window
        self._target = new if new is not None and window.isAncestorOf(new) else None
        widget: QWidget | None = self._target
        while widget is not None and widget is not window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        target, window = self._target, self._window
        if target is None or not target.isVisible():
            self.hide()
            return
        around = RING + _DISTANCE
        rect = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-around, -around, around, around)
        for holder in self._watched:
            area = holder.parentWidget()
            if area is not None and isinstance(area.parentWidget(), QScrollArea):
                rect &= QRect(area.mapTo(window, QPoint(0, 0)), area.size())
        self.setGeometry(rect)
        self.setVisible(not rect.isEmpty())
        self.raise_()
