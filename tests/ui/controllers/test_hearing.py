"""The first step: by which way the user hears, asked by one way after the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route
from assistant.ui.application import Application
from assistant.ui.controllers import hearing, speech_router
from assistant.ui.controllers.startup import Beginning
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import wait_until

Open = Callable[[Settings], Application]
ORCA = ScreenReader("Orca 48.1", announces=True)


@pytest.fixture
def first_start(make_application: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Application]:
    def start(reader: ScreenReader | None, seconds: float) -> Application:
        monkeypatch.setattr(speech_router, "running_screen_reader", lambda: reader)
        monkeypatch.setattr(speech_router.speech_dispatcher, "is_there", lambda: False)
        monkeypatch.setattr(hearing, "_TO_ANSWER", seconds)
        monkeypatch.setattr(hearing, "seconds_to_say", lambda words: 0.0)
        application = make_application(Settings(language="en"))
        application.begin(Beginning())
        return application

    return start


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_screen_reader_that_runs_is_asked_first_and_a_key_keeps_it(
    first_start: Callable[..., Application], loudspeaker: Loudspeaker, key: Qt.Key
) -> None:
    application = first_start(ORCA, 60.0)
    assert application.presenter.router.route is Route.ANNOUNCEMENT
    QTest.keyClick(application.window.focusWidget(), key)
    assert application.first_run.step == "voice"
    assert application.keeper.current.speaker is Speaker.SCREEN_READER
    assert application.keeper.current.heard == Route.ANNOUNCEMENT


def test_without_a_key_the_next_way_says_it_again(
    first_start: Callable[..., Application], loudspeaker: Loudspeaker
) -> None:
    application = first_start(ORCA, 0.3)
    said: list[str] = []
    application.first_run.spoken.connect(said.append)
    loudspeaker.asked.clear()
    wait_until(lambda: "speech" in loudspeaker.asked)
    assert application.presenter.router.route is Route.VOICE
    assert said[0].startswith("Welcome.")
    application.hearing._timer.stop()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    assert application.keeper.current.speaker is Speaker.VOICE
    assert application.presenter.router.route is Route.VOICE


def test_who_is_not_there_is_not_called_for_ever(first_start: Callable[..., Application]) -> None:
    application = first_start(None, 0.02)
    said: list[str] = []
    application.first_run.spoken.connect(said.append)
    wait_until(lambda: len(said) == hearing._TRIES - 1)
    QTest.qWait(200)  # a call too many would come in it
    assert len(said) == hearing._TRIES - 1
    assert application.first_run.step == "hear"


def test_the_focus_reader_does_not_cut_the_welcome_off(
    first_start: Callable[..., Application], loudspeaker: Loudspeaker
) -> None:
    loudspeaker.seconds = 60.0
    application = first_start(None, 60.0)
    wait_until(lambda: "speech" in loudspeaker.asked)
    QTest.qWait(200)  # the window comes to the front in it
    loudspeaker.asked.clear()
    application.window.next_pane()
    application.first_run.words.setFocus()  # as a window manager's return moves it, without a key
    QTest.qWait(200)  # a word too many would come in it
    assert loudspeaker.asked == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wait_until(lambda: "speech" in loudspeaker.asked)


def test_a_screen_reader_that_is_started_later_is_noticed(
    first_start: Callable[..., Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    application = first_start(None, 60.0)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    assert application.presenter.router.route is Route.VOICE
    monkeypatch.setattr(speech_router, "running_screen_reader", lambda: ORCA)
    application.presenter.router._timer.setInterval(1)
    wait_until(lambda: application.presenter.router.route is Route.ANNOUNCEMENT)
