"""The choice of a voice: listed beside the window's own thread, heard at once, remembered, missed when it is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings
from assistant.commands import Page
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Speaker
from assistant.settings_file import load
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.startup import Beginning
from assistant.ui.widgets.voice_row import VoiceRow
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import TunableVoice, discard, wait_until

OFFERED = (
    VoiceInfo("id-de", "Anna", "de"),
    VoiceInfo("id-us", "Samantha", "en-us"),
    VoiceInfo("id-gb", "Daniel", "en-gb"),
    VoiceInfo("id-odd", "Odd", "409"),
)
TITLES = ["The usual one", "Daniel, British English", "Samantha, American English", "Anna, Deutsch", "Odd, 409"]
SAMPLE = "This is how I sound: looks happy."

Open = Callable[..., Application]


@pytest.fixture
def voice() -> TunableVoice:
    voice = TunableVoice()
    voice.offered = OFFERED
    return voice


@pytest.fixture
def begin(qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path, voice: TunableVoice) -> Iterator[Open]:
    """Begins the application as it is begun for real."""
    begun: list[Application] = []

    def begin(**chosen: object) -> Application:
        keeper = SettingsKeeper(Settings(language="en", **chosen), tmp_path / "settings.json")
        application = Application(qt, keeper, voice, loudspeaker, EventRecorder(None))
        begun.append(application)
        application.begin(Beginning())
        return application

    yield begin
    for application in begun:
        discard(application)


def entries(row: VoiceRow) -> list[str]:
    return [row.control.itemText(index) for index in range(row.control.count())]


def test_the_voices_of_the_language_come_first(begin: Open) -> None:
    application = begin(welcomed=True)
    for page in (application.settings, application.first_run):
        wait_until(lambda page=page: entries(page.voices) == TITLES)


@pytest.mark.parametrize("welcomed", [True, False])
def test_a_voice_is_chosen_by_key_heard_at_once_and_remembered(
    begin: Open, voice: TunableVoice, tmp_path: Path, welcomed: bool
) -> None:
    application = begin(welcomed=welcomed)
    spoken: list[tuple[str, VoiceSettings | None]] = []
    voice.before = lambda text: spoken.append((text, voice.settings))
    if welcomed:
        application.window.go(Page.SETTINGS)
    row = application.settings.voices if welcomed else application.first_run.voices
    wait_until(lambda: entries(row) == TITLES)
    row.control.setFocus()
    QTest.keyClick(row.control, Qt.Key.Key_Down)
    QTest.keyClick(row.control, Qt.Key.Key_Down)
    # The first steps read the controls aloud, too: the sample or the voice's own name, whichever comes last, is heard.
    phrases = (SAMPLE,) if welcomed else (SAMPLE, TITLES[2])
    wait_until(lambda: any((words, VoiceSettings("en", "id-us", 170)) in spoken for words in phrases))
    assert load(tmp_path / "settings.json")[0].voices == {"en": "id-us"}
    application.adjusting.undo()
    application.adjusting.undo()
    assert row.control.currentText() == "The usual one"
    assert voice.settings == VoiceSettings("en", None, 170)


def test_a_remembered_voice_is_used(begin: Open, voice: TunableVoice) -> None:
    application = begin(welcomed=True, voices={"en": "id-gb", "de": "id-de"})
    assert voice.settings == VoiceSettings("en", "id-gb", 170)
    wait_until(lambda: application.settings.voices.control.currentText() == "Daniel, British English")
    assert not application.conversation.caption.text().startswith("Last said: The voice")


def test_a_voice_that_is_gone_is_said_and_kept_in_mind(begin: Open, voice: TunableVoice) -> None:
    spoken: list[str] = []
    voice.before = spoken.append
    application = begin(welcomed=True, voices={"en": "id-sold"})
    wait_until(lambda: any("not there any more" in words for words in spoken))
    assert "not there any more" in application.conversation.caption.text()
    row = application.settings.voices
    assert row.control.currentText() == "The one you chose, which is not there"
    voice.offered = (*OFFERED, VoiceInfo("id-sold", "Zoe", "en-us"))
    application.voices.ask()
    wait_until(lambda: row.control.currentText() == "Zoe, American English")


def test_the_screen_reader_speaks_no_sample(begin: Open, voice: TunableVoice) -> None:
    application = begin(welcomed=True, speaker=Speaker.SCREEN_READER)
    heard: list[str] = []
    application.presenter.caption.connect(heard.append)
    application.adjusting.choose("voices", {"en": "id-gb"})
    QTest.qWait(50)  # nothing is said
    assert heard == []


def test_the_window_does_not_wait_for_a_slow_engine(begin: Open, voice: TunableVoice) -> None:
    free = threading.Event()

    def slow() -> tuple[VoiceInfo, ...]:
        free.wait(60)
        return OFFERED

    voice.voices = slow
    began = time.monotonic()
    application = begin(welcomed=True)
    application.window.go(Page.SETTINGS)
    assert time.monotonic() - began < 30
    assert entries(application.settings.voices) == ["The usual one"]
    free.set()
    wait_until(lambda: entries(application.settings.voices) == TITLES)
