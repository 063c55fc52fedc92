"""The row of voices: those of the language first, and what was chosen for other languages left alone."""

from __future__ import annotations

from assistant import messages
from assistant.adapters.voices.engine import VoiceInfo
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.widgets.voice_row import VoiceRow

OFFERED = (VoiceInfo("id-de", "Anna", "de"), VoiceInfo("id-us", "Samantha", "en-us"))


def entries(row: VoiceRow) -> list[str]:
    return [row.control.itemText(index) for index in range(row.control.count())]


def test_a_choice_is_for_the_language_in_use_alone() -> None:
    chosen: list[object] = []
    row = VoiceRow(chosen.append)
    row.show_settings(Settings(voices={"de": "id-de", "fr": "id-fr"}))
    row.show_voices(OFFERED)
    assert row.control.currentText() == say("setting.voices_usual")
    row.control.activated.emit(1)
    row.show_settings(Settings(voices={"de": "id-de", "en": "id-us"}))
    row.control.activated.emit(0)
    assert chosen == [{"de": "id-de", "fr": "id-fr", "en": "id-us"}, {"de": "id-de"}]


def test_the_voices_of_the_language_come_first_and_each_names_its_own() -> None:
    row = VoiceRow(lambda _: None)
    row.show_voices(OFFERED)
    assert entries(row) == [say("setting.voices_usual"), "Samantha, American English", "Anna, Deutsch"]
    messages.use("de")
    row.show_settings(Settings(voices={"de": "id-de"}))
    assert entries(row) == [say("setting.voices_usual"), "Anna, Deutsch", "Samantha, American English"]
    assert row.control.currentData() == "id-de"


def test_a_voice_is_called_gone_only_once_it_is_known_which_there_are() -> None:
    row = VoiceRow(lambda _: None)
    row.show_settings(Settings(voices={"en": "id-sold"}))
    assert row.control.currentText() == say("setting.voices_chosen")
    row.show_voices(OFFERED)
    assert row.control.currentText() == say("setting.voices_gone")
    assert row.control.currentData() == "id-sold"
    row.show_voices((*OFFERED, VoiceInfo("id-sold", "Zoe", "en-us")))
    assert row.control.currentText() == "Zoe, American English"
