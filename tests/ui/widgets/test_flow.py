"""Widgets in rows that break like a text, and cards in columns beside each other, about equally high."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from assistant.settings import Theme
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Columns, Flow
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


@pytest.mark.parametrize("size", [(500, 300), (1200, 300), (1900, 300)])
def test_a_page_of_columns_ends_with_the_lowest_card(columns: Columns, size: tuple[int, int]) -> None:
    page = Column()
    page.column.addWidget(columns)
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    lowest = max(card.geometry().bottom() for card in columns.findChildren(QWidget))
    margin = page.column.contentsMargins().bottom()
    assert page.verticalScrollBar().maximum() + page.viewport().height() == columns.y() + lowest + 1 + margin


def test_a_hidden_card_leaves_no_gap(columns: Columns) -> None:
    columns.findChildren(QWidget)[0].hide()
    assert columns.heightForWidth(500) == sum(HEIGHTS[1:]) + 2 * 12


class Box(QWidget):
    """Is as large as it is told to be."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._size

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._size


def flow_of(sizes: Sequence[tuple[int, int]], width: int, spacing: int) -> tuple[Flow, list[Box]]:
    flow, boxes = Flow(), [Box(*size) for size in sizes]
    for box in boxes:
        flow.add(box)
        box.show()
    flow.resize(width, 10)
    flow.set_spacing(spacing)
    return flow, boxes


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(20, 120), st.integers(10, 60)), min_size=1, max_size=8),
    st.integers(120, 500),
    st.integers(0, 20),
)
def test_a_row_breaks_like_a_text(qt: QApplication, sizes: list[tuple[int, int]], width: int, spacing: int) -> None:
    flow, boxes = flow_of(sizes, width, spacing)
    assert [box.size().toTuple() for box in boxes] == sizes
    assert flow.heightForWidth(width) == max(box.geometry().bottom() for box in boxes) + 1
    assert all(box.geometry().right() < width for box in boxes)
    row_bottom = 0
    for before, box in pairwise(boxes):
        row_bottom = max(row_bottom, before.geometry().bottom() + 1)
        beside = before.x() + before.width() + spacing
        if box.y() == before.y():
            assert box.x() == beside
        else:
            assert beside + box.width() > width, "there was room for it in the row"
            assert (box.x(), box.y()) == (0, row_bottom + spacing)


def test_each_has_a_row_of_its_own_where_they_are_stacked(qt: QApplication) -> None:
    flow, boxes = flow_of([(40, 20), (60, 30), (50, 20)], 400, 5)
    assert flow.sizeHint() == QSize(40 + 60 + 50 + 2 * 5, 30)
    flow.stack(True)
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (0, 25), (0, 60)]
    assert flow.sizeHint() == QSize(60, 80)
    flow.stack(False)
    assert [box.y() for box in boxes] == [0, 0, 0]


def test_what_is_hidden_leaves_no_gap_in_a_row(qt: QApplication) -> None:
    flow, boxes = flow_of([(40, 20), (60, 30), (50, 20)], 400, 5)
    boxes[1].hide()
    flow.set_spacing(5)
    assert boxes[2].x() == 45
    assert flow.sizeHint() == QSize(95, 20)


def test_a_widget_that_is_wider_than_its_row_is_made_as_wide_as_that(qt: QApplication) -> None:
    _, boxes = flow_of([(300, 20), (60, 20)], 100, 5)
    assert [(box.x(), box.width()) for box in boxes] == [(0, 100), (0, 60)]
