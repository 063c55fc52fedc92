"""The large word: how large its letters are, measured on the picture, and how sure it claims to be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from assistant import messages
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import LANGUAGES
from assistant.settings import Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.widgets.expression_label import ExpressionLabel
from assistant.ui.widgets.theme import LIGHT, Look, palette
from tests.helpers.views import show

SCREEN = (1920, 1080)
WIDTH_OF_14_INCHES = 14 * 25.4 * 16 / math.hypot(16, 9)
"""Of a screen of 16 to 9, in mm."""

NEEDED = 3000 * math.tan(math.radians(50 / 60))
"""The x-height in mm that a person with 20/200 needs at 3 m: letters of 50 minutes of arc, ten times those of 20/20."""


def rendered(label: ExpressionLabel) -> NDArray[np.bool_]:
    """Where the large word's ink is."""
    pixels = pixels_of(label.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)).astype(int)
    dark = pixels.sum(axis=2) < 3 * 100  # black on white: the qualifier and the shape are black as well
    filled = dark.any(axis=1)
    # The word is the lowest block of rows with ink.
    last = np.flatnonzero(filled).max()
    empty = np.flatnonzero(~filled[:last])
    return dark[empty.max() + 1 if empty.size else 0 : last + 1]


def x_height(ink: NDArray[np.bool_]) -> int:
    """Of the small letters, in pixels: from where most columns of ink begin to where most of them end."""
    columns = [np.flatnonzero(column) for column in ink.T if column.any()]
    tops, bottoms = (np.bincount([each[place] for each in columns], minlength=len(ink)) for place in (0, -1))
    near = max(len(ink) // 40, 2)  # round letters overshoot the line
    window = np.ones(2 * near + 1)
    top = int(np.convolve(tops, window, "same").argmax())
    bottom = int(np.convolve(bottoms, window, "same").argmax())
    return bottom - top


@pytest.fixture
def label(qt: QApplication) -> ExpressionLabel:
    made = ExpressionLabel()
    made.set_look(Look(palette(Theme.BLACK_ON_WHITE), 18, pictures=False))
    made.setStyleSheet("background: white")
    made.resize(*SCREEN)
    return made


def test_the_height_of_letters_is_measured_rightly(qt: QApplication) -> None:
    ink = np.zeros((100, 60), bool)
    ink[30:80, 5:25] = ink[30:100, 30:40] = ink[0:80, 45:50] = True
    assert x_height(ink) == pytest.approx(49, abs=3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_laptop_is_read_at_three_metres_with_a_tenth_of_the_usual_sight(
    label: ExpressionLabel, language: str, expression: Expression
) -> None:
    messages.use(language)
    try:
        label.show_expression(expression, 0.9)
        height = x_height(rendered(label)) * WIDTH_OF_14_INCHES / SCREEN[0]
    finally:
        messages.use("en")
    assert height >= NEEDED


def test_what_is_doubtful_is_told_from_what_is_certain_by_the_shape(label: ExpressionLabel) -> None:
    label.set_look(Look(LIGHT, 18, pictures=False))
    colour = np.array(QColor(LIGHT.expressions[Expression.HAPPY]).getRgb()[:3])

    def ink(probability: float) -> int:
        label.show_expression(Expression.HAPPY, probability)
        pixels = pixels_of(label.grab().toImage().convertToFormat(QImage.Format.Format_RGB888))
        return int((pixels == colour).all(axis=2).sum())

    assert 0.4 < ink(0.5) / ink(0.9) < 0.8


def test_the_size_of_text_never_makes_the_word_smaller(application: Application) -> None:
    sizes = ((800, 600), (1024, 640), (1366, 768), (1920, 1080))
    heights: dict[tuple[int, int], list[int]] = {size: [] for size in sizes}
    for percent in (100, 200, 300):
        for size in sizes:
            page = show(application, "label only", size, percent, Theme.BLACK_ON_WHITE)
            heights[size].append(x_height(rendered(page.sight.label)))
    for size, measured in heights.items():
        assert measured[0] == measured[1] == measured[2] > 0.2 * size[1], size


def test_the_word_uses_its_card_in_the_ordinary_view_too(application: Application) -> None:
    sizes = ((1024, 640), (1280, 800), (1366, 768), (1920, 1080))
    heights: dict[tuple[int, int], list[int]] = {size: [] for size in sizes}
    for percent in (100, 200):
        for size in sizes:
            label = show(application, "conversation", size, percent, Theme.BLACK_ON_WHITE).sight.label
            label.show_expression(Expression.HAPPY, 0.9)
            ink = rendered(label)
            heights[size].append(x_height(ink))
            assert ink.any(axis=0).sum() * len(ink) > 0.35 * label.width() * label.height(), (size, percent)
    for size, measured in heights.items():
        assert measured[1] > 0.8 * measured[0], size


def test_the_label_says_how_sure_it_is(label: ExpressionLabel) -> None:
    label.show_expression(Expression.SAD, 0.9)
    assert label.accessibleName() == "Looks sad"
    label.show_expression(Expression.SAD, 0.65)
    assert label.accessibleName() == "Looks sad", "a little less does not flicker"
    for probability in (0.5, 0.65):
        label.show_expression(Expression.SAD, probability)
        assert label.accessibleName() == "Maybe sad"
    label.show_expression(Expression.SAD, 0.9)
    label.show_expression(Expression.ANGRY, 0.65)
    assert label.accessibleName() == "Maybe angry"
    label.show_expression(None, 0.2)
    assert label.accessibleName() == "can't tell"


@pytest.mark.parametrize("words", ["lächelt", "hebt die Brauen", "smiles, raises the brows"])
def test_what_moves_in_a_face_is_as_large_as_there_is_room_for(label: ExpressionLabel, words: str) -> None:
    label.clear(words)
    quiet = pixels_of(label.grab().toImage())
    label.show_movements(words)
    large = pixels_of(label.grab().toImage())
    rows, columns = np.nonzero(large.min(axis=2) < 128)
    assert np.ptp(rows) > 0.25 * label.height()
    assert np.ptp(columns) > 0.5 * label.width()
    assert (large < 128).sum() > 2 * (quiet < 128).sum()
