"""The practice page, used as a learner does."""

from __future__ import annotations

from datetime import UTC, datetime

import cv2
import numpy as np

from assistant.commands import Page
from assistant.messages import say
from assistant.practice.cards import Answer, Kind
from assistant.practice.progress import Progress
from assistant.practice.summary import Table
from assistant.ui.application import Application
from assistant.ui.practice.page import PracticePage
from assistant.ui.practice.records import default_path
from tests.helpers.window import press


def begin(application: Application, kind: Kind, name: str = "Ada") -> PracticePage:
    """Go to the page, choose a kind, and press Enter."""
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    page.start.learner.setCurrentIndex(page.start.learner.count() - 1)
    page.start.name.setText(name)
    page.start.kind.setCurrentIndex(page.start.kind.findData(kind))
    press(application, "Return")
    assert page.view is page.card
    return page


def buttons(page: PracticePage) -> list[str]:
    return [made.text() for made in page.card.choices.findChildren(type(page.card.next)) if made.isVisible()]


def kept(name: str = "Ada") -> list[Answer]:
    with Progress(default_path(), datetime.now(UTC)) as progress:
        return progress.answers(name)


def picture(brightness: int) -> bytes:
    return cv2.imencode(".png", np.full((48, 48), brightness, np.uint8))[1].tobytes()


def figures(rows: int) -> Table:
    """A table with a row for each of so many days."""
    looks = (say("expression.happy"), say("expression.sad"))
    return Table("Figures", ("Day", *looks), tuple((str(day), f"{day} of 9", "-") for day in range(rows)))
