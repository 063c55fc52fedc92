"""A page that scrolls: what has the focus is in view, whatever else happens to the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from assistant.settings import Theme
from assistant.ui.widgets.column import Column, Together
from assistant.ui.widgets.question import Question
from assistant.ui.widgets.theme import Look, palette
from tests.ui.conftest import wait_until

LOOK = Look(palette(Theme.BLACK_ON_WHITE), 18, pictures=False)
SIZE = (320, 240)


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> Column:
    """More buttons than there is room for."""
    made = Column(widest=10)
    made.set_look(LOOK)
    for number in range(20):
        made.column.addWidget(QPushButton(str(number)))
    made.resize(*SIZE)
    shown(made)
    return made


def place_of(widget: QWidget, page: Column) -> QRect:
    return QRect(widget.mapTo(page.viewport(), QPoint(0, 0)), widget.size())


def is_whole(widget: QWidget, page: Column) -> bool:
    return page.viewport().rect().contains(place_of(widget, page))


@pytest.mark.parametrize("number", [19, 10, 3])
def test_what_gets_the_focus_comes_into_view(page: Column, number: int) -> None:
    made = page.findChildren(QPushButton)[number]
    page.verticalScrollBar().setValue(0 if number > 10 else page.verticalScrollBar().maximum())
    assert not is_whole(made, page)
    made.setFocus()
    assert is_whole(made, page)


def test_what_is_in_view_already_is_left_where_it_is(page: Column) -> None:
    first, second = page.findChildren(QPushButton)[9:11]
    first.setFocus()
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 80)
    before = page.verticalScrollBar().value()
    assert is_whole(second, page)
    second.setFocus()
    assert page.verticalScrollBar().value() == before


def test_the_focus_stays_in_view_when_the_page_grows_above_it_or_the_window_shrinks(page: Column) -> None:
    made = page.findChildren(QPushButton)[5]
    made.setFocus()
    above = QLabel("x")
    above.setMinimumHeight(400)
    page.column.insertWidget(0, above)
    QApplication.processEvents()
    assert is_whole(made, page)
    page.resize(SIZE[0], 120)
    QApplication.processEvents()
    assert is_whole(made, page)


def test_a_control_comes_into_view_with_what_belongs_to_it(page: Column) -> None:
    row, made = Together(), QPushButton("Control")
    help_text = QLabel("What it does")
    help_text.setMinimumHeight(90)
    inner = QVBoxLayout(row)
    inner.addWidget(made)
    inner.addWidget(help_text)
    page.column.addWidget(row)
    QApplication.processEvents()
    made.setFocus()
    assert is_whole(row, page)


def test_the_cursor_of_a_text_that_is_higher_than_the_page_is_followed(page: Column) -> None:
    long = QTextEdit("\n".join(map(str, range(60))))
    long.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    long.setMinimumHeight(1400)
    page.column.addWidget(long)
    wait_until(lambda: page.verticalScrollBar().maximum() > 1400)
    long.setFocus()
    for _ in range(30):
        QTest.keyClick(long, Qt.Key.Key_Down)
        cursor = long.cursorRect()
        cursor.moveTopLeft(long.viewport().mapTo(page.viewport(), cursor.topLeft()))
        assert page.viewport().rect().contains(cursor)


def test_a_line_is_no_longer_than_can_be_followed(page: Column) -> None:
    page.resize(1000, 240)
    QApplication.processEvents()
    assert page.widget().width() == 10 * LOOK.text
    assert page.horizontalScrollBar().maximum() == 0


def test_a_page_that_is_gone_to_again_begins_at_its_top(page: Column) -> None:
    title, made = QLabel("Title"), page.findChildren(QPushButton)
    title.setMinimumHeight(100)
    page.column.insertWidget(0, title)
    QApplication.processEvents()
    made[-1].setFocus()
    assert not is_whole(title, page)
    page.hide()
    made[0].setFocus()
    page.show()
    QApplication.processEvents()
    assert is_whole(title, page)


def test_page_down_on_a_button_turns_the_page(page: Column) -> None:
    made = page.findChildren(QPushButton)
    made[0].setFocus()
    QTest.keyClick(made[0], Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > SIZE[1] / 2
    QTest.keyClick(made[0], Qt.Key.Key_Tab)
    assert is_whole(made[1], page)


def test_what_belongs_to_a_control_comes_into_view_however_deep_it_lies(page: Column) -> None:
    question = Question("Keep", "Delete")
    question.set_look(LOOK)
    page.column.insertWidget(3, question)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    question.ask("All of it?")
    QApplication.processEvents()
    assert is_whole(question, page)


def test_words_come_first_until_the_focus_moves(page: Column) -> None:
    buttons = page.findChildren(QPushButton)
    buttons[-1].setFocus()
    assert page.verticalScrollBar().value() > 0
    page.show_top()
    page.resize(page.width(), page.height() - 5)
    assert page.verticalScrollBar().value() == 0
    buttons[-2].setFocus()
    assert page.verticalScrollBar().value() > 0
