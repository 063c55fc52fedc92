"""What is said can be read on every page."""

from __future__ import annotations

import pytest

from assistant.commands import Page
from assistant.ui.application import Application
from tests.ui.conftest import wait_until

ERROR = "x.json holds no settings."


def beneath(application: Application) -> str:
    """What stands beneath the page."""
    said = application.window._said
    return said.text() if said.isVisible() else ""


@pytest.mark.parametrize("page", [page for page in Page if page is not Page.CONVERSATION])
def test_what_went_wrong_is_shown_on_every_page_until_it_is_left(application: Application, page: Page) -> None:
    application.window.go(page)
    assert beneath(application) == "", "the page says by itself which one it is"
    application.reporting.report(ERROR)
    wait_until(lambda: beneath(application) == ERROR)
    application.window.go(Page.CONVERSATION)
    assert beneath(application) == ""
    assert ERROR in application.conversation.caption.text(), "it has a place of its own there"


@pytest.mark.parametrize(("page", "shown"), [(Page.SETTINGS, True), (Page.LOG, True), (Page.PRACTICE, False)])
def test_answers_are_shown_where_the_page_does_not_show_them_itself(
    application: Application, page: Page, shown: bool
) -> None:
    application.window.go(page)
    application.handlers["status"]()
    assert bool(beneath(application)) is shown


def test_an_answer_that_would_leave_the_page_no_room_is_not_shown(application: Application) -> None:
    application.window.go(Page.HELP)
    application.window.resize(800, 600)
    application.presenter.answer("Many words. " * 200)
    assert beneath(application) == ""
    application.presenter.answer("A few words.")
    assert beneath(application) == "A few words."


def test_what_must_not_be_said_any_more_goes(application: Application) -> None:
    application.window.go(Page.SETTINGS)
    application.presenter.told.emit("looks happy")
    assert beneath(application) == "looks happy"
    application.presenter.forgot.emit()
    assert beneath(application) == ""
