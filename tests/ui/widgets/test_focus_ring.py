"""The ring around what has the focus: it follows, keeps to what is in view, and goes with the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from assistant.ui.widgets.focus_ring import FocusRing
from assistant.ui.widgets.theme import RING

Show = Callable[[QWidget], None]


@pytest.fixture
def window(shown: Show) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    shown(made)
    return made


@pytest.fixture
def ring(window: QWidget) -> FocusRing:
    return FocusRing(window)


def button_in(holder: QWidget, place: QRect) -> QPushButton:
    made = QPushButton("Go", holder)
    made.setGeometry(place)
    made.show()
    return made


def margins(ring: QWidget, widget: QWidget) -> list[int]:
    inner = QRect(widget.mapTo(ring.parentWidget(), QPoint(0, 0)), widget.size())
    outer = ring.geometry()
    return [
        inner.left() - outer.left(), inner.top() - outer.top(),
        outer.right() - inner.right(), outer.bottom() - inner.bottom(),
    ]  # fmt: skip


def test_it_lies_around_what_has_the_focus_and_follows_it(window: QWidget, ring: FocusRing) -> None:
    first, second = button_in(window, QRect(40, 50, 100, 44)), button_in(window, QRect(200, 150, 60, 80))
    assert not ring.isVisible()
    for made in (first, second):
        made.setFocus()
        assert ring.isVisible()
        assert len({*margins(ring, made)}) == 1
        assert min(margins(ring, made)) >= RING, "the ring lies on the widget"
    second.setGeometry(QRect(20, 200, 90, 50))
    assert len({*margins(ring, second)}) == 1
    assert window.childAt(25, 205) is second, "the ring takes what is meant for the widget"


def test_it_stays_with_a_widget_whose_holder_moves(window: QWidget, ring: FocusRing) -> None:
    holder = QWidget(window)
    holder.setGeometry(10, 10, 200, 100)
    holder.show()
    made = button_in(holder, QRect(20, 20, 100, 44))
    made.setFocus()
    holder.move(100, 120)
    assert len({*margins(ring, made)}) == 1


def test_it_keeps_to_the_part_of_a_page_that_is_in_view(window: QWidget, ring: FocusRing) -> None:
    area, page = QScrollArea(window), QWidget()
    page.resize(300, 1000)
    area.setWidget(page)
    area.setGeometry(20, 20, 320, 200)
    area.show()
    made = button_in(page, QRect(10, 150, 200, 120))
    made.setFocus()
    room = QRect(area.viewport().mapTo(window, QPoint(0, 0)), area.viewport().size())
    assert room.contains(ring.geometry())
    assert ring.isVisible()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert not ring.isVisible()


def test_it_goes_with_the_focus(window: QWidget, ring: FocusRing, shown: Show) -> None:
    made = button_in(window, QRect(40, 50, 100, 44))
    made.setFocus()
    made.hide()
    assert not ring.isVisible()
    made.show()
    made.setFocus()
    assert ring.isVisible()
    other = QPushButton("In another window")
    shown(other)
    other.setFocus()
    QApplication.processEvents()
    assert not ring.isVisible()
