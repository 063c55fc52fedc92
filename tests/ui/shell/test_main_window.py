"""The window around the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QStyle, QToolButton, QWidget

from assistant.commands import BY_ID, Page
from assistant.messages import LANGUAGES, say, sentences
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.shell.main_window import MainWindow
from assistant.ui.widgets.column import Column
from tests.helpers.window import press, turn


def test_f6_walks_between_the_page_buttons_and_the_page(application: Application) -> None:
    start = application.window.focusWidget()
    press(application, "F6")
    button = application.window.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Conversation"
    press(application, "F6")
    assert application.window.focusWidget() is start


@pytest.fixture
def alone() -> Column:
    return Column()


@pytest.fixture
def window(alone: Column, shown: Callable[[QWidget], None]) -> MainWindow:
    """Pages with two buttons each, of which the second is where the focus begins."""
    pages = {}
    for page in Page:
        pages[page] = column = Column()
        for words in ("before", "first"):
            column.column.addWidget(QPushButton(f"{page} {words}"))
        column.first = column.findChildren(QPushButton)[1]
    made = MainWindow(pages, [alone])
    made.resize(1000, 400)
    shown(made)
    return made


def page_buttons(window: MainWindow) -> list[QPushButton]:
    titles = [BY_ID[f"go_{page.value}"].title for page in Page]
    return [made for made in window.findChildren(QPushButton) if made.text() in titles]


def test_a_page_is_gone_to_with_the_focus_where_it_begins_and_its_button_says_so(window: MainWindow) -> None:
    told: list[Page] = []
    window.page_changed.connect(told.append)
    buttons = page_buttons(window)
    for made, page in zip(buttons, Page, strict=True):
        made.click()
        assert window.page is page
        assert window.focusWidget().text() == f"{page} first"
        said = [each.accessibleDescription() == say("ui.page_shown") for each in buttons]
        assert said == [each is made for each in buttons]
    assert told == [*Page]


@pytest.mark.parametrize("bare", [False, True])
def test_what_comes_alone_takes_the_place_of_pages_and_buttons(window: MainWindow, alone: Column, bare: bool) -> None:
    window.go(Page.LOG)
    window.show_alone(alone, bare)
    assert alone.isVisible()
    assert not any(made.isVisible() for made in page_buttons(window))
    assert window.menuBar().isHidden() is bare
    assert window.page is Page.LOG
    window.go(Page.LOG)
    assert not alone.isVisible()
    assert all(made.isVisible() for made in page_buttons(window))
    assert not window.menuBar().isHidden()


def test_buttons_for_which_there_is_no_room_are_hidden_and_the_window_gets_narrower(window: MainWindow) -> None:
    window.resize(300, 400)
    assert window.width() == 300
    assert not any(made.isVisible() for made in page_buttons(window))
    window.next_pane()
    assert window.focusWidget().text().endswith("first"), "there are no page buttons to go to"
    window.resize(1000, 400)
    assert all(made.isVisible() for made in page_buttons(window))


def test_it_is_called_by_its_name_in_another_language(window: MainWindow) -> None:
    turn(window, "de")
    assert window.windowTitle() == sentences("de")["ui.title"]


def test_it_is_gone_before_what_takes_its_time_is_told_to_end(window: MainWindow) -> None:
    shown: list[bool] = []
    window.closing.connect(lambda: shown.append(window.isVisible()))
    window.close()
    assert shown == [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_menus_are_in_view_at_every_size_of_text(application: Application, language: str) -> None:
    window = application.window
    hidden = window.menuBar().findChild(QToolButton, "qt_menubar_ext_button")
    for percent in (300, 100, 200, 300):
        application.keeper.replace(Settings(welcomed=True, language=language, text_percent=percent))
        window.resize(800, 600)
        for _ in range(10):
            QApplication.processEvents()
        assert not hidden.isVisible(), percent
    window.resize(1400, 600)
    for _ in range(10):
        QApplication.processEvents()
    assert window.menuBar().fontInfo().pixelSize() == 36


def test_a_menu_that_is_higher_than_the_screen_scrolls(application: Application) -> None:
    menu = application.window.menuBar().findChild(QMenu)
    assert menu.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable, None, menu)
