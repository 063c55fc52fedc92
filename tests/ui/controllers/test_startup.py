"""What the window begins with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.startup import Beginning
from assistant.ui.pages.first_run_page import STEPS


@pytest.mark.parametrize("skipped_at", [None, 0, 2])
def test_the_first_steps_come_once_and_can_be_left_at_any_time(
    make_application: Callable[[Settings], Application], skipped_at: int | None
) -> None:
    application = make_application(Settings(language="en"))
    words: list[str] = []
    application.first_run.spoken.connect(words.append)
    application.begin(Beginning())
    assert application.first_run.isVisible()
    buttons = {made.text(): made for made in application.first_run.findChildren(QPushButton)}
    for step in range(len(STEPS)):
        if step == skipped_at:
            buttons["Skip all"].click()
            break
        application.window.focusWidget().click()
    assert len(words) == (len(STEPS) if skipped_at is None else skipped_at + 1)
    assert application.keeper.current.welcomed
    assert application.conversation.isVisible()
    assert not application.reading.running
