"""The word alone: the way there and back."""

from __future__ import annotations

from assistant.commands import Page
from assistant.ui.application import Application
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


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
