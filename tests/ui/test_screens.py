"""Every view on every screen at every size of text: nothing is cut, everything is reached, and the focus is in view."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from assistant.commands import Page
from assistant.messages import LANGUAGES, say
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.practice.table import FiguresTable
from assistant.ui.sight import State
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.passage import Passage
from tests.helpers.views import VIEWS, show
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import TunableVoice, discard

SCREENS = ((800, 600), (1024, 640), (1366, 768), (1920, 1080), (3840, 2160))
PERCENTS = (100, 200, 300)
TARGET = 44


@pytest.fixture(scope="module")
def application(qt: QApplication) -> Iterator[Application]:
    keeper = SettingsKeeper(Settings(welcomed=True, language="en"), None)
    made = Application(qt, keeper, TunableVoice(), Loudspeaker(), EventRecorder(None))
    made.window.show()
    made.window.activateWindow()
    yield made
    discard(made)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_and_the_focus_reaches_everything_in_view(
    application: Application, size: tuple[int, int], percent: int, view: str
) -> None:
    held = show(application, view, size, percent, Theme.SYSTEM)
    window = application.window
    assert (window.width(), window.height()) == size, "the window does not get as small as its screen"
    for widget in held.findChildren(QWidget):
        if widget.isVisible():
            _is_whole(widget, held)
    _focus_goes_round(window, held)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
@pytest.mark.parametrize(("size", "percent"), [((800, 600), 150), ((800, 600), 300), ((1024, 640), 300)])
def test_nothing_is_cut_in_any_language(
    application: Application, size: tuple[int, int], percent: int, language: str, view: str
) -> None:
    held = show(application, view, size, percent, language=language)
    for widget in held.findChildren(QWidget):
        if widget.isVisible():
            _is_whole(widget, held)


@pytest.mark.parametrize(("size", "percent"), [((800, 600), 100), ((1366, 768), 200), ((1024, 640), 300)])
def test_the_name_of_a_file_may_be_one_long_word(application: Application, size: tuple[int, int], percent: int) -> None:
    name = "VID_20260612_194512_family_reunion_at_the_lake_of_Constance.mp4"
    page = application.conversation
    show(application, "conversation", size, percent)
    page.sight.show_state(State.READING, name)
    for state in (State.READING, State.FAILED):
        page.show_trouble(say("error.video_interlaced", file=name))
        page.show_state(state)
        for _ in range(5):
            QApplication.processEvents()
        assert page.widget().width() == page.viewport().width(), "the page is wider than the window"
        for words in page.findChildren(QLabel):
            if words.isVisible():
                assert words.height() >= words.heightForWidth(words.width()), words.text()


@pytest.mark.parametrize("view", ["step cues", "step voice", "progress"])
def test_a_view_begins_with_its_first_words(application: Application, view: str) -> None:
    show(application, view, (1024, 640), 200, Theme.SYSTEM)
    held = application.first_run if view.startswith("step") else application.practice_page
    assert held.verticalScrollBar().maximum() > 0
    assert held.verticalScrollBar().value() == 0


def test_a_picture_for_which_larger_text_leaves_no_room_is_hidden(application: Application) -> None:
    video = application.conversation.sight.video
    show(application, "conversation", (1920, 1080), 100, Theme.SYSTEM)
    assert video.isVisible()
    application.keeper.set("text_percent", 200)
    QApplication.processEvents()
    assert video.isHidden() is not video.isVisible()
    assert not video.isVisible()


def _is_whole(widget: QWidget, held: QWidget) -> None:
    name = f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"
    left = widget.mapTo(held, QPoint(0, 0)).x()
    assert left >= 0, name
    assert left + widget.width() <= held.width(), f"{name} reaches beyond the right edge"
    holder = widget.parentWidget()
    if holder is not None and holder is not held and not _scrolls(holder):
        assert holder.rect().contains(widget.geometry()), f"{name} is cut by what holds it"
    if isinstance(widget, Passage | QCheckBox) or (isinstance(widget, QLabel) and widget.wordWrap()):
        assert widget.height() >= widget.heightForWidth(widget.width()), f"{name} has too few lines"
        words = [word for word in widget.text().split() if os.sep not in word]  # a long path may break anywhere
        assert widget.width() >= max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0), name
    elif isinstance(widget, QLabel | QPushButton):
        hint = widget.sizeHint()
        assert widget.width() >= hint.width(), f"{name} is too narrow"
        assert widget.height() >= hint.height(), f"{name} is too low"
    if isinstance(widget, QComboBox):
        drawn = QStyleOptionComboBox()
        widget.initStyleOption(drawn)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, drawn, field, widget).width()
        shown = widget.fontMetrics().horizontalAdvance(widget.currentText())
        assert room >= shown, f"{name} hides what is chosen"
    if isinstance(widget, FiguresTable):
        assert not widget.verticalScrollBar().maximum(), f"{name} hides rows"
    if isinstance(widget, QPushButton | QCheckBox | QComboBox | QLineEdit):
        assert min(widget.width(), widget.height()) >= TARGET, f"{name} is too small to be pressed"


def _scrolls(holder: QWidget) -> bool:
    around = holder.parentWidget()
    return isinstance(around, QScrollArea | QAbstractItemView | QTextEdit)


def _focus_goes_round(window: QWidget, held: QWidget) -> None:
    wanted = {
        widget
        for widget in held.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached: set[QWidget] = set()
    for presses in range(len(wanted) + 12):
        focus = window.focusWidget()
        assert focus is not None, "nothing has the focus"
        if held.isAncestorOf(focus) and not (presses == 0 and _begins_with_its_words(focus)):
            assert _shown_of(focus, window), f"the focus on {focus.accessibleName()!r} is out of view"
            assert _help_is_shown(focus, window), f"the help of {focus.accessibleName()!r} is out of view"
        reached.add(focus)
        if wanted <= reached:
            return
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()
    missing = [f"{type(widget).__name__} {widget.accessibleName()!r}" for widget in wanted - reached]
    raise AssertionError(f"Tab does not reach {missing}")


def _begins_with_its_words(focus: QWidget) -> bool:
    """Whether the page has chosen to begin at its top, whatever has the focus: words come first, until that moves."""
    around = focus.parentWidget()
    while around is not None and not isinstance(around, Column):
        around = around.parentWidget()
    if around is None or not (around._at_top or around._words):
        return False
    return around.verticalScrollBar().value() == 0


def _shown_of(focus: QWidget, window: QWidget) -> bool:
    """Whether all of the widget is in view, or, where it is higher than that, the place where its cursor is."""
    place, area = focus.rect(), _view_of(focus)
    if area is not None and place.height() > area.height() - 32:
        if isinstance(focus, QTextEdit):
            place = focus.cursorRect()
        elif isinstance(focus, QAbstractItemView):
            place = focus.visualRect(focus.currentIndex()).translated(focus.viewport().pos())
        else:
            return not focus.visibleRegion().isEmpty()
    shown = QRect(focus.mapTo(window, place.topLeft()), place.size())
    room = QRect(area.mapTo(window, QPoint(0, 0)), area.size()) if area else window.rect()
    return room.top() <= shown.top() and shown.bottom() <= room.bottom() and room.intersects(shown)


def _help_is_shown(focus: QWidget, window: QWidget) -> bool:
    """Whether a setting is in view with its help, where there is room for both."""
    row, area = focus.parentWidget(), _view_of(focus)
    if not isinstance(row, OptionRow) or area is None or row.height() > area.height() - 32:
        return True
    return _shown_of(row, window)


def _view_of(widget: QWidget) -> QWidget | None:
    holder = widget.parentWidget()
    while holder is not None:
        around = holder.parentWidget()
        if isinstance(around, QScrollArea):
            return holder
        holder = around
    return None


def test_going_back_to_a_page_shows_where_the_focus_is(application: Application) -> None:
    page = show(application, "settings", (1024, 640), 300, Theme.SYSTEM)
    application.settings.verticalScrollBar().setValue(application.settings.verticalScrollBar().maximum())
    show(application, "help", (1024, 640), 300, Theme.SYSTEM)
    assert show(application, "settings", (1024, 640), 300, Theme.SYSTEM) is page
    focus = application.window.focusWidget()
    assert page.isAncestorOf(focus)
    assert _shown_of(focus, application.window)


@pytest.mark.parametrize("percent", PERCENTS)
def test_practice_opens_at_the_top_of_its_page(application: Application, percent: int) -> None:
    page = show(application, "practice", (800, 600), percent, Theme.SYSTEM)
    assert isinstance(page, QScrollArea)
    assert page.verticalScrollBar().value() == 0
    assert _shown_of(application.practice_page.start.begin, application.window)


def test_the_cursor_of_a_long_text_is_followed(application: Application) -> None:
    page = show(application, "help", (800, 600), 300, Theme.SYSTEM)
    passage = page.findChildren(Passage)[0]
    passage.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(30):
        QTest.keyClick(passage, Qt.Key.Key_Down)
        assert _shown_of(passage, application.window)


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_entries_of_an_open_box_are_large_targets(application: Application, percent: int) -> None:
    page = show(application, "settings", (800, 600), percent, Theme.SYSTEM)
    for box in page.findChildren(QComboBox):
        view = box.view()
        assert view.sizeHintForRow(0) >= TARGET
    for entries in page.findChildren(QAbstractItemView):
        if entries.isVisible() and entries.model().rowCount():
            assert entries.visualRect(entries.model().index(0, 0)).height() >= TARGET


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("percent", [100, 200])
def test_tab_reaches_every_control_and_is_caught_by_none(application: Application, page: Page, percent: int) -> None:
    show(application, "paused", (1280, 800), percent, Theme.SYSTEM)
    application.keeper.set("log", True)
    application.practice_page.show_start()
    application.window.go(page)
    window = application.window
    wanted = {
        child
        for child in window.centralWidget().findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    }
    reached = set()
    for _ in range(3 * len(wanted)):
        reached.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached
