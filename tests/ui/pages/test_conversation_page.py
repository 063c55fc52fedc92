"""The Conversation page: from a drawn face to the large word, and what was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.messages import say
from assistant.settings import Theme
from assistant.ui.application import Application
from assistant.ui.pages.conversation_page import ConversationPage
from assistant.ui.sight import Sight, State
from assistant.ui.widgets.theme import LIGHT, Look
from tests.helpers.views import show
from tests.ui.conftest import wait_until


def test_a_drawn_smile_is_shown_as_a_word_with_its_frame(application: Application) -> None:
    captions: list[str] = []
    sights: list[Sight] = []
    application.presenter.caption.connect(captions.append)
    application.reading.seen.connect(sights.append)
    application.reading.use(DrawnSource("live"), "Drawn face")
    page = application.conversation
    assert page.sight.notice.accessibleName() == "Expression reading is on: Drawn face"
    wait_until(lambda: "happy" in page.sight.label.accessibleName())
    wait_until(lambda: any("happy" in caption for caption in captions))
    assert page.sight.video.isVisible()
    sight = sights[-1]
    assert sight.observation.partner in {reading.face for reading in sight.observation.faces}
    assert sight.observation.time == sight.frame.time
    application.handlers["start_pause"]()
    assert page.sight.notice.accessibleName() == "Expression reading is off"
    assert not page.sight.video.filled
    assert not page.sight.video.isVisible()


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> ConversationPage:
    made = ConversationPage()
    made.set_look(Look(LIGHT, 18, pictures=True))
    made.resize(1000, 600)
    shown(made)
    return made


def test_an_answer_is_shown_for_a_while_and_then_what_was_told_last(
    page: ConversationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.ui.pages.conversation_page._TO_READ", 0.01)
    monkeypatch.setattr("assistant.ui.pages.conversation_page.seconds_to_say", lambda words: 0.0)
    page.show_caption("looks happy")
    page.show_answer("Paused.")
    assert page.caption.text() == "Paused."
    wait_until(lambda: page.caption.text() == "Last said: looks happy")


def test_what_is_told_after_an_answer_takes_its_place_at_once(page: ConversationPage) -> None:
    page.show_answer("Paused.")
    page.show_caption("looks sad")
    assert page.caption.text() == "Last said: looks sad"


def test_the_switch_for_sound_says_what_it_does(page: ConversationPage) -> None:
    assert page.sound.accessibleDescription() == say("ui.sound_help")


def test_trouble_takes_the_place_of_the_label_with_the_focus_on_what_tries_again(page: ConversationPage) -> None:
    asked: list[str] = []
    page.asked.connect(asked.append)
    page.show_state(State.FAILED)
    page.show_trouble("No camera was found.")
    assert page.trouble.isVisible()
    assert not page.sight.isVisible()
    assert not page.start.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert asked == ["start_pause"]
    page.show_state(State.OPENING)
    assert page.sight.isVisible()
    assert page.start.hasFocus()


def test_large_text_puts_the_buttons_beside_the_label_where_there_is_room(page: ConversationPage) -> None:
    places = []
    for size, width in ((18, 1000), (36, 1000), (36, 380)):
        page.set_look(Look(LIGHT, size, pictures=False))
        page.resize(width, 700)
        QApplication.processEvents()
        places.append(page.start.mapTo(page, QPoint(0, 0)).x() >= page.sight.label.width())
    assert places == [False, True, False]


@pytest.mark.parametrize("size", [(1024, 600), (800, 600)])
def test_an_answer_is_in_view_as_long_as_it_is_shown_however_large_the_text(
    application: Application, size: tuple[int, int]
) -> None:
    show(application, "conversation", size, 300, Theme.SYSTEM)
    application.handlers["consent"]()
    page = application.conversation
    for _ in range(5):
        QApplication.processEvents()
    shown = page.caption.visibleRegion().boundingRect()
    assert shown.top() == 0, "it begins in view"
    assert shown.height() > 0.9 * min(page.caption.height(), page.viewport().height())
    page.show_caption("looks happy")
    for _ in range(5):
        QApplication.processEvents()
    assert not page.start.visibleRegion().isEmpty(), "then what has the focus is"
