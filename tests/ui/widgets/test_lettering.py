"""Words as outlines: as large as their place allows, and within it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from assistant.ui.controllers.photos import pixels_of
from assistant.ui.widgets.lettering import CONDENSED, Lettering

WORDS = st.sampled_from(("happy", "überrascht", "i", "WWW", "effrayé", "can’t tell"))


def letters(words: str) -> Lettering:
    return Lettering(words, QApplication.font(), bold=True)


@given(WORDS, st.floats(5, 4000))
def test_the_largest_size_is_the_one_at_which_a_word_is_condensed_to_its_place(
    qt: QApplication, words: str, width: float
) -> None:
    word = letters(words)
    size = word.largest(width)
    assert word.width * size * CONDENSED == pytest.approx(width)
    assert word.set_width(size, width) == pytest.approx(width)


@given(WORDS, st.floats(1, 500), st.floats(1, 4000))
def test_a_word_is_never_wider_than_its_place_or_than_it_is(
    qt: QApplication, words: str, size: float, width: float
) -> None:
    word = letters(words)
    assert word.set_width(size, width) == min(width, word.width * size)


def test_no_words_need_no_room(qt: QApplication) -> None:
    nothing = letters("")
    assert (nothing.set_width(40, 300), nothing.ascent, nothing.descent) == (0, 0, 0)
    assert nothing.largest(300) == float("inf")


def test_letters_reach_above_and_below_the_line(qt: QApplication) -> None:
    low, tall, deep = letters("x"), letters("h"), letters("p")
    assert tall.ascent > 1.2 * low.ascent > 0
    assert deep.descent > 0.1 > low.descent


@pytest.mark.parametrize("width", [400.0, 90.0])
def test_the_ink_stays_in_its_place(qt: QApplication, width: float) -> None:
    word, left, baseline, size = letters("jumpy"), 20.0, 90.0, 60.0
    image = QImage(500, 130, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    word.paint(painter, left, baseline, size, width)
    painter.end()
    rows, columns = np.nonzero(pixels_of(image).min(axis=2) < 128)
    assert columns.min() == pytest.approx(left, abs=2)
    assert columns.max() == pytest.approx(left + word.set_width(size, width), abs=2)
    assert rows.min() == pytest.approx(baseline - word.ascent * size, abs=2)
    assert rows.max() == pytest.approx(baseline + word.descent * size, abs=2)
