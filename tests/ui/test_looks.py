"""What is drawn, measured on screenshots: contrast of text, clipped text, size of targets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from assistant.commands import Page
from assistant.expressions import Expression
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.widgets.passage import Passage
from assistant.ui.widgets.theme import DARK, LIGHT, Palette, palette
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import TunableVoice

ENOUGH, GRAPHICS = 7.0, 3.0
TEXTS = (QLabel, Passage, QPushButton, QCheckBox, QComboBox, QLineEdit, QListWidget)
FIRST_STEPS, BATCH = "first steps", "batch"
TARGETS = (QPushButton, QCheckBox, QComboBox, QLineEdit)


def luminance(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance of RGB colours from 0 to 255 (WCAG 2.2)."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    high, low = np.maximum(luminance(first), luminance(second)), np.minimum(luminance(first), luminance(second))
    return np.asarray((high + 0.05) / (low + 0.05))


def text_contrast(picture: NDArray[np.uint8]) -> float:
    """Of the strokes against the ground: the commonest colour is the ground, the most different one the ink."""
    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    ground = colours[counts.argmax()].astype(float)
    return float(contrast(colours.astype(float), ground).max())


def shown(page: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Each widget with text, and the part of it that lies in the window, less its border."""
    window = page.window()
    for widget in page.findChildren(QWidget):
        if isinstance(widget, TEXTS) and widget.isVisible():
            whole = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(4, 4, -4, -4)
            seen = whole & QRect(page.mapTo(window, QPoint(0, 0)), page.size())
            if seen == whole:
                yield widget, seen


def named(widget: QWidget) -> str:
    if isinstance(widget, QLabel | Passage | QPushButton | QCheckBox):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else widget.accessibleName()


def _words(sentence: str) -> list[str]:
    """A long path may break anywhere."""
    return [word for word in sentence.split() if os.sep not in word]


@pytest.fixture(scope="module")
def walk(qt: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Application]]:
    keeper = SettingsKeeper(Settings(welcomed=True), tmp_path_factory.mktemp("looks") / "settings.json")
    application = Application(qt, keeper, TunableVoice(), Loudspeaker(), EventRecorder(None))
    application.window.show()

    def arrange(theme: Theme, percent: int, page: Page | str, size: tuple[int, int]) -> Application:
        keeper.replace(Settings(welcomed=True, log=True, theme=theme, text_percent=percent))
        application.window.resize(*size)
        if isinstance(page, Page):
            application.window.go(page)
        elif page == FIRST_STEPS:
            application.handlers["first_run"]()
        else:
            application.batch.shown.emit()
        for _ in range(3):
            qt.processEvents()
        return application

    yield arrange
    application.window.close()


def views(application: Application, page: Page | str) -> QWidget:
    alone = {FIRST_STEPS: application.first_run, BATCH: application.batch_page}
    return application.pages[page] if isinstance(page, Page) else alone[page]


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("percent", [100, 200, 300])
@pytest.mark.parametrize("page", [*Page, FIRST_STEPS, BATCH])
def test_text_stands_out_is_whole_and_targets_are_large(
    walk: Callable[..., Application], theme: Theme, percent: int, page: Page | str
) -> None:
    application = walk(theme, percent, page, (1024, 640))
    view = views(application, page)
    pixels = pixels_of(application.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888))
    looked_at = 0
    for widget, place in shown(view):
        looked_at += 1
        part = pixels[place.top() : place.bottom(), place.left() : place.right()]
        empty = widget.count() == 0 if isinstance(widget, QListWidget) else not named(widget)
        if not empty:
            assert text_contrast(part) >= ENOUGH, named(widget)
    assert looked_at
    for widget in view.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, TARGETS):
            assert min(widget.width(), widget.height()) >= 44, widget.accessibleName()
        if isinstance(widget, Passage) or (isinstance(widget, QLabel) and widget.wordWrap()):
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
            longest = max((widget.fontMetrics().horizontalAdvance(word) for word in _words(widget.text())), default=0)
            assert widget.width() >= longest, widget.text()
        if isinstance(widget, QPushButton):  # of a box, test_screens.py wants what is chosen to be whole
            assert widget.width() >= widget.sizeHint().width(), widget.accessibleName() or widget.text()
        if isinstance(widget, QCheckBox):
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
        reach = widget.mapTo(view, QPoint(widget.width(), 0)).x()
        assert reach <= view.width(), f"{type(widget).__name__} reaches beyond the right edge"


@pytest.mark.parametrize("colours", [LIGHT, DARK, *(palette(theme) for theme in Theme if theme is not Theme.SYSTEM)])
def test_shapes_and_the_focus_ring_stand_out(colours: Palette) -> None:
    def rgb(name: str) -> NDArray[np.float64]:
        return np.array([int(name[index : index + 2], 16) for index in (1, 3, 5)], dtype=float)

    for expression in (*Expression, None):
        assert contrast(rgb(colours.expressions[expression]), rgb(colours.surface)) >= GRAPHICS, expression
    for ground in (colours.ground, colours.surface):
        assert contrast(rgb(colours.ring), rgb(ground)) >= GRAPHICS
        assert contrast(rgb(colours.line), rgb(ground)) >= GRAPHICS
        assert contrast(rgb(colours.text), rgb(ground)) >= ENOUGH
        assert contrast(rgb(colours.quiet), rgb(ground)) >= ENOUGH
    assert contrast(rgb(colours.on_accent), rgb(colours.accent)) >= ENOUGH


def test_the_ring_is_drawn_around_what_has_the_focus(walk: Callable[..., Application]) -> None:
    application = walk(Theme.BLACK_ON_WHITE, 100, Page.CONVERSATION, (1280, 800))
    start = application.conversation.start
    start.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    corner = start.mapTo(application.window, QPoint(0, start.height() // 2))
    image = application.window.grab().toImage()
    ring = palette(Theme.BLACK_ON_WHITE).ring
    widths = [image.pixelColor(corner.x() - offset, corner.y()).name() == ring for offset in range(1, 8)]
    assert sum(widths) >= 3
