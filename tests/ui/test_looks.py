"""What is drawn, measured on screenshots: contrast of text, clipped text, size of targets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from assistant.commands import Page
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.widgets.passage import Passage
from assistant.ui.widgets.theme import palette
from tests.helpers.contrast import ENOUGH, text_contrast
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import TunableVoice, discard

TEXTS = (QLabel, Passage, QPushButton, QCheckBox, QComboBox, QLineEdit, QListWidget)
FIRST_STEPS, BATCH = "first steps", "batch"
TARGETS = (QPushButton, QCheckBox, QComboBox, QLineEdit)


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
    discard(application)


def views(application: Application, page: Page | str) -> QWidget:
    alone = {FIRST_STEPS: application.first_run, BATCH: application.batch_page}
    return application.pages[page] if isinstance(page, Page) else alone[page]


@pytest.mark.parametrize("page", [*Page, FIRST_STEPS, BATCH])
@pytest.mark.parametrize("percent", [100, 200, 300])
@pytest.mark.parametrize("theme", Theme)  # each is put on once: it takes longer than to look at a page
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
