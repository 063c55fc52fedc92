"""The word alone: how large its letters are, measured on the picture, and the way there and back."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.commands import Page
from assistant.events import Channel, CueEvent, Earcon
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import LANGUAGES
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.sight import Sight, State
from assistant.ui.widgets.expression_label import ExpressionLabel
from assistant.ui.widgets.theme import LIGHT, Look, palette
from tests.helpers.views import show
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until

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


@pytest.mark.parametrize("size", [(800, 600), (1024, 640), (1366, 768), (1920, 1080)])
def test_the_size_of_text_never_makes_the_word_smaller(application: Application, size: tuple[int, int]) -> None:
    heights = []
    for percent in (100, 200, 300):
        page = show(application, "label only", size, percent, Theme.BLACK_ON_WHITE)
        heights.append(x_height(rendered(page.sight.label)))
    assert heights[0] == heights[1] == heights[2] > 0.2 * size[1]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1366, 768), (1920, 1080)])
def test_the_word_uses_its_card_in_the_ordinary_view_too(application: Application, size: tuple[int, int]) -> None:
    heights = []
    for percent in (100, 200):
        page = show(application, "conversation", size, percent, Theme.BLACK_ON_WHITE)
        label = page.sight.label
        label.show_expression(Expression.HAPPY, 0.9)
        ink = rendered(label)
        heights.append(x_height(ink))
        assert ink.any(axis=0).sum() * len(ink) > 0.35 * label.width() * label.height()
    assert heights[1] > 0.8 * heights[0]


def test_one_key_leads_to_the_word_and_back(application: Application) -> None:
    heard = captions(application)
    press(application, "F8")
    page = application.label_page
    assert page.isVisible()
    assert not application.window.menuBar().isVisible()
    assert not page.sight.notice.isVisible()
    assert application.window.focusWidget() is page.sight.label
    wait_until(lambda: heard[-1:] == ["Label only: the key F8 goes back, and the key F11 fills the screen."])
    press(application, "F11")
    assert application.window.isFullScreen()
    press(application, "F11")
    assert not application.window.isFullScreen()
    press(application, "F8")
    assert application.conversation.isVisible()
    assert application.window.menuBar().isVisible()
    assert application.window.focusWidget() is application.conversation.start


def test_a_page_is_gone_to_from_the_word(application: Application) -> None:
    press(application, "F8")
    press(application, "Ctrl+5")
    assert application.window.page is Page.SETTINGS
    assert application.window.menuBar().isVisible()


def test_what_goes_wrong_is_read_there_as_well(application: Application) -> None:
    press(application, "F8")
    application.reading.failed.emit("No camera was found: plug one in.")
    assert application.label_page.sight.label.accessibleName() == "No camera was found: plug one in."


def test_the_only_screen_is_said_to_be_it(application: Application) -> None:
    heard = captions(application)
    press(application, "Shift+F11")
    wait_until(lambda: heard == ["There is only one screen."])


def test_the_label_is_as_sure_as_what_was_told(
    make_application: Callable[[Settings], Application], drawn_sight: Sight
) -> None:
    application = make_application(Settings(welcomed=True, language="en"))
    partner = drawn_sight.observation.partner
    assert partner is not None
    expression = drawn_sight.observation.stable[partner]
    view = application.conversation.sight
    view.show_state(State.READING, "Drawn face")
    for certainty, words in ((0.9, "Looks"), (0.5, "Maybe")):
        cue = CueEvent(1.0, partner, "", frozenset(Channel), expression, Earcon.NEUTRAL, certainty=certainty)
        application.reading.told.emit(cue)
        view.show_sight(drawn_sight)
        assert view.label.accessibleName().startswith(words)


@pytest.fixture
def drawn_sight(make_application: Callable[[Settings], Application]) -> Sight:
    """What is seen of the drawn face."""
    application = make_application(Settings(welcomed=True, language="en"))
    seen: list[Sight] = []
    application.reading.seen.connect(seen.append)
    application.reading.use(DrawnSource("live"), "Drawn face")

    def told() -> bool:
        return bool(seen) and seen[-1].observation.stable.get(seen[-1].observation.partner) is not None

    wait_until(told)
    application.reading.pause()
    return seen[-1]
