"""Menus and keys, built from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPushButton,
)

from assistant.commands import COMMANDS, Menu, Page, is_single

Handlers = Mapping[str, Callable[[], object]]
"""What to do for each command, by its id."""

_EDGES = 40  # px of a menu that do not grow with its text
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED_INTO = (QLineEdit, QComboBox, QAbstractItemView)


class Actions(QObject):
    """One action for each command. Where two commands share a key, the page in view decides."""

    def __init__(self, window: QMainWindow, handlers: Handlers) -> None:
        super().__init__(window)
        self._keys: Mapping[str, str] = {}
        self._page = Page.CONVERSATION
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(command.label, window)
            action.setStatusTip(command.help)
            action.triggered.connect(_without_argument(handlers[command.id]))
            window.addAction(action)
            self._actions[command.id] = action
        self._menus: dict[Menu, QMenu] = {}
        self._fill(window.menuBar())
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def say_again(self) -> None:
        """Call everything by its name in the language in use."""
        for command in COMMANDS:
            self._actions[command.id].setText(command.label)
            self._actions[command.id].setStatusTip(command.help)
        for menu, shown in self._menus.items():
            shown.setTitle(menu.label)

    def use(self, keys: Mapping[str, str]) -> None:
        """The key of each command by id, "" for none."""
        self._keys = keys
        self.show_page(self._page)

    def show_page(self, page: Page) -> None:
        """Only what works on this page can be chosen, and its keys come first."""
        self._page = page
        own = {self._keys[command.id] for command in COMMANDS if command.page is page}
        for command in COMMANDS:
            action, key = self._actions[command.id], self._keys[command.id]
            action.setVisible(command.page in (None, page))
            active = command.page is page or (command.page is None and key not in own)
            action.setShortcuts([QKeySequence(each) for each in _as_pressed(key)] if active else [])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Leave Space, Enter and characters to the control in focus that uses them itself."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = event.key() in _PRESSING and isinstance(watched, QPushButton)
            pressed = pressed or (event.key() == Qt.Key.Key_Space and isinstance(watched, QAbstractButton))
            character = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier) and (
                event.key() == Qt.Key.Key_Space or (is_single(event.text()) and event.text().isprintable())
            )
            if pressed or (character and isinstance(watched, _TYPED_INTO)):
                event.accept()
                return True
        return False

    def _fill(self, bar: QMenuBar) -> None:
        bar.setNativeMenuBar(False)
        for menu in Menu:
            shown = self._menus[menu] = bar.addMenu(menu.label)
            shown.setToolTipsVisible(False)
            shown.aboutToShow.connect(partial(_fit, shown))
            for command in COMMANDS:
                if command.menu is menu:
                    shown.addAction(self._actions[command.id])


def _fit(menu: QMenu) -> None:
    """Let long entries in large text be on the screen with their keys: Qt cuts what is wider than it."""
    menu.setStyleSheet("")
    wanted, room = menu.sizeHint().width(), menu.screen().availableGeometry().width()
    if wanted > room:
        menu.setStyleSheet(f"QMenu {{ font-size: {menu.fontInfo().pixelSize() * (room - _EDGES) // wanted}px; }}")


def _without_argument(handler: Callable[[], object]) -> Callable[[bool], None]:
    def call(_checked: bool) -> None:
        handler()

    return call


def _as_pressed(key: str) -> tuple[str, ...]:
    """All that a keyboard calls the same: its Enter beside the digits is another key to Qt."""
    return (key, "Enter") if key == "Return" else (key,)
