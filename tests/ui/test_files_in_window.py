"""Files that cannot be written, in the window: said and spoken once, and everything else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assistant import settings_file
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.commands import Page
from assistant.practice.cards import Kind
from assistant.runtime.event_log import EventLog, EventRecorder
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.practice.records import default_path
from assistant.ui.sight import State
from tests.helpers.practice_window import begin
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions
from tests.ui.conftest import TunableVoice, discard, wait_until

WELCOMED = Settings(welcomed=True, language="en")


@pytest.fixture
def make(qt: QApplication, loudspeaker: Loudspeaker) -> Iterator[Callable[[Path | None, EventRecorder], Application]]:
    """Makes windows with a settings file and a recorder of events."""
    made: list[Application] = []

    def make(path: Path | None, recorder: EventRecorder) -> Application:
        application = Application(qt, SettingsKeeper(WELCOMED, path), TunableVoice(), loudspeaker, recorder)
        made.append(application)
        application.window.show()
        application.window.activateWindow()
        application.window.go(Page.CONVERSATION)
        wait_until(application.window.isActiveWindow)
        return application

    yield make
    for application in made:
        discard(application)


def test_settings_that_cannot_be_kept_hold_until_the_end_and_that_is_said_once(
    make: Callable[..., Application], tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.write_text("")
    application = make(closed / "settings.json", EventRecorder(None))
    heard = captions(application)
    application.keeper.set("rate", 200)
    wait_until(lambda: [words for words in heard if "settings.json cannot be written" in words])
    application.keeper.set("volume", 50)
    application.keeper.set("muted", True)
    assert (application.keeper.current.rate, application.keeper.current.volume) == (200, 50)
    closed.unlink()
    application.keeper.set("cards", 20)
    # What could not be written before is written too.
    kept, complaint = settings_file.load(closed / "settings.json")
    assert (kept.rate, kept.volume, kept.muted, kept.cards, complaint) == (200, 50, True, 20, None)
    assert len([words for words in heard if "cannot be written" in words]) == 1


def test_two_windows_do_not_undo_each_others_changes(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings_file.save(WELCOMED, path)
    first, second = (SettingsKeeper(settings_file.load(path)[0], path) for _ in range(2))
    first.set("rate", 200)
    second.set("volume", 50)
    first.set("theme", "calm")
    second.set("rate", 300)
    first.undo()
    kept, _ = settings_file.load(path)
    assert (kept.rate, kept.volume, kept.theme) == (300, 50, "system")


def test_settings_of_this_run_alone_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings_file.save(WELCOMED, path)
    keeper = SettingsKeeper(Settings(welcomed=True, language="en", per_minute=30), path, WELCOMED)
    keeper.set("rate", 200)
    kept, _ = settings_file.load(path)
    assert (kept.rate, kept.per_minute) == (200, WELCOMED.per_minute)


def test_practice_whose_answers_cannot_be_kept_is_said_and_goes_on(
    make: Callable[..., Application], tmp_path: Path
) -> None:
    default_path().parent.parent.mkdir(parents=True, exist_ok=True)
    default_path().parent.write_text("")
    application = make(tmp_path / "settings.json", EventRecorder(None))
    heard = captions(application)
    page = begin(application, Kind.NAME)
    assert page.view is page.card
    wait_until(lambda: [words for words in heard if "cannot be kept" in words])
    application.handlers["answer_1"]()
    application.handlers["end_practice"]()
    application.handlers["end_practice"]()
    application.window.go(Page.CONVERSATION)
    application.window.go(Page.PRACTICE)
    QApplication.processEvents()
    assert len([words for words in heard if "cannot be kept" in words]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_the_events_is_told_and_the_conversation_goes_on(make: Callable[..., Application]) -> None:
    with EventLog("/dev/full") as log:
        recorder = EventRecorder(log)
        application = make(None, recorder)
        heard = captions(application)
        application.reading.use(DrawnSource("live"), "Drawn face")
        wait_until(lambda: [words for words in heard if "/dev/full cannot be written" in words])
        assert recorder.broken
        wait_until(lambda: [words for words in heard if "looks" in words])
        assert application.reading.state is State.READING
        assert len([words for words in heard if "cannot be written" in words]) == 1
