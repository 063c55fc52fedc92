"""Everything that the window can show, each brought about as a user would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from assistant.commands import Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Frame, Observation
from assistant.expressions import Expression
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.pages.first_run_page import STEPS
from assistant.ui.sight import Sight, State

SOMEBODY = paint(demo_clip().drawing(0.0), 640, 480)


def conversation(application: Application) -> QWidget:
    """Somebody is read, and something was told."""
    page = application.conversation
    page.show_state(State.READING)
    page.sight.show_state(State.READING, "Camera 0")
    page.sight.show_sight(Sight(Frame(SOMEBODY, 0.0), Observation(0.0, (), {}, ())))
    page.sight.label.show_expression(Expression.SURPRISE, 0.9)
    page.show_caption("looks surprised, brows raised")
    return page


def trouble(application: Application) -> QWidget:
    """The camera is missing."""
    application.conversation.show_trouble("Camera 0 cannot be opened: plug it in, or choose another one.")
    return application.conversation


def photo(application: Application) -> QWidget:
    """Nothing is described yet."""
    application.window.go(Page.PHOTO)
    return application.photo


def practice(application: Application) -> QWidget:
    """What to practise is to be chosen."""
    application.window.go(Page.PRACTICE)
    application.practice_page.show_start()
    return application.practice_page


def practice_card(application: Application) -> QWidget:
    """A question."""
    application.window.go(Page.PRACTICE)
    application.practice_page.show_start()
    application.handlers["next_card"]()
    return application.practice_page


def practice_answer(application: Application) -> QWidget:
    """What follows an answer."""
    page = practice_card(application)
    application.handlers["answer_1"]()
    return page


def practice_question(application: Application) -> QWidget:
    """Whether the session is to end."""
    page = practice_card(application)
    application.handlers["end_practice"]()
    return page


def practice_end(application: Application) -> QWidget:
    """What a session brought."""
    page = practice_answer(application)
    for _ in range(2):
        application.handlers["end_practice"]()
    return page


def practice_progress(application: Application) -> QWidget:
    """What all sessions brought, with charts and tables."""
    page = practice_end(application)
    application.practice_page.end.progress.click()
    return page


def log(application: Application) -> QWidget:
    """A log is kept."""
    application.keeper.set("log", True)
    application.window.go(Page.LOG)
    return application.log


def batch(application: Application) -> QWidget:
    """How events are to be saved."""
    recordings = [Path(f"conversation in the kitchen {number}.mp4") for number in range(7)]
    application.batch_page.ask(recordings, Path("recordings of last week"))
    application.batch.shown.emit()
    return application.batch_page


def label_only(application: Application) -> QWidget:
    """The word alone."""
    if not application.label_page.isVisible():
        application.handlers["label_only"]()
    application.label_page.sight.show_state(State.READING, "Camera 0")
    application.label_page.sight.label.show_expression(Expression.SURPRISE, 0.9)
    return application.label_page


def _page(page: Page) -> Callable[[Application], QWidget]:
    def go(application: Application) -> QWidget:
        application.window.go(page)
        return application.pages[page]

    return go


def _step(number: int) -> Callable[[Application], QWidget]:
    def go(application: Application) -> QWidget:
        application.handlers["first_run"]()
        for _ in range(number):
            application.first_run.next()
        return application.first_run

    return go


VIEWS: Mapping[str, Callable[[Application], QWidget]] = {
    "paused": _page(Page.CONVERSATION),
    "conversation": conversation,
    "trouble": trouble,
    "photo": photo,
    "practice": practice,
    "card": practice_card,
    "answer": practice_answer,
    "question": practice_question,
    "end": practice_end,
    "progress": practice_progress,
    "log": log,
    "settings": _page(Page.SETTINGS),
    "help": _page(Page.HELP),
    "batch": batch,
    "label only": label_only,
    **{f"step {name}": _step(number) for number, name in enumerate(STEPS)},
}
"""All views by name; each function brings it about and gives the widget that holds it."""


def show(
    application: Application,
    view: str,
    size: tuple[int, int],
    percent: int,
    theme: Theme = Theme.SYSTEM,
    language: str = "en",
) -> QWidget:
    """Bring about a view in a window of that size, and wait until it is laid out."""
    application.keeper.replace(Settings(welcomed=True, language=language, text_percent=percent, theme=theme))
    application.window.go(Page.CONVERSATION)
    application.conversation.show_state(State.PAUSED)
    application.conversation.sight.show_state(State.PAUSED, "")
    application.window.resize(*size)
    held = VIEWS[view](application)
    for _ in range(20):
        QApplication.processEvents()
    return held
