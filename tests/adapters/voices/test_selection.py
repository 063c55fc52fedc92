"""Voices as they are offered, and the one that is meant by a word."""

from __future__ import annotations

import pytest

from assistant.adapters.voices.engine import VoiceInfo
from assistant.adapters.voices.selection import fitting_first, named
from tests.helpers.voices import VOICES


def test_voices_for_the_language_are_offered_first() -> None:
    offered = fitting_first(VOICES, "de")
    assert [voice.voice for voice in offered] == ["german", "austrian", "carib", "us", "spanish"]
    assert sorted(offered, key=VOICES.index) == VOICES


@pytest.mark.parametrize(
    ("words", "voice"), [("us", "us"), ("b", "us"), ("B", "us"), ("German", "german"), ("klingon", None)]
)
def test_a_voice_is_named_by_its_id_or_its_name(words: str, voice: str | None) -> None:
    found = named([*VOICES, VoiceInfo("other", "b", "fr"), VoiceInfo("x", "German", "de")], words, "en")
    assert (found.voice if found else None) == ("x" if voice == "german" else voice)
