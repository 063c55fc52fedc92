"""The voice that the user chose, for each language its own, and what is said where it is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import messages
from assistant.adapters.voices.engine import VoiceSettings
from assistant.runtime.voice_choice import gone_voice, voice_settings
from assistant.settings import Settings
from tests.helpers.voices import VOICES

CHOSEN = Settings(voices={"en": "us", "de": "sold"}, rate=200)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.parametrize(("language", "voice"), [("en", "us"), ("de", "sold"), ("fr", None)])
def test_phrases_sound_as_was_chosen_for_the_language_in_use(language: str, voice: str | None) -> None:
    messages.use(language)
    assert voice_settings(CHOSEN) == VoiceSettings(language, voice, 200)


def test_a_voice_is_missed_only_where_it_was_chosen_for_the_language_in_use() -> None:
    assert gone_voice(CHOSEN, VOICES) is None
    assert gone_voice(CHOSEN, []) == messages.say("speech.voice_gone")
    messages.use("de")
    assert gone_voice(CHOSEN, VOICES) == messages.say("speech.voice_gone")
    messages.use("fr")
    assert gone_voice(CHOSEN, []) is None
