"""What speaks, and when: our voice or the screen reader, and pauses in the talk without a microphone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.events import Channel, CueEvent, CueKind, Earcon
from assistant.expressions import Expression
from assistant.messages import say
from assistant.settings import DEFAULTS, Settings, Speaker
from assistant.ui.application import Application
from assistant.ui.widgets.basic import Switch
from tests.helpers.desk import cue
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


@pytest.fixture
def no_microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(microphone: Microphone) -> None:
        microphone._on_trouble(say("audio.no_microphone"))

    monkeypatch.setattr(Microphone, "start", refuse)


@pytest.mark.usefixtures("no_microphone")
def test_a_missing_microphone_is_said_and_the_switch_tells_it_until_it_is_off(
    application: Application, loudspeaker: Loudspeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_until(lambda: "speech" in loudspeaker.asked)
    spoken: list[str] = []
    monkeypatch.setattr(application.presenter._voice, "before", spoken.append)
    switches = application.settings.findChildren(Switch)
    switch = next(made for made in switches if made.text() == say("setting.pauses"))
    switch.click()
    assert application.keeper.current.pauses is not DEFAULTS.pauses
    wait_until(lambda: spoken)
    assert spoken == [say("audio.no_microphone")]
    assert "earcon at 0" in loudspeaker.asked
    assert switch.accessibleDescription() == say("audio.no_microphone")
    switch.click()
    assert switch.accessibleDescription() == say("setting.pauses_help")


@pytest.mark.usefixtures("no_microphone")
def test_no_microphone_is_opened_for_a_screen_reader_that_would_not_wait(application: Application) -> None:
    application.presenter.router.reader = ScreenReader("Orca 48.1", announces=True)
    switches = application.settings.findChildren(Switch)
    switch = next(made for made in switches if made.text() == say("setting.pauses"))
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    switch.click()
    assert switch.accessibleDescription() == say("audio.reader_waits_not")
    application.keeper.set("speaker", Speaker.VOICE)
    assert switch.accessibleDescription() == say("audio.no_microphone")


@pytest.mark.usefixtures("no_microphone")
def test_the_microphone_is_opened_for_a_screen_reader_beside_which_our_voice_speaks(application: Application) -> None:
    application.presenter.router.reader = ScreenReader("NVDA", announces=True, in_front_alone=True)
    switches = application.settings.findChildren(Switch)
    switch = next(made for made in switches if made.text() == say("setting.pauses"))
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    switch.click()
    assert switch.accessibleDescription() == say("audio.no_microphone")


def test_our_voice_is_silent_where_the_screen_reader_speaks(application: Application, loudspeaker: Loudspeaker) -> None:
    application.presenter.router.reader = ScreenReader("Orca 48.1", announces=True)
    wait_until(lambda: "speech" in loudspeaker.asked)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    loudspeaker.asked.clear()
    application.presenter.answer("Hello.")
    application.presenter.tell(cue("looks happy"))
    wait_until(lambda: "looks happy" in application.conversation.caption.text())
    QTest.qWait(200)  # nothing is spoken
    assert loudspeaker.asked == ["earcon at 0"]


def test_our_voice_speaks_where_the_screen_reader_has_gone(application: Application, loudspeaker: Loudspeaker) -> None:
    wait_until(lambda: "speech" in loudspeaker.asked)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    loudspeaker.asked.clear()
    application.presenter.answer("Hello.")
    wait_until(lambda: "speech" in loudspeaker.asked)


def test_a_nod_that_was_a_sound_is_not_what_is_repeated(application: Application) -> None:
    said = captions(application)
    application.presenter.tell(CueEvent(0.0, 1, "looks happy", frozenset(Channel), None, Earcon.POSITIVE))
    nod = CueEvent(1.0, 1, "nods", frozenset({Channel.EARCON}), None, Earcon.NOD, about=CueKind.GESTURE)
    application.presenter.tell(nod)
    press(application, "R")
    assert said == ["looks happy", "nods", "looks happy"]


def test_an_expression_is_not_repeated_once_none_may_be_read(application: Application) -> None:
    application.presenter.tell(cue("looks happy"))
    caption = application.conversation.caption
    wait_until(lambda: caption.text() == "Last said: looks happy")
    application.keeper.set("movements_only", True)
    assert caption.text() == say("ui.caption_empty")
    said = captions(application)
    application.presenter.tell(cue("looks sad"))  # it was on its way
    press(application, "R")
    assert said == [say("answer.nothing_told")]
    application.presenter.tell(replace(cue("nods"), expression=None, about=CueKind.GESTURE))
    application.keeper.set("verbosity", "strong")
    press(application, "R")
    assert said[1:] == ["nods", "nods"]


def test_reading_the_controls_leaves_what_was_said_last(
    make_application: Callable[[Settings], Application], loudspeaker: Loudspeaker
) -> None:
    application = make_application(Settings(welcomed=True, read_controls=True, language="en"))
    words = "looks happy"
    application.presenter.tell(CueEvent(1.0, 1, words, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE))
    caption = application.conversation.caption
    wait_until(lambda: caption.text() == "Last said: looks happy")
    wait_until(lambda: "speech" in loudspeaker.asked)
    loudspeaker.asked.clear()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Tab)
    wait_until(lambda: "speech" in loudspeaker.asked)  # the control was read
    assert caption.text() == "Last said: looks happy"
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_S)
    wait_until(lambda: caption.text() == "Paused. Sound on.")
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_R)
    wait_until(lambda: caption.text() == "looks happy")
