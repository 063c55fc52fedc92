"""Reads the control in focus aloud for those who use no screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QWidget

from assistant.messages import ended, say


class FocusReader(QObject):
    """Says what the focus is on, and what a key changed there.

    Args:
        application: Qt's, in which the focus moves.
        window: what this goes with; an event filter of the application that outlives it would slow every event.

    Attributes:
        wanted: whether the user wants to hear it.
        read_by_others: tells whether a screen reader does it.

    Signals:
        spoken: what there is to say.
        pressed: the user has pressed a key or a button of the mouse.
    """

    spoken = Signal(str)
    pressed = Signal()

    def __init__(self, application: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self.wanted = False
        self.read_by_others: Callable[[], bool] = QAccessible.isActive
        self._value = ""
        application.focusChanged.connect(self._on_focus)
        application.installEventFilter(self)

    def now(self) -> str:
        """What the focus is on, "" where it is not to be read."""
        widget = QApplication.focusWidget()
        if widget is None or not self.wanted or self.read_by_others():
            return ""
        name = widget.accessibleName() or _ask(widget, QAccessible.Text.Name)
        value = _value(widget)
        parts = name, value if value != name else "", widget.accessibleDescription()
        return " ".join(ended(part) for part in parts if part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Say the new value after a key that changed it."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Shortcut):
            self.pressed.emit()
        if event.type() is QEvent.Type.KeyRelease:
            QTimer.singleShot(0, self, self._on_key)  # a switch is turned over by the release itself
        return False

    def _on_key(self) -> None:
        widget = QApplication.focusWidget()
        value = _value(widget) if widget is not None and self.now() else ""
        if value and value != self._value:
            self._value = value
            self.spoken.emit(value)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        words = self.now()
        if new is not None and words:
            self._value = _value(new)
            self.spoken.emit(words)


def _value(widget: QWidget) -> str:
    if isinstance(widget, QCheckBox):
        return say("ui.on" if widget.isChecked() else "ui.off")
    if isinstance(widget, QAbstractItemView):
        return str(widget.currentIndex().data() or "")
    return _ask(widget, QAccessible.Text.Value)


def _ask(widget: QWidget, what: QAccessible.Text) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(what).replace("&", "") if interface else ""
