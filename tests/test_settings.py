"""The table of options: each is named and helped, and says what follows from it."""

from __future__ import annotations

import pytest

from assistant import messages
from assistant.cues.preferences import CuePreferences
from assistant.events import Channel
from assistant.settings import OPTIONS, Settings, Speaker, Theme


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_listed_option_is_named_and_helped(language: str) -> None:
    sentences = messages.sentences(language)
    for name, option in OPTIONS.items():
        if option.metadata["group"]:
            assert f"setting.{name}" in sentences
            assert f"setting.{name}_help" in sentences
        if option.metadata["group"] and name != "language":
            assert all(f"setting.{name}_{choice}" in sentences for choice in option.metadata["choices"])


def test_the_screen_reader_and_our_voice_never_speak_both() -> None:
    assert not Settings(speaker=Speaker.SCREEN_READER).sound_preferences.speech
    assert Settings(speaker=Speaker.VOICE).sound_preferences.speech


def test_short_sounds_that_are_switched_off_are_not_heard_with_errors_either() -> None:
    assert Settings().sound_preferences.earcons
    assert not Settings(earcons=False).sound_preferences.earcons


def test_channels_that_are_switched_off_are_not_used() -> None:
    assert Settings(speech=False).cue_preferences.channels == {Channel.EARCON, Channel.LABEL}
    assert Settings(earcons=False, label=False).cue_preferences.channels == {Channel.SPEECH}


def test_a_wish_about_cues_reaches_them() -> None:
    wishes = {name for name in Settings.__dataclass_fields__ if name in CuePreferences.__dataclass_fields__}
    assert "eyes" in wishes
    for name in wishes:
        usual, bounds = getattr(Settings(), name), OPTIONS[name].metadata["bounds"]
        values = bounds[:2] if bounds else OPTIONS[name].metadata["choices"] or (False, True)
        for wish in set(values) - {usual}:
            assert getattr(Settings(**{name: wish}).cue_preferences, name) == wish, name


def test_the_calm_theme_is_for_the_ear_only_where_that_is_chosen() -> None:
    loud = Settings(theme=Theme.CALM, rate=200, volume=80)
    calm = Settings(theme=Theme.CALM, calm_sound=True, rate=200, volume=80)
    assert (loud.voice_level, calm.voice_level) == ((80, 200), (40, 150))
    assert calm.sound_preferences.speech_volume == pytest.approx(loud.sound_preferences.speech_volume / 2)
    assert calm.sound_preferences.earcon_volume == pytest.approx(loud.sound_preferences.earcon_volume / 2)
    assert Settings(calm_sound=True, rate=200, volume=80).voice_level == (80, 200)
    assert Settings(theme=Theme.CALM, calm_sound=True, rate=120).voice_level[1] == 120
