"""The practice page: one of its views at a time, each with the focus where it begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from assistant.ui.practice.page import PracticePage
from assistant.ui.practice.table import FiguresTable
from assistant.ui.widgets.theme import LIGHT, Look
from tests.helpers.practice_window import figures


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> PracticePage:
    made = PracticePage()
    made.set_look(Look(LIGHT, 18, pictures=True))
    made.resize(900, 600)
    shown(made)
    return made


def test_one_view_is_shown_with_the_focus_where_it_begins(page: PracticePage) -> None:
    shows = {
        page.end: lambda: page.show_end("Over."),
        page.progress: page.show_progress,
        page.start: page.show_start,
    }
    for view, show in shows.items():
        show()
        assert page.view is view
        assert [each for each in (page.start, page.card, page.end, page.progress) if each.isVisible()] == [view]
        assert page.first is not None
        assert page.first.hasFocus()
        assert view.isAncestorOf(page.first)


def test_a_view_begins_at_its_top(page: PracticePage) -> None:
    page.resize(400, 200)
    page.show_progress()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    page.show_start()
    assert page.verticalScrollBar().value() < 200


def test_nothing_is_left_in_a_view_that_was_left(page: PracticePage) -> None:
    table = page.progress.findChildren(FiguresTable)[0]
    table.show_figures(figures(3))
    page.show_progress()
    assert table.rowCount() == 3
    page.card.question.setText("Which face is happy?")
    page.show_end("Over.")
    assert table.rowCount() == 0
    assert page.card.question.text() == ""


def test_a_notice_is_there_while_there_is_something_to_know(page: PracticePage) -> None:
    assert not page.notice.isVisible()
    page.show_notice("The folder is empty.")
    assert page.notice.isVisible()
    page.show_notice("")
    assert not page.notice.isVisible()


def test_it_tells_when_it_is_come_to_and_left(page: PracticePage) -> None:
    told: list[bool] = []
    page.shown.connect(told.append)
    page.hide()
    page.show()
    assert told == [False, True]
