"""The help page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget

from assistant.commands import keys_in_use
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.pages.help_page import HelpPage
from assistant.ui.widgets.passage import Passage
from tests.helpers.feelings import named_in


def test_the_help_names_the_keys_as_they_are_now(application: Application) -> None:
    application.keeper.set("keys", {"consent": "Ctrl+J"})
    texts = " ".join(passage.text() for passage in application.help.findChildren(Passage))
    assert "the key Ctrl+J speaks" in texts


@pytest.fixture
def page() -> HelpPage:
    return HelpPage()


def entries(page: HelpPage) -> list[str]:
    keys = page.findChild(QListWidget)
    return [keys.item(row).text() for row in range(keys.count())]


def test_each_command_that_has_a_key_is_listed_with_it(page: HelpPage) -> None:
    keys = keys_in_use({"mute": "Ctrl+J", "repeat": ""}, single_keys=True)
    page.show_settings(Settings(language="en"), keys)
    listed = entries(page)
    assert len(listed) == sum(bool(key) for key in keys.values())
    assert [entry for entry in listed if entry.startswith("Ctrl+J: Mute")]
    assert not [entry for entry in listed if entry.startswith("R: Repeat. ")]
    page.show_settings(Settings(language="en", global_mute="Ctrl+Alt+M"), keys)
    assert entries(page)[:-1] == listed
    assert entries(page)[-1].startswith("Ctrl+Alt+M, in every program: Mute.")


def test_what_the_program_does_is_told_of_what_it_does_now(page: HelpPage) -> None:
    keys, texts = keys_in_use({}, single_keys=True), []
    for movements_only in (False, True):
        page.show_settings(Settings(language="en", movements_only=movements_only), keys)
        texts.append(page.findChildren(Passage)[0].text())
    assert "happy" in texts[0]
    assert not named_in(texts[1])
