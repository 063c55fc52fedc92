"""Where the window is: as it was left, kept in a small file of its own, and never off the screens that there are."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from assistant.system.atomic_file import write_atomically
from assistant.system.private_files import make_private_folder
from assistant.system.structured_text import MalformedError, read_json

_LOG = logging.getLogger(__name__)

_COMFORTABLE = QSize(1280, 800)
_SMALLEST = 200  # px; what is smaller was not left so by anybody


class WindowPlace:
    """Brings the window to its place, and remembers it.

    Args:
        path: of the file that keeps it; None where nothing is to be kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def restore(self, window: QWidget) -> None:
        """Where the window was left, if that is on a screen; else as large as is comfortable and fits."""
        kept = self._read()
        rooms = [_room(window, screen) for screen in QGuiApplication.screens()]
        place = fitting(kept[0], rooms) if kept else None
        window.setGeometry(place or _centred(_COMFORTABLE, _room(window, window.screen())))
        if kept and kept[1]:
            window.setWindowState(Qt.WindowState.WindowMaximized)

    def keep(self, window: QWidget) -> None:
        """Remember where the window is now. What cannot be written is forgotten: the settings' file tells of that."""
        if self._path is None:
            return
        place = window.normalGeometry()
        if place.isEmpty():
            place = window.geometry()
        full = window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
        state = {"place": [place.x(), place.y(), place.width(), place.height()], "maximized": bool(full)}
        try:
            make_private_folder(self._path.parent)
            write_atomically(self._path, json.dumps(state) + "\n", private=True)
        except OSError as error:
            _LOG.info("the window's place was not kept: %s", error)

    def _read(self) -> tuple[QRect, bool] | None:
        if self._path is None:
            return None
        try:
            return _parsed(read_json(self._path))
        except (OSError, MalformedError) as error:
            _LOG.info("the window's place is not known: %s", error)
            return None


def fitting(place: QRect, rooms: Iterable[QRect]) -> QRect | None:
    """The place moved and shrunk into the room that holds most of it; None where none holds any.

    Args:
        place: where the window was.
        rooms: of the screens, less their panels.
    """

    def shared(room: QRect) -> int:
        common = room & place
        return 0 if common.isEmpty() else common.width() * common.height()

    room = max(rooms, key=shared, default=QRect())
    if not shared(room):
        return None
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(place.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def to_next_screen(window: QWidget) -> tuple[int, int]:
    """Bring the window to the next screen, which it fills if it filled the former one.

    Returns:
        The screen's number, from 1, and how many screens there are.
    """
    screens = QGuiApplication.screens()
    number = (screens.index(window.screen()) + 1) % len(screens)
    if len(screens) > 1:
        _move(window, screens[number])
    return number + 1, len(screens)


def _move(window: QWidget, screen: QScreen) -> None:
    state = window.windowState()
    window.setWindowState(state & ~(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen))
    window.setGeometry(_centred(window.size(), _room(window, screen)))
    window.setWindowState(state)


def _room(window: QWidget, screen: QScreen) -> QRect:
    """Where on a screen the inside of a window may be: Windows puts the title bar above it, even off the screen."""
    window.winId()  # the frame has no width before the system has the window
    return screen.availableGeometry().marginsRemoved(window.windowHandle().frameMargins())


def _centred(size: QSize, room: QRect) -> QRect:
    place = QRect(room.topLeft(), size.boundedTo(room.size()))
    place.moveCenter(room.center())
    return place


def _parsed(stored: Any) -> tuple[QRect, bool] | None:
    """The place and whether the window filled its screen; None where the file holds something else."""
    place = stored.get("place") if isinstance(stored, dict) else None
    if not isinstance(place, list) or [type(number) for number in place] != [int] * 4:
        return None
    if not all(abs(number) < 2**20 for number in place) or min(place[2:]) < _SMALLEST:
        return None
    return QRect(*place), stored.get("maximized") is True
