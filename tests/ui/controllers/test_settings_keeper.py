"""Settings in force at once, kept at once, and taken back one by one; also where they cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant import settings_file
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from tests.helpers.window import captions
from tests.ui.conftest import wait_until

WELCOMED = Settings(welcomed=True, language="en")


def test_settings_are_kept_at_once(application: Application, tmp_path: Path) -> None:
    application.keeper.set("rate", 200)
    assert settings_file.load(tmp_path / "settings.json")[0].rate == 200
    assert application.keeper.undo()
    assert application.keeper.current.rate == 170
    assert not application.keeper.undo()


def test_what_is_muted_stays_so_whatever_becomes_of_the_settings(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    application.keeper.set("rate", 200)
    application.handlers["mute"]()
    for change in (application.adjusting.undo, application.adjusting.reset):
        change()
        assert application.presenter.muted
        kept, _ = settings_file.load(path)
        assert (kept.muted, kept.welcomed, kept.rate) == (True, True, 170)


def test_settings_that_cannot_be_kept_hold_until_the_end_and_that_is_said_once(
    make_application: Callable[..., Application], tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.write_text("")
    application = make_application(WELCOMED, closed / "settings.json")
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


def test_a_voice_for_this_run_alone_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    stored = Settings(voices={"en": "id-gb"})
    keeper = SettingsKeeper(Settings(voices={"en": "id-us"}), path, stored)
    keeper.set("rate", 200)
    assert keeper.current.voices == {"en": "id-us"}
    assert settings_file.load(path)[0] == Settings(voices={"en": "id-gb"}, rate=200)
    keeper.set("voices", {"en": "id-odd"})
    assert settings_file.load(path)[0].voices == {"en": "id-odd"}
