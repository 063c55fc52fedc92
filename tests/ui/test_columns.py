"""Cards in columns beside each other: as many as the width holds, in order, and about equally high."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.settings import Theme
from assistant.ui.widgets.flow import Columns
from assistant.ui.widgets.theme import Look, palette

HEIGHTS = (300, 100, 100, 280)


@pytest.fixture
def columns(qt: QApplication) -> Columns:
    made = Columns()
    for height in HEIGHTS:
        card = QWidget()
        card.setMinimumHeight(height)
        made.add(card)
    made.set_look(Look(palette(Theme.CALM), 18, pictures=False))
    made.show()
    return made


@pytest.mark.parametrize(("width", "count"), [(500, 1), (1000, 1), (1200, 2), (1900, 3), (3800, 4)])
def test_there_are_as_many_columns_as_the_width_holds(columns: Columns, width: int, count: int) -> None:
    columns.resize(width, columns.heightForWidth(width))
    cards = columns.findChildren(QWidget)
    lefts = [card.x() for card in cards]
    assert lefts == sorted(lefts), "down one column, then down the next"
    assert len(set(lefts)) == count
    assert all(card.x() + card.width() <= width for card in cards)
    assert all(card.width() <= 52 * 18 for card in cards)


def test_columns_are_about_equally_high(columns: Columns) -> None:
    gap = 12
    assert columns.heightForWidth(500) == sum(HEIGHTS) + 3 * gap
    assert columns.heightForWidth(1200) == 300 + 100 + gap
    assert columns.heightForWidth(3800) == 300


def test_a_hidden_card_leaves_no_gap(columns: Columns) -> None:
    columns.findChildren(QWidget)[0].hide()
    assert columns.heightForWidth(500) == sum(HEIGHTS[1:]) + 2 * 12
