"""Texts to be read with the cursor: as high as their lines, plain, and no obstacle to wheel and cursor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from assistant.messages import say, sentences
from assistant.ui.widgets.passage import Passage, passage
from tests.helpers.window import turn

WORDS = "Every word of this text can be read with the cursor keys, by eye or by screen reader. " * 3


def passage_of(words: str) -> Passage:
    made = passage()
    made.setText(words)
    return made


@pytest.mark.parametrize("width", [120, 300, 900])
def test_it_is_as_high_as_its_lines(shown: Callable[[QWidget], None], width: int) -> None:
    made = passage_of(WORDS)
    made.resize(width, made.heightForWidth(width))
    shown(made)
    assert made.verticalScrollBar().maximum() == 0
    assert made.height() - made.document().size().height() < made.fontMetrics().height()


def test_nothing_in_it_is_taken_for_markup() -> None:
    assert passage_of("<b>5 < 7</b> &amp;").text() == "<b>5 < 7</b> &amp;"


def test_the_same_words_again_leave_the_cursor_where_it_is() -> None:
    made = passage_of(WORDS)
    made.moveCursor(QTextCursor.MoveOperation.End)
    made.setText(WORDS)
    assert made.textCursor().atEnd()
    made.setText("Other words.")
    assert made.textCursor().atStart()


def test_a_word_has_room_and_a_name_that_is_very_long_may_be_broken() -> None:
    word, name = passage_of("an extraordinary word"), passage_of("x" * 400)
    assert word.minimumSizeHint().width() >= word.fontMetrics().horizontalAdvance("extraordinary")
    assert name.minimumSizeHint().width() < name.fontMetrics().horizontalAdvance(name.text()) / 4


def test_the_wheel_is_left_to_the_page() -> None:
    made, place = passage_of(WORDS), QPointF(5, 5)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(made.viewport(), event)
    assert not event.isAccepted()


def test_it_is_said_again_in_another_language() -> None:
    made = passage_of(say("help.what_title"))
    turn(made, "de")
    assert made.text() == sentences("de")["help.what_title"]


@pytest.mark.parametrize("width", [300, 900, 1800])
def test_a_page_that_is_wide_gives_many_lines_no_more_height_than_they_need(
    shown: Callable[[QWidget], None], width: int
) -> None:
    made, frame = passage_of(WORDS * 8), QFrame()
    QVBoxLayout(frame).addWidget(made)
    needed = frame.heightForWidth(width)
    assert frame.minimumSizeHint().height() <= needed
    frame.resize(width, needed)
    shown(frame)
    assert made.verticalScrollBar().maximum() == 0
    assert made.height() - made.document().size().height() < made.fontMetrics().height()
