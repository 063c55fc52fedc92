"""Where the window opens: as it was left, and never where no screen is."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from assistant.ui.shell.window_place import WindowPlace, fitting, to_next_screen

LAPTOP, BESIDE = QRect(0, 0, 1366, 728), QRect(1366, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("place", "rooms", "expected"),
    [
        (QRect(100, 50, 900, 600), [LAPTOP], QRect(100, 50, 900, 600)),
        (QRect(900, 500, 900, 600), [LAPTOP], QRect(466, 128, 900, 600)),
        (QRect(-300, -40, 900, 600), [LAPTOP], QRect(0, 0, 900, 600)),
        (QRect(0, 0, 1920, 1080), [LAPTOP], QRect(0, 0, 1366, 728)),
        (QRect(1500, 100, 1280, 800), [LAPTOP, BESIDE], QRect(1500, 100, 1280, 800)),
        (QRect(1200, 100, 1280, 800), [LAPTOP, BESIDE], QRect(1366, 100, 1280, 800)),
        (QRect(1500, 100, 1280, 800), [LAPTOP], None),  # the second screen is gone
        (QRect(5000, 5000, 800, 600), [LAPTOP, BESIDE], None),
        (QRect(0, 0, 800, 600), [], None),
    ],
)
def test_a_place_is_brought_into_the_screen_that_holds_most_of_it(
    place: QRect, rooms: list[QRect], expected: QRect | None
) -> None:
    assert fitting(place, rooms) == expected


@pytest.fixture
def window(qt: QApplication) -> QWidget:
    return QWidget()


def opened(path: Path | None) -> QRect:
    window = QWidget()
    WindowPlace(path).restore(window)
    return window.geometry()


def test_a_window_comes_back_to_its_place(window: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "window.json"
    window.setGeometry(20, 30, 500, 400)
    window.show()
    WindowPlace(path).keep(window)
    window.close()
    assert opened(path) == QRect(20, 30, 500, 400)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_window_that_filled_its_screen_does_so_again(window: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    window.setGeometry(20, 30, 500, 400)
    window.showMaximized()
    WindowPlace(path).keep(window)
    window.close()
    again = QWidget()
    WindowPlace(path).restore(again)
    assert again.isMaximized()
    assert again.normalGeometry().size() in (QRect(0, 0, 500, 400).size(), again.size())


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        "{}",
        '{"place": [1, 2, 3]}',
        '{"place": [1, 2, 3, "4"]}',
        '{"place": [0, 0, 10, 10]}',
        '{"place": [0, 0, 99999999999, 10]}',
        '{"place": [90000, 90000, 800, 600]}',
        '{"place": [true, 1, 800, 600]}',
        "no JSON",
    ],
)
def test_a_place_that_is_none_gives_the_comfortable_one(qt: QApplication, stored: str, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(stored)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(opened(path))
    assert opened(path) == opened(None)


@pytest.mark.parametrize("stored", [None, [0, 0, 5000, 5000]])
def test_the_frame_is_on_the_screen_too(window: QWidget, stored: list[int] | None, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"place": stored}))
    WindowPlace(path).restore(window)
    window.show()
    assert window.windowHandle().frameMargins() != QMargins(), "without a frame this tries nothing"
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.frameGeometry())
    window.close()


def test_nothing_is_kept_where_nothing_is_to_be_kept(window: QWidget, tmp_path: Path) -> None:
    WindowPlace(None).keep(window)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_hinders_nothing(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    WindowPlace(tmp_path / "file" / "window.json").keep(window)


def test_the_only_screen_is_the_next_one(window: QWidget) -> None:
    window.show()
    assert to_next_screen(window) == (1, 1)
    window.close()
