"""The pages made from tables are as the tables are."""

from __future__ import annotations

from typing import get_args

import platformdirs.macos
import platformdirs.unix
import pytest

from assistant import messages
from assistant.events import Event
from docs import make_reference
from docs.make_reference import DOCS, PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_what_the_tables_say_today(page: str) -> None:
    messages.use("en")
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page](), "run python -m docs.make_reference"


def test_the_events_page_shows_every_kind() -> None:
    shown = {type(event) for event, _ in make_reference._examples()}
    assert set(get_args(Event)) < shown


def test_the_settings_page_says_where_the_settings_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/somebody")
    page = make_reference.settings_page()
    for system in (platformdirs.unix.Unix, platformdirs.macos.MacOS):
        folder = system("expression-assistant", appauthor=False).user_config_path
        assert f"`~/{folder.parent.relative_to('/home/somebody')}`" in page
        assert folder.name == "expression-assistant"
