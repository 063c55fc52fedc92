"""Pages and their keys, gone to and said aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import messages
from assistant.commands import Page, spoken_keys
from assistant.practice.cards import Kind
from assistant.settings import Settings
from assistant.ui.application import Application
from tests.helpers.practice_window import begin, kept
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until

KEYS_OF_CUES = ("E", "N", "L", "V", "W", "H", "Y", "T")


def test_pages_are_gone_to_by_keys_and_called_by_name(application: Application) -> None:
    heard = captions(application)
    for number, page in enumerate(Page, 1):
        press(application, f"Ctrl+{number}")
        assert application.window.page is page
    wait_until(lambda: heard[-1] == "Help page.")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_each_key_of_the_cues_is_in_the_spoken_help(
    make_application: Callable[[Settings], Application], language: str
) -> None:
    application = make_application(Settings(welcomed=True, language=language))
    spoken = spoken_keys(application.keeper.keys, Page.CONVERSATION)
    for key in KEYS_OF_CUES:
        assert f"{key}:" in spoken.replace("\u00a0", " ").replace(f"{key} :", f"{key}:")


def test_the_first_steps_take_the_keys_from_a_session(application: Application) -> None:
    page = begin(application, Kind.PICK)
    press(application, "Shift+F1")
    assert application.first_run.isVisible()
    press(application, "1")
    assert kept() == []
    press(application, "Return")
    assert page.view is page.card
    application.first_run.finished.emit()
