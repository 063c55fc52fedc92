"""The parts of the window together: answers, the keys that they name, and the end."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.sight import State
from tests.helpers.engines import Hanging
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions, press
from tests.ui.conftest import TunableVoice, discard, wait_until


def test_closing_leaves_no_thread(make_application: Callable[[Settings], Application]) -> None:
    before = set(threading.enumerate())
    application = make_application(Settings(welcomed=True))
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    application.window.close()
    assert not application.reading.running
    wait_until(lambda: {t for t in threading.enumerate() if not t.daemon} <= before | {threading.main_thread()})


def test_closing_does_not_wait_for_a_voice_that_hangs(
    qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    voice = VoiceChain(VoiceSettings(), chain=("hanging",), factory=Hanging, deadline=60)
    keeper = SettingsKeeper(Settings(welcomed=True), tmp_path / "settings.json")
    application = Application(qt, keeper, voice, loudspeaker, EventRecorder(None))
    window = application.window
    window.show()
    wait_until(multiprocessing.active_children)
    application.presenter.answer("Nobody hears this.")
    QTest.qWait(500)  # the engine is there now, and hangs
    shown: list[bool] = []
    window.closing.connect(lambda: shown.append(window.isVisible()))
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 5  # it hangs for 60, and takes some hundredths to end
    assert shown == [False]
    assert not multiprocessing.active_children()
    discard(application)


def test_a_window_takes_all_that_is_in_it_along(qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path) -> None:
    before = set(QApplication.allWidgets())
    keeper = SettingsKeeper(Settings(welcomed=True), tmp_path / "settings.json")
    application = Application(qt, keeper, TunableVoice(), loudspeaker, EventRecorder(None))
    assert set(QApplication.allWidgets()) > before
    discard(application)
    assert set(QApplication.allWidgets()) == before
    assert not isValid(application.focus_reader)  # which sees every event of every window


def test_answers_are_shown(application: Application) -> None:
    heard = captions(application)
    for key in ("S", "R", "D", "C", "F1"):
        press(application, key)
    wait_until(lambda: len(heard) == 5)
    assert heard[0] == "Paused. Sound on."
    assert heard[1] == "Nothing has been said yet."
    assert "Is that all right" in heard[3]
    assert "M: Mute." in heard[4]


def test_what_is_said_of_a_key_is_true_of_the_keys_as_they_are_now(
    make_application: Callable[[Settings], Application],
) -> None:
    keys = {"start_pause": "F5", "next_card": "", "take_picture": "T"}
    application = make_application(Settings(welcomed=True, language="en", keys=keys))
    heard: list[str] = []
    application.presenter.caption.connect(heard.append)
    assert application.conversation.sight.label.accessibleName() == "Press F5 to start reading"
    hint = "Choose what to practise; “Next card” in the menu Reading begins."
    assert application.practice_page.start.hint.text().startswith(hint)
    application.first_run.finished.emit()
    wait_until(lambda: heard[-1:] == ["You are ready: the key F5 starts reading, and the key F1 speaks the keys."])
    application.keeper.set("single_keys", False)
    application.handlers["take_picture"]()
    wait_until(lambda: "Aiming: “Take a picture” in the menu Reading takes the picture at once." in heard)
    application.keeper.set("keys", {"start_pause": ""})
    assert application.conversation.sight.label.accessibleName() == "Expression reading is off"


def test_the_demo_ends_with_what_to_do_next(
    application: Application, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.ui.application._FOR_A_WORD", 1)
    application.keeper.set("keys", {"keys": "F2"})
    application.close_when_ended(State.READING)
    assert heard == []
    application.close_when_ended(State.ENDED)
    assert heard[-1].startswith("That was the demo. Start the program without the word demo")
    assert heard[-1].endswith("the key F2 speaks the keys.")
    assert application.window.isVisible()
    wait_until(lambda: not application.window.isVisible())
