"""Files that the user chooses: the log, and settings to take along."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.documents import Documents
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.log_page import LogPage
from assistant.ui.pages.settings_page import SettingsPage
from assistant.ui.shell import files
from tests.helpers.desk import cue
from tests.ui.conftest import wait_until


def test_settings_are_exported_and_imported(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "taken along.json"
    monkeypatch.setattr(files, "choose_new", lambda *_: path)
    monkeypatch.setattr(files, "choose", lambda *_: [path])
    application.keeper.set("rate", 250)
    application.documents.export_settings()
    application.adjusting.reset()
    assert application.keeper.current.rate == Settings().rate
    application.documents.import_settings()
    assert application.keeper.current.rate == 250


def test_a_log_that_cannot_be_written_is_said(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: list[str]
) -> None:
    application.keeper.set("log", True)
    application.log.add(cue("looks happy"))
    monkeypatch.setattr(files, "choose_new", lambda *_: tmp_path / "no folder" / "log.csv")
    application.handlers["save_log"]()
    wait_until(lambda: heard)
    assert "cannot be written" in heard[-1]


@pytest.fixture
def documents() -> Documents:
    """With a window in whose name is asked, a log, and settings that are not kept."""
    return Documents(QWidget(), LogPage(), SettingsPage(), SettingsKeeper(Settings(language="en"), None))


@pytest.fixture
def said(documents: Documents) -> list[str]:
    words: list[str] = []
    documents.answered.connect(words.append)
    documents.failed.connect(lambda sentence: words.append(f"failed: {sentence}"))
    return words


def test_the_first_recording_is_read_and_all_pictures_are_described(
    documents: Documents, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [Path("a"), Path("b")]
    told: list[object] = []
    documents.recording_chosen.connect(told.append)
    documents.pictures_chosen.connect(told.append)
    monkeypatch.setattr(files, "choose", lambda *_: chosen)
    documents.choose_recording()
    documents.choose_pictures()
    assert told == [Path("a"), [Path("a"), Path("b")]]
    monkeypatch.setattr(files, "choose", lambda *_: [])
    documents.choose_recording()
    documents.choose_pictures()
    assert (len(told), said) == (2, [])


def test_who_changes_their_mind_gets_no_file_and_no_word(
    documents: Documents, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "choose_new", lambda *_: None)
    documents.export_settings()
    monkeypatch.setattr(files, "choose", lambda *_: [])
    documents.import_settings()
    assert said == []


def test_an_empty_log_is_said_before_anything_is_asked(
    documents: Documents, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "choose_new", lambda *_: pytest.fail("there is nothing to save"))
    documents.save_log()
    assert said == ["There is nothing to save, as no log is kept: switch “Keep an event log” on first."]
    documents._keeper.set("log", True)
    documents.save_log()
    assert said[1:] == [say("ui.log_nothing")]


def test_a_file_that_holds_no_settings_changes_none(
    documents: Documents, said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "letter.json"
    path.write_text("Dear reader")
    monkeypatch.setattr(files, "choose", lambda *_: [path])
    documents.import_settings()
    (words,) = said
    assert words.startswith("failed: ")
    assert "letter.json" in words
